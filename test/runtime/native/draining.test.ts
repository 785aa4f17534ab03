import assert from 'node:assert/strict';
import { initialize, type Session } from '../../../runtime/index.js';
import type { OperationOptions } from '../../../runtime/options.js';
import { checked, DELIVERIES, element, later, NAMESPACE, parameters } from './tools/native-test.js';
import { test } from './tools/suite.js';
import { library } from './tools/test-library.js';

/** OMI's own protocol, whose cancel leaves a session that never closes. On Windows a cancel is what it should be. */
const OMI = process.platform === 'win32' ? {} : { protocol: 'OMI_SOCKETS' };
const CUT = { cancelBlocksClose: process.platform === 'win32' ? 0 : 1 };

/** Ways to leave or cancel an operation that would end by itself. */
const WAYS: readonly (readonly [
  name: string,
  leave: (session: Session, options: OperationOptions) => Promise<unknown>,
])[] = [
  [
    'a loop that is left',
    async (session, options) => {
      for await (const _ of session.enumerate(NAMESPACE, 'Test_Many', options)) break;
    },
  ],
  ['the first result', (session, options) => session.enumerate(NAMESPACE, 'Test_Many', options).first()],
  [
    'a loop that is left while its results come slowly',
    async (session, options) => {
      for await (const _ of session.enumerate(NAMESPACE, 'Test_Slow', options)) break;
    },
  ],
  [
    'a loop whose body fails',
    (session, options) => failing(session.enumerate(NAMESPACE, 'Test_Many', options)).catch(() => {}),
  ],
  [
    'a signal',
    async (session, options) => {
      const controller = new AbortController();
      const results = session.enumerate(NAMESPACE, 'Test_Slow', { ...options, signal: controller.signal }).toArray();
      setTimeout(() => controller.abort(new Error('enough')), 30);
      await assert.rejects(results, { message: 'enough' });
    },
  ],
  [
    'a timeout',
    async (session, options) => {
      const sleep = parameters(element('Milliseconds', 'uint32', 300));
      const call = session.invoke(NAMESPACE, 'Test_Service', 'Sleep', sleep, { ...options, timeout: 20 });
      await assert.rejects(Promise.resolve(call), { result: 'FAILED' });
    },
  ],
  [
    'a call that is cancelled',
    async (session, options) => {
      const sleep = parameters(element('Milliseconds', 'uint32', 100));
      const call = session.invoke(NAMESPACE, 'Test_Service', 'Sleep', sleep, options);
      await later(5);
      call.cancel();
      await assert.rejects(Promise.resolve(call), { name: 'AbortError' });
    },
  ],
  [
    'a call that is cancelled while MI waits for an answer',
    async (session, options) => {
      const onPromptUser = (): Promise<never> => {
        setTimeout(() => call.cancel(), 5);
        return new Promise(() => {});
      };
      const asked = { ...options, onPromptUser, promptUserMode: 'inquire' } as const;
      const call = session.invoke(NAMESPACE, 'Test_Service', 'Prompt', null, asked);
      await assert.rejects(Promise.resolve(call), { name: 'AbortError' });
    },
  ],
  [
    'a subscription that is left',
    async (session, options) => {
      for await (const _ of session.subscribe(NAMESPACE, 'SELECT * FROM Test_Alarm', options)) break;
    },
  ],
];

async function failing(results: AsyncIterable<unknown>): Promise<never> {
  for await (const _ of results) throw new Error('mine');
  throw new Error('there was no result');
}

for (const delivery of DELIVERIES) {
  for (const [name, leave] of WAYS) {
    for (const settings of [{}, { ignoreTimeout: 1, resultThreads: 1 }]) {
      test(`a session of OMI closes after ${name} (${delivery}, ${JSON.stringify(settings)})`, () =>
        checked({ ...CUT, ...settings, manyCount: 3000 }, async () => {
          await using application = await initialize({ library: library.path });
          const session = await application.newSession(OMI);
          await leave(session, { delivery });
          await session.close();
        }));
    }
  }

  for (const className of ['Test_Endless', 'Test_Never']) {
    test(`${className} is cancelled when draining it takes too long (${delivery})`, () =>
      checked({}, async () => {
        await using application = await initialize({ library: library.path });
        const session = await application.newSession({ ...OMI, closeTimeout: 1000 });
        const results = session.enumerate(NAMESPACE, className, { delivery, timeout: 20 });
        await assert.rejects(results.toArray(), { result: 'FAILED' });
        await session.testConnection({ delivery });
        await session.close();
      }));
  }
}
