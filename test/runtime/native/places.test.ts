import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { poolThreads } from '../../../runtime/native/places.js';
import { runProgram } from '../../tools/program.js';
import { RUNTIME } from './tools/built.js';
import { test } from './tools/suite.js';
import { library } from './tools/test-library.js';

test('the threads of the pool are read as libuv reads them', () => {
  const threads = new Map<string | undefined, number>([
    [undefined, 4],
    ['', 1],
    ['0', 1],
    ['1', 1],
    ['2', 2],
    [' 7', 7],
    ['+3', 3],
    ['12 threads', 12],
    ['1e3', 1],
    ['0x10', 1],
    ['many', 1],
    ['1024', 1024],
    ['1025', 1024],
    ['-1', 1024],
    ['4294967296', 1],
  ]);
  for (const [value, number] of threads) assert.equal(poolThreads(value), number, value);
});

/** Functions for the programs below. */
const toolsOf = (runtime: string): string => `
  const { readFile } = await import('node:fs/promises');
  const { initialize, CimInstance } = await import(${JSON.stringify(runtime)});
  const LIBRARY = ${JSON.stringify(library.path)};
  const number = (name, value) => ({ name, type: 'uint32', array: false, value });
  const parameters = (...elements) => new CimInstance('__Parameters', elements);
  const application = await initialize({ library: LIBRARY });
  const session = await application.newSession();
  /** An operation whose callbacks wait for the pool, too. */
  const ask = (delivery) => session.invoke('root/test', 'Test_Service', 'Prompt', parameters(number('Count', 3)), {
    delivery,
    onPromptUser: async () => (await readFile(LIBRARY)).length > 0 ? 'yes' : 'no',
  });
  const asked = async (count, delivery) => {
    const answers = await Promise.all(Array.from({ length: count }, () => ask(delivery)));
    return answers.every((answer) => answer.get('Confirmed') === 3);
  };
`;
const TOOLS = toolsOf(RUNTIME);
const CLOSE = `await session.close(); await application.close(); console.log('closed');`;

async function program(text: string, env: NodeJS.ProcessEnv = {}): Promise<readonly string[]> {
  const { output, code, signal } = await runProgram(text, { env: { ...process.env, ...env } });
  return [...output.split(/\r?\n/), `code ${code} signal ${signal}`];
}

/** Whether the pool really has so many threads: as many calls return only when all of them are under way at once. */
function barrier(threads: number): string {
  return `
    const koffi = (await import('koffi')).default;
    const c = koffi.load(null);
    const barrier = Buffer.alloc(64);
    c.func('int pthread_barrier_init(void *barrier, void *attributes, uint count)')(barrier, null, ${threads});
    const wait = c.func('int pthread_barrier_wait(void *barrier)');
    await Promise.all(Array.from({ length: ${threads} }, () => new Promise((done) => wait.async(barrier, done))));
    console.log('threads ${threads}');
  `;
}

for (const [value, threads] of [
  [undefined, 4],
  ['', 1],
  ['0', 1],
  ['1', 1],
  ['2', 2],
  ['a word', 1],
  ['9', 9],
  ['1025', 1024],
] as const) {
  const setting = value === undefined ? 'not set' : JSON.stringify(value);

  test(`UV_THREADPOOL_SIZE is ${setting}`, async () => {
    const pulls =
      threads > 1
        ? `console.log(await asked(20, 'pull'));`
        : `await ask('pull').catch(({ result, message }) => console.log(result, message));`;
    const measures = process.platform === 'linux' ? barrier(threads) : `console.log('threads ${threads}');`;
    const text = `${TOOLS} console.log(await asked(20, 'callbacks')); ${pulls} ${measures} ${CLOSE}`;
    const refusal =
      "NOT_SUPPORTED the delivery 'pull' needs two threads of Node's pool, which has one here. " +
      "Set UV_THREADPOOL_SIZE to 2 or more before the process starts, or use the delivery 'callbacks'.";
    assert.deepEqual(await program(text, { UV_THREADPOOL_SIZE: value }), [
      'true',
      threads > 1 ? 'true' : refusal,
      `threads ${threads}`,
      'closed',
      'code 0 signal null',
    ]);
  });
}

