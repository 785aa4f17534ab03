import assert from 'node:assert/strict';
import { once } from 'node:events';
import { env } from 'node:process';
import { initialize } from '../../../runtime/index.js';
import { runProgram, spawnModule } from '../../tools/program.js';
import { RUNTIME } from './tools/built.js';
import { DELIVERIES, element, NAMESPACE, parameters } from './tools/native-test.js';
import { test } from './tools/suite.js';
import { library } from './tools/test-library.js';
import { APPLICATION, inWorker, OPEN, PROLOGUE, workerTest } from './tools/worker-test.js';

/** How many workers live and die in the storm. */
const WORKERS = Number(env['MI_TEST_WORKERS'] ?? 20);
const SEED = Number(env['MI_TEST_SEED'] ?? 1);

const SUMS = `
  let sum = 0;
  for (let index = 0; index < 200; index += 1) {
    sum += (await session.invoke(NAMESPACE, 'Test_Service', 'Add', add(index))).get('Sum');
  }
  parentPort.postMessage(sum);
  await application.close();`;

workerTest('workers have applications of their own beside the main thread', {}, async () => {
  const workers = [1, 2].map(() => inWorker(OPEN + SUMS));
  const application = await initialize({ library: library.path });
  const session = await application.newSession();
  let sum = 0;
  for (let index = 0; index < 200; index += 1) {
    const inbound = parameters(element('A', 'sint32', index), element('B', 'sint32', 1));
    sum += (await session.invoke(NAMESPACE, 'Test_Service', 'Add', inbound)).get('Sum') as number;
  }
  assert.equal(sum, 20_100);
  for (const { posted, errors, code } of await Promise.all(workers)) {
    assert.deepEqual([posted, errors, code], [[20_100], [], 0]);
  }
  await application.close();
});

workerTest('a worker of a worker uses MI', {}, async () => {
  const inner = JSON.stringify(`(async () => {${PROLOGUE}${OPEN}${SUMS}})()`);
  const outer = `${OPEN}
    const worker = new Worker(${inner}, { eval: true });
    worker.on('message', (sum) => parentPort.postMessage(['inner', sum]));
    ${SUMS}`;
  const { posted, errors } = await inWorker(outer);
  assert.deepEqual(errors, []);
  assert.deepEqual(new Set(posted.map(String)), new Set(['20100', 'inner,20100']));
});

for (const delivery of DELIVERIES) {
  workerTest(`four workers with three loops each (${delivery})`, { manyCount: 100 }, async () => {
    const loops = `
      const loop = async () => {
        let count = 0;
        for await (const instance of session.enumerate(NAMESPACE, 'Test_Many', { delivery: '${delivery}' })) {
          if (instance.get('Index') !== count) throw new Error('out of order');
          count += 1;
        }
        return count;
      };
      parentPort.postMessage(await Promise.all([loop(), loop(), loop()]));`;
    const ends = await Promise.all(Array.from({ length: 4 }, () => inWorker(OPEN + loops)));
    for (const { posted, errors } of ends) assert.deepEqual([posted, errors], [[[100, 100, 100]], []]);
  });

  workerTest(`a worker lives as long as an operation, and no longer (${delivery})`, {}, async () => {
    const sleep = `
      const inbound = new CimInstance('__Parameters', [number('Milliseconds', 'uint32', 100)]);
      session.invoke(NAMESPACE, 'Test_Service', 'Sleep', inbound, { delivery: '${delivery}' }).then((outbound) =>
        parentPort.postMessage(outbound.get('ReturnValue')),
      );`;
    assert.deepEqual(await inWorker(OPEN + sleep), { posted: [0], errors: [], code: 0 });
  });

  workerTest(`or waits for an idle session (${delivery})`, {}, async () => {
    const cancel = `
      const session = await application.newSession({ closeTimeout: 500 });
      const never = session.invoke(NAMESPACE, 'Test_Service', 'Never', null, { delivery: '${delivery}' });
      setTimeout(() => never.cancel(), 5);
      await never.catch(() => {});`;
    const idle = `${cancel} await session.idle(); parentPort.postMessage('idle');`;
    assert.deepEqual(await inWorker(APPLICATION + idle), { posted: ['idle'], errors: [], code: 0 });
  });

  workerTest(`timeouts and cancels in a worker (${delivery})`, { ignoreTimeout: 1 }, async () => {
    const body = `
      const delivery = '${delivery}';
      const failure = (call) => Promise.resolve(call).catch((error) => parentPort.postMessage(error.message));
      await failure(session.invoke(NAMESPACE, 'Test_Service', 'Never', null, { delivery, timeout: 30 }));
      const signal = AbortSignal.timeout(30);
      await failure(session.invoke(NAMESPACE, 'Test_Service', 'Never', null, { delivery, signal }));
      const never = failure(session.invoke(NAMESPACE, 'Test_Service', 'Never', null, { delivery }));
      await session.close();
      await never;
      await application.close();
      await failure(application.newSession());`;
    const { posted, errors } = await inWorker(OPEN + body);
    assert.deepEqual(errors, []);
    assert.deepEqual(posted, [
      'invoke Test_Service.Never was not done after 30 ms',
      'The operation was aborted due to timeout',
      'the session was closed while the operation ran',
      'the application is closed',
    ]);
  });
}

