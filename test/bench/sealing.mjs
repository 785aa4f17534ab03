// What it takes to seal messages by NTLM and to open them, beside an encryption of Node that signs as well, in one run:
// `npm run bench:sealing`.
import { createCipheriv, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { median } from './medians.mjs';
import { compileModules } from './modules.mjs';

const ROUNDS = 7;
const BYTES = 2 ** 25;
/** In bytes: a request, a page of an enumeration, and what no server sends at once. */
const LENGTHS = [2000, 200_000, BYTES];

const modules = compileModules(fileURLToPath(new URL('../../', import.meta.url)));
const { messageSeal } = await import(pathToFileURL(join(modules, 'runtime/wsman/security/ntlm/ntlmv2.js')));
const key = randomBytes(16);

/** Each prepares a number of messages, and returns the work that is measured. */
const WAYS = {
  'aes-128-gcm': (messages) => () => messages.map(encrypted),
  seal: (messages) => {
    const client = messageSeal('client-to-server', key);
    return () => messages.map((message) => client.seal(message));
  },
  open: (messages) => {
    const [client, server] = [messageSeal('client-to-server', key), messageSeal('client-to-server', key)];
    const sealed = messages.map((message) => client.seal(message));
    return () => sealed.map((each) => server.open(each));
  },
};

function encrypted(message) {
  const cipher = createCipheriv('aes-128-gcm', key, randomBytes(12));
  return [cipher.update(message), cipher.final(), cipher.getAuthTag()];
}

function milliseconds(work) {
  const start = performance.now();
  const results = work();
  const time = performance.now() - start;
  if (results.includes(null)) throw new Error('a message was not opened');
  return time;
}

for (const length of LENGTHS) {
  const messages = Array(Math.floor(BYTES / length)).fill(randomBytes(length));
  const times = Object.fromEntries(Object.keys(WAYS).map((name) => [name, []]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, way] of Object.entries(WAYS)) {
      const time = milliseconds(way(messages));
      // The first round compiles the code.
      if (round > 0) times[name].push(time);
    }
  }
  const floor = median(times['aes-128-gcm']);
  for (const [name, each] of Object.entries(times)) {
    const time = median(each);
    const speed = (messages.length * length) / 1000 / time;
    const row = [`${name}, ${length} bytes`, `${speed.toFixed(0)} MB/s`, `${(time / floor).toFixed(1)} x`];
    console.log(
      row
        .map((cell) => cell.padEnd(28))
        .join('')
        .trimEnd(),
    );
  }
}
