import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { loadMof } from '../../../../generator/index.js';
import { initialize, MiError, type Session } from '../../../../runtime/index.js';
import { MemoryRepository } from '../../../../runtime/memory/index.js';
import { openNative } from '../../../../runtime/native/index.js';
import type { ProtocolHandler } from '../../../../runtime/protocol.js';
import type { Dialect } from '../../../tools/wsman-server/call.js';
import type { WsmanServer } from '../../../tools/wsman-server/server.js';
import { type Both, startBoth } from '../../wsman/over-both.js';
import { Test_Alarm, Test_Derived, Test_Service } from '../generated/root/test/index.js';
import { checked, NAMESPACE, PROTOCOL } from './native-test.js';
import { test } from './suite.js';
import { library } from './test-library.js';

const CHANNELS = ['warning', 'verbose', 'debug'] as const;

/** The repository has the instances of the library, and methods that do the same. */
async function repositoryLike(session: Session): Promise<MemoryRepository> {
  const mof = fileURLToPath(new URL('../../../native/schema.mof', import.meta.url));
  const repository = new MemoryRepository({
    ...loadMof([mof], { namespace: NAMESPACE }),
    embeddedInstances: 'instance',
  });
  repository.provide(Test_Service, {
    Echo: (given) => ({ ReturnValue: 0, ...(given as Required<typeof given>) }),
    Add: ({ A, B }) => ({ ReturnValue: 0, Sum: A + B }),
    Fail: ({ Message }) => {
      throw new MiError('ACCESS_DENIED', Message ?? '');
    },
    Messages: ({ Count }, { writeMessage }) => {
      for (let number = 0; number < Count; number += 1) {
        writeMessage(CHANNELS[number % CHANNELS.length] ?? 'debug', `Message ${number}`);
      }
      return { ReturnValue: 0 };
    },
    Progress: ({ Count }, { writeProgress }) => {
      for (let step = 1; step <= Count; step += 1) {
        const texts = { activity: 'Working', currentOperation: String(step), statusDescription: 'Fine' };
        writeProgress({ ...texts, percentageComplete: (step * 100) / Count, secondsRemaining: Count - step });
      }
      return { ReturnValue: 0 };
    },
    Prompt: async ({ Message, Count, Critical }, { promptUser }) => {
      let confirmed = 0;
      for (let left = Count ?? 1; left > 0; left -= 1) {
        if (await promptUser(Message ?? 'Go on?', Critical ? 'critical' : 'normal')) confirmed += 1;
      }
      return { ReturnValue: 0, Confirmed: confirmed };
    },
    WriteErrors: async ({ Count }, { writeError }) => {
      let continued = 0;
      while (continued < Count && (await writeError(new MiError('FAILED', `Error ${continued}`)))) continued += 1;
      return { ReturnValue: 0, Continued: continued };
    },
    Identify: (_, { instance }) => ({ ReturnValue: 0, Id: instance.Id, Keys: 1 }),
    Rename: async ({ Caption }, { instance }) => {
      await repository.update(instance, { Caption });
      return { ReturnValue: 'renamed', Previous: instance.Caption };
    },
    Reset: () => ({}),
    Streams: async ({ Count, Size }, { stream }) => {
      for (let number = 0; number < Count * (Size ?? 2); number += 1) {
        await stream('Numbers', number);
        await stream('Texts', `text ${number}`);
        await stream('Points', { X: number, Label: number % 2 === 0 ? { Text: 'even' } : null });
      }
      return { ReturnValue: 0 };
    },
  });
  repository.provide(Test_Derived, {
    Grow: async ({ By }, { instance }) => {
      const Level = (instance.Level ?? 0) + (By ?? 1);
      await repository.update(instance, { Level });
      return { ReturnValue: 0, Level };
    },
  });
  await using application = await initialize({ handler: repository });
  const copies = await application.newSession();
  for (const name of ['Test_Base', 'Test_Link', 'Test_Many']) {
    for await (const instance of session.enumerate(NAMESPACE, name)) await copies.create(NAMESPACE, instance);
  }
  return repository;
}

/** A session in which the same is done as in others. */
export interface Way {
  /** Where, for messages. */
  readonly name: string;
  readonly session: Session;
  /** Makes alarms for the subscriber. Those of the library come by themselves. */
  readonly alarm: () => Promise<void>;
  /** The server that the session is with; null for none. */
  readonly server: WsmanServer | null;
}

/** MI and the repository, each without a server and behind one. */
export interface Ways {
  readonly native: Way;
  readonly nativeServed: Way;
  readonly memory: Way;
  readonly memoryServed: Way;
}

/** A test of MI with a server, that answers in this manner, and without. Afterwards nothing of either is open. */
export function servedTest(name: string, manner: Dialect['manner'], run: (both: Both) => Promise<void>): void {
  test(`${name}, with a server in the manner of ${manner}`, () =>
    checked({ manyCount: 300, asWindows: 0, indicationInterval: 1 }, async () => {
      const mi = await openNative({ library: library.path });
      const handler: ProtocolHandler = {
        newSession: (options) => mi.newSession({ ...PROTOCOL, ...options }),
        close: () => mi.close(),
      };
      await served(handler, manner, run);
    }));
}

/** A test of all ways. */
export function waysTest(name: string, manner: Dialect['manner'], run: (ways: Ways) => Promise<void>): void {
  servedTest(name, manner, async ({ local, remote, server }) => {
    const repository = await repositoryLike(local);
    const native = { name: 'over MI', session: local, server: null, alarm: async () => {} };
    const nativeServed = { ...native, name: 'over MI, behind a server', session: remote, server };
    await served(repository, manner, (both) => run({ native, nativeServed, ...waysOf(repository, both) }));
  });
}

function waysOf(repository: MemoryRepository, both: Both): Pick<Ways, 'memory' | 'memoryServed'> {
  const { server } = both;
  const raise = async (): Promise<void> => {
    for (const count of [1, 2]) {
      const Origin = { X: count, Y: -count };
      await repository.indicate(Test_Alarm, { Number: count, Text: `Alarm ${count}`, Origin });
    }
  };
  const alarm = async (): Promise<void> => {
    while (server.openContexts.length === 0) await nextTurn();
    await raise();
  };
  const memory = { name: 'in the process', session: both.local, server: null, alarm: raise };
  return { memory, memoryServed: { name: 'in the process, behind a server', session: both.remote, server, alarm } };
}

/** Runs with a server of the handler. Afterwards nothing of it is open. */
async function served(
  handler: ProtocolHandler,
  manner: Dialect['manner'],
  run: (both: Both) => Promise<void>,
): Promise<void> {
  // The library takes embedded instances as OMI does.
  const both = await startBoth(handler, { manner }, { embeddedInstances: 'instance' });
  try {
    await run(both);
    // The server forgets a context when it is told to, which nobody waits for.
    while (both.server.openContexts.length > 0) await nextTurn();
  } finally {
    await both.close();
  }
}
