import assert from 'node:assert/strict';
import { parseMof } from 'mi-codegen';

import { type Application, initialize, MiError, type Session } from '../../../runtime/index.js';
import { MemoryRepository } from '../../../runtime/memory/index.js';
import type { OperationOptions } from '../../../runtime/options.js';
import { Test_Service } from './generated/root/test/index.js';
import { checked, later, NAMESPACE } from './tools/native-test.js';
import { test } from './tools/suite.js';
import { library } from './tools/test-library.js';

type Modes = Pick<OperationOptions, 'promptUserMode' | 'writeErrorMode'>;

/** The handlers of a call, each with the method that calls it once. */
const HANDLERS = {
  onWriteMessage: (session: Session, options: OperationOptions) =>
    Test_Service.Messages(session, { Count: 1 }, options),
  onProgress: (session: Session, options: OperationOptions) => Test_Service.Progress(session, { Count: 1 }, options),
  onWriteError: (session: Session, options: OperationOptions) =>
    Test_Service.WriteErrors(session, { Count: 1 }, options),
  onPromptUser: (session: Session, options: OperationOptions) =>
    Test_Service.Prompt(session, { Message: 'sure?', Count: 1 }, options),
};
const NAMES = Object.keys(HANDLERS) as readonly (keyof typeof HANDLERS)[];

const MODES: Readonly<Record<keyof typeof HANDLERS, readonly Modes[]>> = {
  onWriteMessage: [{}],
  onProgress: [{}],
  onWriteError: [{}, ...(['report', 'inquire', 'ignore'] as const).map((writeErrorMode) => ({ writeErrorMode }))],
  onPromptUser: [{}, ...(['report', 'inquire', 'ignore'] as const).map((promptUserMode) => ({ promptUserMode }))],
};

const mine = (): Error => new Error('mine');

/** How a handler fails. */
const FAILURES: readonly (readonly [name: string, handler: () => unknown])[] = [
  [
    'throws',
    () => {
      throw mine();
    },
  ],
  ['rejects at once', () => Promise.reject(mine())],
  [
    'rejects in a while',
    async () => {
      await later(1);
      throw mine();
    },
  ],
  [
    'rejects after the last result',
    async () => {
      await later(50);
      throw mine();
    },
  ],
  [
    'gives a thenable that fails',
    () => ({
      // biome-ignore lint/suspicious/noThenProperty: it is a thenable.
      then: (_: unknown, reject: (reason: Error) => void) => setTimeout(() => reject(mine()), 20),
    }),
  ],
];

const { schema } = parseMof(
  `class Test_Service {
    [Key] string Id;
    [Static] uint32 Prompt([In] string Message, [In] uint32 Count, [In] boolean Critical, [In(false), Out] uint32 Confirmed);
    [Static] uint32 Messages([Required, In] uint32 Count);
    [Static] uint32 Progress([Required, In] uint32 Count);
    [Static] uint32 WriteErrors([Required, In] uint32 Count, [In(false), Out] uint32 Continued);
  };`,
  { namespace: NAMESPACE },
);

/** An application over MI, or over a repository whose methods do the same. */
type Opened = () => Promise<Application>;
const native: Opened = () => initialize({ library: library.path });
const memory: Opened = () => {
  const repository = new MemoryRepository({ schema });
  repository.provide(Test_Service, {
    Messages: (_, { writeMessage }) => {
      writeMessage('warning', 'Message 0');
      return { ReturnValue: 0 };
    },
    Progress: (_, { writeProgress }) => {
      writeProgress({ activity: 'Working' });
      return { ReturnValue: 0 };
    },
    WriteErrors: async (_, { writeError }) => {
      const Continued = (await writeError(new MiError('FAILED', 'Error 0'))) ? 1 : 0;
      return { Continued, ReturnValue: 0 };
    },
    Prompt: async (_, { promptUser }) => ({ Confirmed: (await promptUser('sure?')) ? 1 : 0, ReturnValue: 0 }),
  });
  return initialize({ handler: repository });
};

const PLACES: readonly (readonly [name: string, open: Opened, options: OperationOptions])[] = [
  ['memory', memory, {}],
  ['callbacks', native, { delivery: 'callbacks' }],
  ['callbacks that are drained', native, { delivery: 'callbacks' }],
  ['pull', native, { delivery: 'pull' }],
];

for (const [place, open, delivery] of PLACES) {
  const handlersTest = (name: string, run: (session: Session) => Promise<void>): void =>
    test(`${name} (${place})`, () =>
      checked({}, async () => {
        await using application = await open();
        const drained = place.endsWith('drained') || place === 'memory' || process.platform === 'win32';
        await run(await application.newSession(drained ? {} : { protocol: 'TEST' }));
      }));

  for (const name of NAMES) {
    for (const modes of MODES[name]) {
      const mode = Object.values(modes)[0];
      for (const [how, handler] of FAILURES) {
        handlersTest(`${name} ${how}, in the mode ${mode ?? 'by default'}`, async (session) => {
          const outcome = HANDLERS[name](session, { ...delivery, ...modes, [name]: handler });
          if (mode === 'ignore') assert.equal((await outcome).ReturnValue, 0);
          else await assert.rejects(Promise.resolve(outcome), { message: 'mine' });
          await session.testConnection(delivery);
        });
      }

      if (mode !== 'ignore') {
        handlersTest(`${name} never ends, in the mode ${mode ?? 'by default'}`, async (session) => {
          const controller = new AbortController();
          const options = { ...delivery, ...modes, signal: controller.signal, [name]: () => new Promise(() => {}) };
          const call = Promise.resolve(HANDLERS[name](session, options));
          setTimeout(() => controller.abort(new Error('enough')), 20);
          await assert.rejects(call, { message: 'enough' });
        });
      }

      if (mode !== 'ignore' && mode !== 'inquire' && (name !== 'onPromptUser' || mode === 'report')) {
        handlersTest(`a timeout goes on while ${name} runs, mode ${mode ?? 'by default'}`, async (session) => {
          const options = { ...delivery, ...modes, timeout: 30, [name]: () => new Promise(() => {}) };
          await assert.rejects(Promise.resolve(HANDLERS[name](session, options)), {
            message: / was not done after 30 ms$/,
          });
        });
      }
    }
  }

  handlersTest('what handlers fail with after the call has failed', async (session) => {
    const controller = new AbortController();
    const handler = async (): Promise<never> => {
      controller.abort(new Error('enough'));
      await later(1);
      throw mine();
    };
    const { signal } = controller;
    for (const name of NAMES) {
      await assert.rejects(Promise.resolve(HANDLERS[name](session, { ...delivery, signal, [name]: handler })), {
        message: 'enough',
      });
    }
    // An unhandled rejection would fail this test.
    await later(20);
  });

  handlersTest('an answer that is none, in every mode that asks or reports', async (session) => {
    const answer = async (): Promise<never> => {
      await later(5);
      return 'perhaps' as never;
    };
    for (const mode of ['report', 'inquire'] as const) {
      const modes = { promptUserMode: mode, writeErrorMode: mode };
      for (const name of ['onWriteError', 'onPromptUser'] as const) {
        const call = HANDLERS[name](session, { ...delivery, ...modes, [name]: answer });
        await assert.rejects(Promise.resolve(call), { name: 'TypeError' });
      }
    }
  });
}
