// What every client's script shares: its configuration, from the environment, and its report, one line of JSON for each thing that happens.
import { createRequire } from 'node:module';

// The prefix keeps them apart from the variables that a client reads by itself.
export const config = {
  apiUrl: process.env.INTEROP_API_URL,
  token: process.env.INTEROP_TOKEN,
  compression: process.env.INTEROP_COMPRESSION ?? 'none',
  intents: Number(process.env.INTEROP_INTENTS),
  shards: Number(process.env.INTEROP_SHARDS ?? 1),
};

// A client that compresses with zlib-sync or not at all, from the folder that has or lacks it.
export const load = createRequire(new URL(config.compression === 'zlib-stream' ? './with-zlib-sync/' : './', import.meta.url));

// For clients that want the parts of the address.
export const api = new URL(config.apiUrl);

export function report(type, fields = {}) {
  process.stdout.write(`${JSON.stringify({ type, ...fields })}\n`);
}

export function reportError(error) {
  report('error', { detail: String(error?.stack ?? error).split('\n', 3).join(' ') });
}

// A message of the form "block 4500" stops this process for so many milliseconds, as a handler that never yields does.
export function reportMessage(content, sequence, shard = 0) {
  report('message', { content, s: sequence, shard });
  const [word, milliseconds] = content.split(' ');
  if (word === 'block') {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(milliseconds));
    report('unblocked');
  }
}

process.on('uncaughtException', (error) => {
  reportError(error);
  report('crashed');
  process.exit(1);
});

// The test holds the other end of the standard input: when it is gone, so is the client.
process.stdin.on('end', () => process.exit(0)).resume();
