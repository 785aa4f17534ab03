/** Changes, errors, events and ends of operations over WS-Management, with MI behind the server. */
import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { MiError, MiResult, type Session } from '../../../runtime/index.js';
import { type CimElement, CimInstance } from '../../../runtime/values/index.js';
import { outcome } from '../wsman/over-both.js';
import { element, NAMESPACE, parameters, path } from './tools/native-test.js';
import { library } from './tools/test-library.js';
import { servedTest } from './tools/ways.js';

const NEW = path('Test_Leaf', 'new');
const ALARMS = 'SELECT * FROM Test_Alarm';

function leaf(...elements: readonly CimElement[]): CimInstance {
  return new CimInstance('Test_Leaf', [...NEW.elements, ...elements]);
}

async function failure(run: PromiseLike<unknown>): Promise<MiError> {
  try {
    await run;
  } catch (error) {
    if (error instanceof MiError) return error;
    throw error;
  }
  throw new Error('it has not failed');
}

/** Ends when MI carries out no operation. */
async function noOperation(): Promise<void> {
  while (library.alive()['operations'] !== undefined) await nextTurn();
}

for (const manner of ['omi', 'windows'] as const) {
  servedTest('what one side changes, the other reads', manner, async ({ local, remote }) => {
    for (const [here, there] of [
      [local, remote],
      [remote, local],
    ] as const) {
      const created = await here.create(NAMESPACE, leaf(element('Color', 'string', ' red ')));
      assert.equal(created.get('Id'), 'new');
      const read = (session: Session) => outcome(() => session.getInstance(NAMESPACE, NEW));
      assert.deepEqual(await read(here), await read(there));
      const numbers = element('Uint32s', 'uint32', [1, 4_294_967_295]);
      await here.modify(NAMESPACE, leaf(element('Color', 'string', null), numbers));
      const changed = await there.getInstance(NAMESPACE, NEW);
      assert.deepEqual([changed.get('Color'), changed.get('Uint32s')], [null, [1, 4_294_967_295]]);
      assert.deepEqual(await read(here), await read(there));
      await here.delete(NAMESPACE, NEW);
      assert.equal((await failure(there.getInstance(NAMESPACE, NEW))).result, 'NOT_FOUND');
    }
  });

  servedTest('every result of MI comes with its message and its details', manner, async ({ local, remote }) => {
    for (const code of [...Object.values(MiResult), 4711]) {
      if (code === MiResult.OK) continue;
      const given = parameters(element('Result', 'uint32', code), element('Message', 'string', 'not <for> you'));
      const fail = (session: Session) => failure(session.invoke(NAMESPACE, 'Test_Service', 'Fail', given));
      const [near, far] = [await fail(local), await fail(remote)];
      assert.deepEqual([far.result, far.code, far.message], [near.result, near.code, near.message]);
      for (const name of ['Message', 'CIMStatusCode']) assert.equal(far.details?.get(name), near.details?.get(name));
    }
  });

  servedTest('a loop that is left ends the operation of MI', manner, async ({ local, remote }) => {
    const loops: readonly ((session: Session) => AsyncIterable<unknown>)[] = [
      (s) => s.enumerate(NAMESPACE, 'Test_Endless'),
      (s) => s.enumerate(NAMESPACE, 'Test_Endless', { keysOnly: true }),
      (s) => s.query(NAMESPACE, 'SELECT * FROM Test_Endless'),
      (s) => s.subscribe(NAMESPACE, ALARMS),
      (s) => s.associators(NAMESPACE, path('Test_Everything', 'all')),
      (s) => s.enumerateClasses(NAMESPACE, null, { polymorphism: 'deep' }),
    ];
    for (const loop of loops) {
      for (const session of [local, remote]) {
        for await (const _ of loop(session)) break;
        await noOperation();
      }
    }
  });

  servedTest('a cancelled method is cancelled for MI, too', manner, async ({ local, remote }) => {
    for (const session of [local, remote]) {
      const call = session.invoke(NAMESPACE, 'Test_Service', 'Never');
      while (library.alive()['operations'] === undefined) await nextTurn();
      call.cancel();
      await assert.rejects(Promise.resolve(call), { name: 'AbortError' });
      await noOperation();
    }
  });

  servedTest('what is not done in time ends with the same error', manner, async ({ local, remote }) => {
    // The clock of this side ends them, that of the library never.
    library.set('ignoreTimeout', 1);
    // Of a server that has not answered anything, the error would say so.
    await remote.testConnection();
    const options = { timeout: 100 };
    const operations: readonly ((session: Session) => PromiseLike<unknown>)[] = [
      (s) => s.invoke(NAMESPACE, 'Test_Service', 'Never', null, options),
      (s) => s.enumerate(NAMESPACE, 'Test_Never', options).toArray(),
    ];
    for (const operation of operations) {
      const [near, far] = [await failure(operation(local)), await failure(operation(remote))];
      assert.deepEqual([far.result, far.message], [near.result, near.message]);
      assert.deepEqual(
        [near.cause, far.cause].map((cause) => (cause as Error).name),
        ['TimeoutError', 'TimeoutError'],
      );
      await noOperation();
    }
  });

  servedTest('events come in order, until the server ends the subscription', manner, async ({ local, remote }) => {
    library.set('indicationCount', 40);
    for (const session of [local, remote]) {
      const numbers: unknown[] = [];
      for await (const { indication } of session.subscribe(NAMESPACE, ALARMS)) numbers.push(indication.get('Number'));
      assert.deepEqual(
        numbers,
        Array.from({ length: 40 }, (_, index) => index + 1),
      );
    }
  });
}
