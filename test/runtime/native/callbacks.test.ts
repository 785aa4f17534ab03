import assert from 'node:assert/strict';
import type { Session } from '../../../runtime/index.js';
import type { OperationOptions } from '../../../runtime/options.js';
import type { CallbackResponse, ProgressRecord } from '../../../runtime/protocol.js';
import type { CimElement, CimInstance } from '../../../runtime/values/index.js';
import { collect, DELIVERIES, element, later, NAMESPACE, parameters, sessionTest } from './tools/native-test.js';
import { waysTest } from './tools/ways.js';

type Options = OperationOptions;

/** What is the same in all calls of a test. */
type Common = Pick<Options, 'delivery'>;

type Run = (session: Session, common: Common) => Promise<void>;

/** A test of each delivery of MI, and of each other way: behind a server, and in the process. */
function everyWay(name: string, run: Run): void {
  for (const delivery of DELIVERIES) sessionTest(`${name} (${delivery})`, {}, (session) => run(session, { delivery }));
  waysTest(`${name}, in every other way`, 'windows', async ({ native: _, ...others }) => {
    for (const { session } of Object.values(others)) await run(session, {});
  });
}

function call(session: Session, method: string, inbound: CimElement[], options: Options): Promise<CimInstance> {
  const invocation = session.invoke(NAMESPACE, 'Test_Service', method, parameters(...inbound), options);
  return Promise.resolve(invocation);
}

const count = (number: number): CimElement => element('Count', 'uint32', number);

const messages: Run = async (session, common) => {
  const heard: string[] = [];
  const onWriteMessage = (channel: string, message: string): void => void heard.push(`${channel}: ${message}`);
  const channels = ['warning', 'verbose', 'debug', 7] as const;
  await call(session, 'Messages', [count(3)], { ...common, onWriteMessage, channels });
  assert.deepEqual(heard, ['warning: Message 0', 'verbose: Message 1', 'debug: Message 2']);
};

const progress: Run = async (session, common) => {
  const records: ProgressRecord[] = [];
  const onProgress = (record: ProgressRecord): void => void records.push(record);
  await call(session, 'Progress', [count(2)], { ...common, onProgress });
  const texts = { activity: 'Working', statusDescription: 'Fine' };
  assert.deepEqual(records, [
    { ...texts, currentOperation: '1', percentageComplete: 50, secondsRemaining: 1 },
    { ...texts, currentOperation: '2', percentageComplete: 100, secondsRemaining: 0 },
  ]);
};

const streams: Run = async (session, common) => {
  const inbound = parameters(count(3), element('Size', 'uint32', 2));
  const invocation = session.invoke(NAMESPACE, 'Test_Service', 'Streams', inbound, common);
  const [numbers, texts] = await Promise.all([
    collect(invocation.stream('Numbers')),
    collect(invocation.stream('Texts')),
  ]);
  assert.deepEqual(numbers, [0, 1, 2, 3, 4, 5]);
  assert.deepEqual(
    texts,
    numbers.map((number) => `text ${number}`),
  );
  assert.equal((await invocation).get('ReturnValue'), 0);
};

for (const [name, run] of Object.entries({ messages, progress, 'streamed parameters': streams })) {
  everyWay(name, run);
  for (const delivery of DELIVERIES) {
    sessionTest(`${name} (${delivery}, each on another thread)`, { resultThreads: 1 }, (session) => {
      return run(session, { delivery });
    });
  }
}

everyWay('channels that are switched off', async (session, common) => {
  const channels: string[] = [];
  const onWriteMessage = (channel: string): void => void channels.push(channel);
  await call(session, 'Messages', [count(3)], { ...common, onWriteMessage, channels: ['verbose'] });
  assert.deepEqual(channels, ['verbose']);
});

