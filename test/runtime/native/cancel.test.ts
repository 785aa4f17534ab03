import assert from 'node:assert/strict';
import { PLACES } from '../../../runtime/native/places.js';
import type { OperationOptions } from '../../../runtime/options.js';
import type { CimElement, CimInstance } from '../../../runtime/values/index.js';
import {
  applicationTest,
  DELIVERIES,
  element,
  later,
  NAMESPACE,
  parameters,
  path,
  sessionTest,
} from './tools/native-test.js';

const add = (a: number): CimInstance => parameters(element('A', 'sint32', a), element('B', 'sint32', 1));
const count = (number: number): CimElement => element('Count', 'uint32', number);

/** Does as it is told, and never answers. */
async function silent(act: () => void): Promise<never> {
  act();
  return new Promise(() => {});
}

/** A method, and handlers of its callbacks that call `act` first. */
const CALLBACKS: readonly (readonly [method: string, handlers: (act: () => void) => OperationOptions])[] = [
  ['Messages', (act) => ({ onWriteMessage: act })],
  ['Progress', (act) => ({ onProgress: act })],
  ['WriteErrors', (act) => ({ onWriteError: act, writeErrorMode: 'report' })],
  ['WriteErrors', (act) => ({ onWriteError: act, writeErrorMode: 'inquire' })],
  ['WriteErrors', (act) => ({ onWriteError: () => silent(act), writeErrorMode: 'inquire' })],
  ['Prompt', (act) => ({ onPromptUser: () => silent(act), promptUserMode: 'inquire' })],
];

