import { REST } from '@discordjs/rest';
import { CompressionMethod, WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import { config, report, reportError, reportMessage, takeCommands } from './common.js';

const rest = new REST({ api: config.apiUrl.replace(/\/v10$/, ''), version: '10' }).setToken(config.token);
const manager = new WebSocketManager({
  token: config.token,
  intents: config.intents,
  rest,
  shardCount: config.shards,
  compression: config.compression === 'zlib-stream' ? CompressionMethod.ZlibNative : null,
});

manager.on(WebSocketShardEvents.Dispatch, async ({ t, s, d }, shard) => {
  switch (t) {
    case 'READY':
      report('ready', { s, shard });
      break;
    case 'GUILD_CREATE':
      report('guild', { s, shard, detail: d.name });
      break;
    case 'MESSAGE_CREATE':
      reportMessage(d.content, s, shard);
      break;
    case 'INTERACTION_CREATE':
      try {
        await rest.post(`/interactions/${d.id}/${d.token}/callback`, { auth: false, body: { type: 4, data: { content: `${d.data.name} answered` } } });
        report('answered', { s, detail: d.data.name });
      } catch (error) {
        reportError(error);
      }
      break;
  }
});
manager.on(WebSocketShardEvents.Resumed, (shard) => report('resumed', { shard }));
manager.on(WebSocketShardEvents.Closed, (code, shard) => report('closed', { code, shard }));
manager.on(WebSocketShardEvents.Error, reportError);
manager.on(WebSocketShardEvents.SocketError, reportError);

takeCommands((name) => manager.send(0, { op: 3, d: { since: null, activities: [{ name, type: 0 }], status: 'online', afk: false } }));
await manager.connect();
