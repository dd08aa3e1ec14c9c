// What every client's script shares: its configuration, from the environment, and its report, one line of JSON for each thing that happens.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

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

const setters = [];

// The commands of whoever started this client, one a line: "presences 500 5000" sets so many presences in so many milliseconds,
// "presence 5000" sets one whose text has so many characters. They start when the script knows how to set one.
export function takeCommands(setPresence) {
  setters.push(setPresence);
}

async function run(command, first, second) {
  const [setPresence] = setters;
  try {
    if (command === 'presence') {
      await setPresence('x'.repeat(first));
    } else if (command === 'presences') {
      const start = Date.now();
      for (let number = 1; number <= first; number++) {
        // Not awaited: a bot's handlers do not wait for each other.
        Promise.resolve(setPresence(`presence ${number}`)).catch(reportError);
        await delay(Math.max(0, start + (number * second) / first - Date.now()));
      }
    }
  } catch (error) {
    reportError(error);
  }
  report('done', { detail: command });
}

// Whoever started this client holds the other end of the standard input: when it is gone, so is the client.
createInterface({ input: process.stdin })
  .on('line', (line) => {
    const [command, ...numbers] = line.split(' ');
    run(command, ...numbers.map(Number));
  })
  .on('close', () => process.exit(0));