test(`a worker does not live as long as a cancelled operation `, async () => {
  const cancel = `
    const session = await application.newSession();
    const never = session.invoke(NAMESPACE, 'Test_Service', 'Never');
    await session.testConnection();
    never.cancel();
    await never.catch(() => {});`;
  const worker = JSON.stringify(`(async () => {${PROLOGUE}${APPLICATION}${cancel}})()`);
  // Nothing ends the operation before the process has ended. With `pull`, a thread of the pool would keep the process.
  const { output, code } = await runProgram(`
    const { default: koffi } = await import('koffi');
    koffi.load(${JSON.stringify(library.path)}).func('int32 test_set(str name, int64 value)')('cancelDelay', 3_600_000_000);
    const { Worker } = await import('node:worker_threads');
    const { serveWorkers } = await import(${JSON.stringify(RUNTIME)});
    serveWorkers();
    new Worker(${worker}, { eval: true, execArgv: [] }).on('exit', (code) => console.log('worker', code));`);
  assert.deepEqual([output, code], ['worker 0', 0]);
});

workerTest('what a worker leaves open is closed at its end', {}, async () => {
  const open = 'await Promise.all([1, 2, 3].map(() => application.newSession())); await session.testConnection();';
  assert.deepEqual(await inWorker(OPEN + open), { posted: [], errors: [], code: 0 });
});

workerTest('an error in a worker leads to the line that asked', {}, async () => {
  const body = `
    const asks = async () => { await session.getClass(NAMESPACE, 'Nonsense'); };
    const opens = async () => { await application.newSession({ destination: 'refused' }); };
    for (const ask of [asks, opens]) {
      await ask().catch(({ constructor, result, code, details, stack }) => {
        const isInstance = details instanceof CimInstance;
        parentPort.postMessage([constructor.name, result, code, isInstance, /at async (asks|opens)/.exec(stack)?.[1]]);
      });
    }`;
  const { posted, errors } = await inWorker(OPEN + body);
  assert.deepEqual(errors, []);
  assert.deepEqual(posted, [
    ['MiError', 'INVALID_CLASS', 5, true, 'asks'],
    ['MiError', 'ACCESS_DENIED', 2, true, 'opens'],
  ]);
});

workerTest('what opens a session in a worker calls back there', {}, async () => {
  const body = `
    const told = [];
    const callbacks = { onWriteMessage: (channel) => void told.push(channel), onWriteError: (error) => void told.push(error.className) };
    await application.newSession({ destination: 'noisy', callbacks });
    parentPort.postMessage(told);
    for (const onWriteMessage of [() => { throw new Error('at once'); }, async () => { throw new Error('later'); }]) {
      await application.newSession({ destination: 'noisy', callbacks: { onWriteMessage } }).catch((error) =>
        parentPort.postMessage(error.message),
      );
    }`;
  const { posted, errors } = await inWorker(OPEN + body);
  const told: string[] = [];
  await using application = await initialize({ library: library.path });
  const onWriteMessage = (channel: string): void => void told.push(channel);
  const onWriteError = ({ className }: { className: string }): void => void told.push(className);
  await application.newSession({ destination: 'noisy', callbacks: { onWriteMessage, onWriteError } });
  assert.ok(told.length > 0);
  assert.deepEqual([posted, errors], [[told, 'at once', 'later'], []]);
});

workerTest('a callback that opens a session in a worker has as long as in the main thread', {}, async () => {
  const body = `
    const callbacks = { onWriteMessage: () => new Promise(() => {}) };
    await application.newSession({ destination: 'noisy', openTimeout: 50, callbacks }).catch(({ message }) =>
      parentPort.postMessage(message),
    );
    await application.close();`;
  const { posted, errors, code } = await inWorker(OPEN + body);
  assert.deepEqual([posted, errors, code], [['a callback of the new session is not done after 50 ms'], [], 0]);
});

