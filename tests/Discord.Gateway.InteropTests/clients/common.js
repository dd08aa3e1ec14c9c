// What every client's script shares: its configuration, from the environment, and its report, one line of JSON for each thing that happens.

export const config = {
  apiUrl: process.env.API_URL,
  token: process.env.TOKEN,
  compression: process.env.COMPRESSION ?? 'none',
  intents: Number(process.env.INTENTS),
  shards: Number(process.env.SHARDS ?? 1),
};

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