for (const delivery of DELIVERIES) {
  const said = { delivery };

  sessionTest(`cancelled before it starts (${delivery})`, {}, async (session) => {
    const signal = AbortSignal.abort(new Error('not even begun'));
    const options = { delivery, signal };
    await assert.rejects(session.getInstance(NAMESPACE, path('Test_Leaf', 'leaf'), options), {
      message: 'not even begun',
    });
  });

  for (const delay of [0, 1, 3, 10]) {
    sessionTest(
      `cancelled after ${delay} ms (${delivery})`,
      { answerDelay: 5000, cancelDelay: 1000 },
      async (session) => {
        const invocation = session.invoke(NAMESPACE, 'Test_Service', 'Add', add(1), said);
        if (delay > 0) await later(delay);
        invocation.cancel();
        const outcome = await Promise.allSettled([invocation]);
        // After a while it depends on the machine who is first.
        if (delay === 0) assert.equal(outcome[0]?.status, 'rejected');
      },
    );
  }

  for (const taken of [1, 5, 100]) {
    for (const settings of [{}, { resultsAfterCancel: 20 }, { resultDelay: 200 }, { resultThreads: 1 }]) {
      const name = `left after ${taken} results, ${JSON.stringify(settings)} (${delivery})`;
      sessionTest(name, settings, async (session) => {
        let count = 0;
        for await (const instance of session.enumerate(NAMESPACE, 'Test_Endless', said)) {
          assert.equal(instance.get('Index'), count);
          count += 1;
          if (count === taken) break;
        }
        assert.equal(count, taken);
      });
    }
  }

  sessionTest(`cancelled in a prompt that nobody answers (${delivery})`, {}, async (session) => {
    const controller = new AbortController();
    const onPromptUser = (): Promise<never> => {
      setTimeout(() => controller.abort(new Error('enough')), 5);
      return new Promise(() => {});
    };
    const options = { delivery, signal: controller.signal, onPromptUser, promptUserMode: 'inquire' } as const;
    await assert.rejects(session.invoke(NAMESPACE, 'Test_Service', 'Prompt', null, options), { message: 'enough' });
  });

  sessionTest(`cancelled after its end (${delivery})`, {}, async (session) => {
    const invocation = session.invoke(NAMESPACE, 'Test_Service', 'Add', add(1), said);
    await invocation;
    invocation.cancel();
    await later(5);
    invocation.cancel();
  });

  for (const [index, [method, handlers]] of CALLBACKS.entries()) {
    for (const resultThreads of [0, 1]) {
      const where = `a callback of ${method}, case ${index}, threads of their own ${resultThreads} (${delivery})`;

      sessionTest(`cancelled in ${where}`, { resultThreads }, async (session) => {
        const controller = new AbortController();
        let calls = 0;
        const act = (): void => {
          calls += 1;
          controller.abort(new Error('enough'));
        };
        const options = { ...said, ...handlers(act), signal: controller.signal };
        const call = session.invoke(NAMESPACE, 'Test_Service', method, parameters(count(50)), options);
        await assert.rejects(Promise.resolve(call), { message: 'enough' });
        assert.equal(calls, 1);
        await session.testConnection(said);
      });

      applicationTest(`closed in ${where}`, { resultThreads }, async (application) => {
        const session = await application.newSession();
        let closing: Promise<void> | undefined;
        const act = (): void => {
          closing ??= application.close();
        };
        const options = { ...said, ...handlers(act) };
        const call = session.invoke(NAMESPACE, 'Test_Service', method, parameters(count(50)), options);
        await assert.rejects(Promise.resolve(call), { message: 'the session was closed while the operation ran' });
        await closing;
      });
    }
  }

  for (const settings of [{}, { resultThreads: 1 }, { resultDelay: 500 }]) {
    const how = `${JSON.stringify(settings)} (${delivery})`;

    sessionTest(`cancelled while a streamed parameter is read, ${how}`, settings, async (session) => {
      const inbound = parameters(count(1000), element('Size', 'uint32', 3));
      const call = session.invoke(NAMESPACE, 'Test_Service', 'Streams', inbound, said);
      const read: unknown[] = [];
      const reading = (async () => {
        for await (const number of call.stream('Numbers')) {
          read.push(number);
          if (read.length === 10) call.cancel();
        }
      })();
      await assert.rejects(reading, { name: 'AbortError' });
      assert.equal(read.length, 10);
    });

    sessionTest(`cancelled while classes come, ${how}`, settings, async (session) => {
      const options = { ...said, polymorphism: 'deep' } as const;
      for await (const { name } of session.enumerateClasses(NAMESPACE, null, options)) {
        assert.match(name, /^Test_/);
        break;
      }
    });

    sessionTest(`cancelled while indications come, ${how}`, settings, async (session) => {
      const controller = new AbortController();
      const options = { ...said, signal: controller.signal };
      let seen = 0;
      const listening = (async () => {
        for await (const _ of session.subscribe(NAMESPACE, 'select * from Test_Alarm', options)) {
          seen += 1;
          if (seen === 3) controller.abort(new Error('enough'));
        }
      })();
      await assert.rejects(listening, { message: 'enough' });
      assert.equal(seen, 3);
    });
  }

  sessionTest(
    `a storm of operations, each cancelled at another moment (${delivery})`,
    { answerDelay: 500 },
    async (session) => {
      const calls = Array.from({ length: 200 }, (_, index) => {
        const call = session.invoke(NAMESPACE, 'Test_Service', 'Add', add(index), said);
        setTimeout(() => call.cancel(), index / 10);
        return Promise.allSettled([call]);
      });
      for (const [index, [outcome]] of (await Promise.all(calls)).entries()) {
        if (outcome.status === 'fulfilled') assert.equal(outcome.value.get('Sum'), index + 1);
        else assert.equal(outcome.reason.name, 'AbortError');
      }
    },
  );
}

sessionTest(
  'more operations than can run at once wait for a place, and can be cancelled there',
  {},
  async (session) => {
    const never = Array.from({ length: PLACES + 5 }, () => session.invoke(NAMESPACE, 'Test_Service', 'Never'));
    const settled = Promise.allSettled(never);
    const waiting = session.invoke(NAMESPACE, 'Test_Service', 'Add', add(1));
    const cancelled = session.invoke(NAMESPACE, 'Test_Service', 'Add', add(2));
    await later(20);
    cancelled.cancel();
    await assert.rejects(Promise.resolve(cancelled), { name: 'AbortError' });
    for (const invocation of never) invocation.cancel();
    assert.equal((await waiting).get('Sum'), 2);
    await settled;
  },
);