workerTest('a worker has the library of its own environment', {}, async () => {
  const body = `
    const application = await initialize();
    await application.newSession();
    parentPort.postMessage('opened');
    await initialize({ library: '/nowhere/libmi.so' }).catch((error) => parentPort.postMessage(error.message));`;
  const { posted, errors } = await inWorker(body, { env: { ...env, MI_LIBRARY: library.path } });
  assert.deepEqual([posted[0], errors], ['opened', []]);
  assert.match(String(posted[1]), /^the MI library cannot be loaded\. Looked for:\n {2}\/nowhere\/libmi\.so/);
});

workerTest('a worker does nothing with MI itself', {}, async () => {
  const body = `${OPEN}
    const koffi = Object.keys(require.cache).filter((path) => path.includes('koffi'));
    parentPort.postMessage(koffi);
    try {
      session.sync;
    } catch ({ result, message }) {
      parentPort.postMessage([result, message]);
    }`;
  const { posted, errors } = await inWorker(body);
  assert.deepEqual(errors, []);
  assert.deepEqual(posted, [
    [],
    [
      'NOT_SUPPORTED',
      'a worker thread has no synchronous operations of MI. Await the operations of the session itself, ' +
        'or use session.sync in the main thread',
    ],
  ]);
});

workerTest('a main thread that is busy keeps a worker waiting, and no more', {}, async () => {
  const opened = inWorker(`${OPEN} parentPort.postMessage('opened');`, {}, () => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
  });
  assert.deepEqual(await opened, { posted: ['opened'], errors: [], code: 0 });
});

test('a worker that waits for a main thread which waits for it says so', async () => {
  const worker = JSON.stringify(`(async () => {${PROLOGUE}${APPLICATION}})()`);
  const child = spawnModule(`
    const { Worker } = await import('node:worker_threads');
    new Worker(${worker}, { eval: true, execArgv: [] }).on('online', () => {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    });`);
  const [said] = await once(child.stderr, 'data');
  child.kill('SIGKILL');
  assert.match(String(said), /^\(node:\d+\) Warning: initialize\(\) in a worker thread has been waiting for 10 s /);
});

test('a main thread that does not serve its workers is told what to write', async () => {
  const worker = JSON.stringify(`(async () => {${PROLOGUE}${OPEN}})()`);
  for (const [listener, expected] of [
    ['', 1],
    [`process.on('workerMessage', () => {});`, 1],
    [`process.on('workerMessage', () => { throw new Error('of another package'); });`, 1],
    [`const { serveWorkers } = await import(${JSON.stringify(RUNTIME)}); serveWorkers();`, 0],
  ] as const) {
    const { output, code } = await runProgram(`
      import { Worker } from 'node:worker_threads';
      ${listener}
      process.on('uncaughtException', (error) => console.log(error.message));
      const worker = new Worker(${worker}, { eval: true, execArgv: [] });
      worker.on('error', ({ result, message }) => { console.log(result, message); process.exitCode = 1; });`);
    assert.equal(code, expected, output);
    if (code === 1) assert.match(output, /^NOT_SUPPORTED MI is called in the main thread only/m);
    if (code === 1)
      assert.match(output, /\n {2}import \{ serveWorkers \} from 'mi-codegen\/runtime';\n {2}serveWorkers\(\);/);
  }
});

/** Numbers from 0 to 1 that a seed determines. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

workerTest(`${WORKERS} workers that start and end at random, seed ${SEED}`, {}, async () => {
  const next = random(SEED);
  const body = `${OPEN}
    const options = () => ({ delivery: Math.random() < 0.5 ? 'callbacks' : 'pull', timeout: 1000 });
    const loop = async (results) => { for await (const _ of results) if (Math.random() < 0.01) break; };
    const work = [
      () => session.invoke(NAMESPACE, 'Test_Service', 'Add', add(1), options()),
      () => loop(session.enumerate(NAMESPACE, 'Test_Endless', options())),
      () => loop(session.subscribe(NAMESPACE, 'SELECT * FROM Test_Alarm', options())),
      () => session.getClass(NAMESPACE, 'Test_Everything', options()),
      async () => void (await (await application.newSession()).close()),
    ];
    for (;;) {
      await Promise.all(Array.from({ length: 3 }, () => work[Math.floor(Math.random() * work.length)]()));
      if (Math.random() < 0.02) process.exit(2);
      if (Math.random() < 0.02) setImmediate(() => { throw new Error('at random'); });
    }`;
  const one = async (life: number): Promise<void> => {
    const { errors } = await inWorker(body, {}, (worker) => {
      setTimeout(() => void worker.terminate(), life);
    });
    assert.deepEqual(
      errors,
      errors.map(() => 'at random'),
    );
  };
  for (let started = 0; started < WORKERS; started += 5) {
    await Promise.all(Array.from({ length: 5 }, () => one(next() * 600)));
  }
});
