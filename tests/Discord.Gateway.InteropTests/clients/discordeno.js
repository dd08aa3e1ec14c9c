import { createGatewayManager, TransportCompression } from '@discordeno/gateway';
import { createRestManager } from '@discordeno/rest';
import { config, report, reportError, reportMessage, takeCommands } from './common.js';

const rest = createRestManager({ token: config.token, version: 10, proxy: { baseUrl: config.apiUrl.replace(/\/v10$/, ''), authorization: `Bot ${config.token}` } });
const logger = { debug() {}, info() {}, warn: reportError, error: (...parts) => reportError(parts.map((part) => part?.message ?? part).join(' ')), fatal: reportError };
const compressions = { none: null, 'zlib-stream': TransportCompression.zlib, 'zstd-stream': TransportCompression.zstd };

const gateway = createGatewayManager({
  token: config.token,
  intents: config.intents,
  connection: await rest.getGatewayBot(),
  totalShards: config.shards,
  transportCompression: compressions[config.compression],
  resharding: { enabled: false },
  logger,
  events: {
    async message({ id: shard }, { t, s, d }) {
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
            await rest.sendInteractionResponse(d.id, d.token, { type: 4, data: { content: `${d.data.name} answered` } });
            report('answered', { s, detail: d.data.name });
          } catch (error) {
            reportError(error);
          }
          break;
      }
    },
    resumed: ({ id: shard }) => report('resumed', { shard }),
    invalidSession: ({ id: shard }, resumable) => report('invalid', { shard, detail: String(resumable) }),
    disconnected: ({ id: shard }) => report('closed', { shard }),
  },
});

takeCommands((name) => gateway.editShardStatus(0, { activities: [{ name, type: 0 }], status: 'online' }));
await gateway.spawnShards();
