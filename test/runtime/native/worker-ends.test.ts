import assert from 'node:assert/strict';
import { env } from 'node:process';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { initialize, serveWorkers } from '../../../runtime/index.js';
import { runProgram } from '../../tools/program.js';
import { RUNTIME } from './tools/built.js';
import { checked, DELIVERIES, type Delivery, element, NAMESPACE, parameters } from './tools/native-test.js';
import { test } from './tools/suite.js';
import { library } from './tools/test-library.js';
import { nothingAlive } from './tools/worker-test.js';

/** How often each case runs. */
const ROUNDS = Number(env['MI_TEST_ROUNDS'] ?? 1);
const PROGRAM = new URL('tools/dying-worker.mjs', import.meta.url);

/** What MI calls back with. */
const KINDS = ['results', 'indications', 'streams', 'messages', 'progress', 'errors', 'prompts'] as const;
type Kind = (typeof KINDS)[number];

/** What a worker does: see dying-worker.mjs. */
interface Work {
  readonly kind: Kind;
  readonly delivery: Delivery;
  /** It ends while a callback is under way; else while none is, but more of them will come. */
  readonly inside: boolean;
  readonly end: 'parent' | 'exit' | 'exception';
}

const CODES: Readonly<Record<Work['end'], number>> = { parent: 1, exit: 3, exception: 1 };

serveWorkers();

function workerOptions(work: Work): WorkerOptions {
  // A program that is given as text has options that a worker cannot have.
  return { execArgv: [], workerData: { ...work, runtime: RUNTIME, library: library.path } };
}

/** Runs a worker to its end. */
async function endOf(work: Work): Promise<void> {
  const worker = new Worker(PROGRAM, workerOptions(work));
  const errors: string[] = [];
  worker.on('error', ({ message }: Error) => errors.push(message));
  worker.on('message', () => void worker.terminate());
  const code = await new Promise((resolve) => worker.on('exit', resolve));
  assert.equal(code, CODES[work.end], errors.join());
  assert.deepEqual(errors, work.end === 'exception' ? ['nobody handles this'] : []);
}

const add = parameters(element('A', 'sint32', 1), element('B', 'sint32', 2));

/** MI goes on working in the main thread. */
async function useMainThread(): Promise<void> {
  await using application = await initialize({ library: library.path });
  await using session = await application.newSession();
  const outbound = await session.invoke(NAMESPACE, 'Test_Service', 'Add', add);
  assert.equal(outbound.get('Sum'), 3);
}

for (const kind of KINDS) {
  for (const delivery of DELIVERIES) {
    const ends = (['parent', 'exit', 'exception'] as const).flatMap((end) =>
      [true, false].map((inside): Work => ({ kind, delivery, inside, end })),
    );

    test(`the end of a worker that gets ${kind} (${delivery}) leaves nothing`, async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        await checked({}, async () => {
          await Promise.all([...ends.map(endOf), useMainThread()]);
          await nothingAlive();
        });
      }
    });

    test(`the main thread ends while a worker gets ${kind} (${delivery})`, async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        await Promise.all([true, false].flatMap((inside) => [exitWith(inside, 'exit'), exitWith(inside, 'exception')]));
      }
    });

    const exitWith = async (inside: boolean, how: 'exit' | 'exception'): Promise<void> => {
      const options = JSON.stringify(workerOptions({ kind, delivery, inside, end: 'parent' }));
      const act = how === 'exit' ? 'process.exit(7);' : `throw new Error('main fails');`;
      const { output, code, signal } = await runProgram(`
        import { Worker } from 'node:worker_threads';
        const { serveWorkers } = await import(${JSON.stringify(RUNTIME)});
        serveWorkers();
        const worker = new Worker(new URL(${JSON.stringify(PROGRAM)}), ${options});
        worker.on('message', () => { ${act} });`);
      const what = `${how} ${inside ? 'inside' : 'outside'}: ${output}`;
      assert.equal(signal, null, what);
      assert.equal(code, how === 'exit' ? 7 : 1, what);
      if (how === 'exit') assert.equal(output, '');
      else assert.match(output, /Error: main fails/);
    };
  }
}
