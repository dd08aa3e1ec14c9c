import { Client } from 'oceanic.js';
import { config, report, reportError, reportMessage, takeCommands } from './common.js';

const client = new Client({
  auth: `Bot ${config.token}`,
  rest: { baseURL: config.apiUrl },
  gateway: {
    intents: config.intents,
    maxShards: config.shards,
    compress: config.compression === 'none' ? false : config.compression,
    compressLibrary: config.compression === 'none' ? undefined : 'native',
  },
});

let sequence = null;
client.on('packet', ({ t, s, d }, shard) => {
  sequence = s ?? sequence;
  if (t === 'READY') {
    report('ready', { s, shard });
  } else if (t === 'GUILD_CREATE') {
    report('guild', { s, shard, detail: d.name });
  }
});
client.on('messageCreate', (message) => reportMessage(message.content, sequence, client.guilds.get(message.guildID)?.shard.id ?? 0));
client.on('interactionCreate', async (interaction) => {
  try {
    await interaction.createMessage({ content: `${interaction.data.name} answered` });
    report('answered', { detail: interaction.data.name });
  } catch (error) {
    reportError(error);
  }
});
client.on('shardResume', (shard) => report('resumed', { shard }));
client.on('shardDisconnect', (error, shard) => report('closed', { shard, code: error?.code, detail: error?.message }));
client.on('error', reportError);
client.on('warn', (detail) => {
  if (/^Session Invalidated/.test(detail)) {
    report('invalid');
  }
});

takeCommands((name) => client.editStatus('online', [{ name, type: 0 }]));
await client.connect();