for (const [before, inside, delivery] of [
  [undefined, '64', 'pull'],
  ['2', '64', 'pull'],
  ['64', '2', 'pull'],
] as const) {
  test(`UV_THREADPOOL_SIZE was ${before} when the process began, and is ${inside} now`, async () => {
    const set = `process.env.UV_THREADPOOL_SIZE = '${inside}';`;
    const never = `
      const never = Array.from({ length: 70 }, () => session.invoke('root/test', 'Test_Service', 'Never', null, { delivery: 'pull' }));
      await application.newSession().then((other) => other.close());
      for (const call of never) call.cancel();
      await Promise.allSettled(never);`;
    const threads = Math.min(poolThreads(before), poolThreads(inside));
    const measures = process.platform === 'linux' ? barrier(threads) : '';
    const text = `${set} ${TOOLS} console.log(await asked(20, '${delivery}')); ${never} ${measures} ${CLOSE}`;
    const measured = process.platform === 'linux' ? [`threads ${threads}`] : [];
    assert.deepEqual(await program(text, { UV_THREADPOOL_SIZE: before }), [
      'true',
      ...measured,
      'closed',
      'code 0 signal null',
    ]);
  });
}

/** Other code that uses koffi first: it sets the limit, or leaves koffi's own. */
function koffiUsed(limit: number | null): string {
  const set = limit === null ? '' : `koffi.config({ max_async_calls: ${limit} });`;
  return `
    import koffi from 'koffi';
    ${set}
    const sleep = koffi.load(${JSON.stringify(library.path)}).func('int32 test_set(str name, int64 value)');
  `;
}

/** More at once than any limit allows: operations of both kinds, and sessions whose callbacks are called. */
const MANY = `
  const add = (delivery) => session.invoke('root/test', 'Test_Service', 'Messages', parameters(number('Count', 5)), {
    delivery, onWriteMessage: () => {},
  });
  const open = async () => {
    const other = await application.newSession({ destination: 'noisy', callbacks: { onWriteMessage: () => {} } });
    await other.testConnection();
    await other.close();
  };
  const all = [
    ...Array.from({ length: 500 }, () => add('callbacks')),
    ...Array.from({ length: 500 }, () => add('pull')),
    ...Array.from({ length: 100 }, open),
  ];
  // Callbacks queue up while this thread does nothing.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  await Promise.all(all);
  console.log('done');
`;

/** Under Wine, where a process takes its time to start, only what differs there. */
const LIMITS = process.platform === 'win32' ? [64, null] : [64, 96, 256, null, 4096];

for (const limit of LIMITS) {
  test(`koffi was used before, with the limit ${limit ?? 'that it has by itself'}`, async () => {
    const text = `${koffiUsed(limit)} ${TOOLS} ${MANY} ${CLOSE}`;
    assert.deepEqual(await program(text), ['done', 'closed', 'code 0 signal null']);
    assert.deepEqual(await program(text, { UV_THREADPOOL_SIZE: '500' }), ['done', 'closed', 'code 0 signal null']);
  });

  // A thousand calls of others at once would take most of the time for themselves.
  if (limit === 4096) continue;
  test(`koffi is used by others, too, with the limit ${limit ?? 'that it has by itself'}`, async () => {
    const others = `
      let busy = true;
      const other = () => busy && sleep.async('answerDelay', 0, other);
      for (let index = 0; index < ${(limit ?? 256) / 4}; index += 1) other();`;
    const text = `${koffiUsed(limit)} ${TOOLS} ${others} ${MANY} busy = false; ${CLOSE}`;
    assert.deepEqual(await program(text), ['done', 'closed', 'code 0 signal null']);
  });
}

test('copies of the package keep within one limit', async () => {
  const cache = fileURLToPath(new URL('../../../node_modules/.cache/mi-codegen/', import.meta.url));
  const folder = mkdtempSync(join(cache, 'copies-'));
  try {
    const users = ['a', 'b', 'c', 'd'].map((name) => {
      cpSync(fileURLToPath(new URL('.', RUNTIME)), join(folder, name), { recursive: true });
      return `async () => { ${toolsOf(pathToFileURL(join(folder, name, 'index.js')).href)} ${MANY} ${CLOSE} }`;
    });
    const text = `${koffiUsed(64)} await Promise.all([${users}].map((user) => user()));`;
    const output = users.flatMap(() => ['closed', 'done']);
    assert.deepEqual((await program(text)).toSorted(), [...output, 'code 0 signal null'].toSorted());
  } finally {
    rmSync(folder, { recursive: true });
  }
});

for (const limit of [8, 16, 63]) {
  test(`koffi was used before, with the limit ${limit}`, async () => {
    const text = `
      ${koffiUsed(limit)}
      const { initialize } = await import(${JSON.stringify(RUNTIME)});
      await initialize({ library: ${JSON.stringify(library.path)} })
        .catch(({ result, message }) => console.log(result, message));`;
    const refusal =
      `NOT_SUPPORTED koffi, which reaches the MI library, allows ${limit} asynchronous calls at once here, and MI ` +
      'needs 64. Other code has set its option max_async_calls, which cannot be changed any more: set it to 64 or ' +
      'more there, or call initialize() before other code loads a library.';
    assert.deepEqual(await program(text), [refusal, 'code 0 signal null']);
  });
}
