import http from 'node:http';
import { api, config, load, report, reportError, reportMessage, takeCommands } from './common.js';

const Eris = load('eris');

// This client always makes its requests with https, to port 443. The agent, which is an option of its own, decides about port and wire.
class PlainAgent extends http.Agent {
  protocol = 'https:';
  defaultPort = Number(api.port);
}

const client = new Eris(`Bot ${config.token}`, {
  intents: config.intents,
  maxShards: config.shards,
  compress: config.compression === 'zlib-stream',
  rest: { domain: api.hostname, baseURL: api.pathname, agent: new PlainAgent() },
});

let sequence = null;
client.on('rawWS', ({ t, s, d }, shard) => {
  sequence = s ?? sequence;
  if (t === 'READY') {
    report('ready', { s, shard });
  } else if (t === 'GUILD_CREATE') {
    report('guild', { s, shard, detail: d.name });
  }
});
client.on('messageCreate', (message) => reportMessage(message.content, sequence, message.channel.guild?.shard.id ?? 0));
client.on('interactionCreate', async (interaction) => {
  try {
    await interaction.createMessage(`${interaction.data.name} answered`);
    report('answered', { detail: interaction.data.name });
  } catch (error) {
    reportError(error);
  }
});
client.on('shardResume', (shard) => report('resumed', { shard }));
client.on('shardDisconnect', (error, shard) => report('closed', { shard, code: error?.code, detail: error?.message }));
client.on('error', reportError);
client.on('warn', (detail) => {
  if (/^Invalid session/.test(detail)) {
    report('invalid');
  }
});

takeCommands((name) => client.editStatus('online', { name, type: 0 }));
await client.connect();
