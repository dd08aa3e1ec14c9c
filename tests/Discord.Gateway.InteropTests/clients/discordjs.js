import { config, load, report, reportError, reportMessage, takeCommands } from './common.js';

const { Client, Events } = load('discord.js');

const client = new Client({
  intents: config.intents,
  shardCount: config.shards,
  rest: { api: config.apiUrl.replace(/\/v10$/, ''), version: '10' },
});

// The structures do not tell their sequence; the raw events do, and come just before.
let sequence = null;
client.on(Events.Raw, ({ s }) => { sequence = s; });
client.on(Events.ShardReady, (shard) => report('ready', { shard, s: sequence }));
client.on(Events.Raw, ({ t, d }, shard) => {
  if (t === 'GUILD_CREATE') {
    report('guild', { s: sequence, shard, detail: d.name });
  }
});
client.on(Events.MessageCreate, (message) => reportMessage(message.content, sequence, message.guild?.shardId ?? 0));
client.on(Events.InteractionCreate, async (interaction) => {
  try {
    await interaction.reply(`${interaction.commandName} answered`);
    report('answered', { detail: interaction.commandName });
  } catch (error) {
    reportError(error);
  }
});
client.on(Events.ShardResume, (shard) => report('resumed', { shard }));
client.on(Events.ShardReconnecting, (shard) => report('closed', { shard }));
client.on(Events.ShardDisconnect, ({ code }, shard) => report('closed', { code, shard }));
client.on(Events.ShardError, reportError);
client.on(Events.Error, reportError);

takeCommands((name) => client.user.setPresence({ activities: [{ name, type: 0 }], status: 'online' }));
await client.login(config.token);