const ANSWERS: readonly (readonly [answers: readonly CallbackResponse[], asked: number, confirmed: number])[] = [
  [['yes', 'no', 'yes'], 3, 2],
  [['yes', 'yesToAll'], 2, 3],
  [['yes', 'noToAll'], 2, 1],
];
for (const [answers, asked, confirmed] of ANSWERS) {
  for (const delay of [0, 5]) {
    const when = delay === 0 ? 'at once' : 'later';
    everyWay(`prompts answered ${answers.join(', ')} ${when}`, async (session, common) => {
      const questions: string[] = [];
      const answer = (question: string, type: string): CallbackResponse => {
        questions.push(`${type}: ${question}`);
        return answers[questions.length - 1] ?? 'no';
      };
      const onPromptUser: NonNullable<Options['onPromptUser']> =
        delay === 0 ? answer : (question, type) => later(delay).then(() => answer(question, type));
      const inbound = [element('Message', 'string', 'Sure?'), count(3)];
      const outbound = await call(session, 'Prompt', inbound, { ...common, onPromptUser, promptUserMode: 'inquire' });
      assert.deepEqual(
        questions,
        Array.from({ length: asked }, () => 'normal: Sure?'),
      );
      assert.equal(outbound.get('Confirmed'), confirmed);
    });
  }
}

for (const promptUserAnswer of ['yes', 'no'] as const) {
  everyWay(`prompts that are only reported, or ignored: ${promptUserAnswer}`, async (session, common) => {
    for (const [promptUserMode, asked] of [
      ['report', 2],
      ['ignore', 0],
    ] as const) {
      let questions = 0;
      const onPromptUser = (): CallbackResponse => {
        questions += 1;
        return promptUserAnswer === 'yes' ? 'no' : 'yes';
      };
      const options = { ...common, onPromptUser, promptUserMode, promptUserAnswer };
      const outbound = await call(session, 'Prompt', [count(2)], options);
      assert.equal(questions, asked);
      assert.equal(outbound.get('Confirmed'), promptUserAnswer === 'yes' ? 2 : 0);
    }
  });
}

everyWay('a critical prompt is asked in every mode', async (session, common) => {
  for (const promptUserMode of ['report', 'inquire', 'ignore'] as const) {
    const types: string[] = [];
    const onPromptUser = (_: string, type: string): CallbackResponse => {
      types.push(type);
      return 'yes';
    };
    const inbound = [element('Critical', 'boolean', true), count(1)];
    const outbound = await call(session, 'Prompt', inbound, { ...common, onPromptUser, promptUserMode });
    assert.deepEqual(types, ['critical']);
    assert.equal(outbound.get('Confirmed'), 1);
  }
});

everyWay('errors, in every mode', async (session, common) => {
  for (const [writeErrorMode, answer, reported, continued] of [
    ['inquire', 'yes', 3, 3],
    ['inquire', 'no', 1, 0],
    ['inquire', 'yesToAll', 3, 3],
    ['report', 'no', 3, 3],
    ['ignore', 'no', 0, 3],
  ] as const) {
    const messages: unknown[] = [];
    const onWriteError = (error: CimInstance): CallbackResponse => {
      messages.push(error.get('Message'));
      return answer;
    };
    const outbound = await call(session, 'WriteErrors', [count(3)], { ...common, onWriteError, writeErrorMode });
    assert.deepEqual(messages, ['Error 0', 'Error 1', 'Error 2'].slice(0, reported));
    assert.equal(outbound.get('Continued'), continued);
  }
});

const failing: readonly (readonly [method: string, options: Options])[] = [
  ['Messages', { onWriteMessage: fail }],
  ['Progress', { onProgress: fail }],
  ['WriteErrors', { onWriteError: fail, writeErrorMode: 'inquire' }],
  ['WriteErrors', { onWriteError: fail, writeErrorMode: 'report' }],
  ['Prompt', { onPromptUser: fail, promptUserMode: 'inquire' }],
  ['Messages', { onWriteMessage: failLater }],
  ['WriteErrors', { onWriteError: failLater, writeErrorMode: 'inquire' }],
  ['Prompt', { onPromptUser: failLater, promptUserMode: 'inquire' }],
];
for (const [index, [method, options]] of failing.entries()) {
  everyWay(`a handler of ${method} that fails, case ${index}, rejects the operation`, async (session, common) => {
    await assert.rejects(call(session, method, [count(3)], { ...options, ...common }), { message: 'mine' });
    await session.testConnection();
  });
}
function fail(): never {
  throw new Error('mine');
}

async function failLater(): Promise<never> {
  await later(2);
  throw new Error('mine');
}
