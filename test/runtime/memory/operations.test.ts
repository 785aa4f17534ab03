import { beforeEach, describe, expect, it } from 'vitest';
import { MiError } from '../../../runtime/errors.js';
import { MemoryRepository, type ProviderContext } from '../../../runtime/memory/index.js';
import type { CallbackResponse, OperationRequest, ProtocolSession } from '../../../runtime/protocol.js';
import type { RequestOptions } from '../../../runtime/request-options.js';
import { CimInstance } from '../../../runtime/values/index.js';
import { deferred } from '../../../runtime/waiting.js';
import { SCHEMA, Test_Device, type Test_Device_List_Streams } from './generated.js';
import { instance, mof, requests, run, start } from './harness.js';

const CANCELLED = 'FAILED: the operation was cancelled';

let repository: MemoryRepository;
let session: ProtocolSession;
beforeEach(async () => {
  repository = new MemoryRepository({ schema: SCHEMA });
  repository.load(mof('instance of Test_Device { Id = "a"; }; instance of Test_Device { Id = "b"; };'));
  session = await repository.newSession({});
});

const list = (options: RequestOptions = {}): OperationRequest => ({
  kind: 'invoke',
  namespace: 'root/test',
  options,
  className: 'Test_Device',
  methodName: 'List',
  instance: instance('Test_Device', ['Id', 'string', 'a']),
  inboundProperties: null,
});

type Context = ProviderContext<Test_Device, Test_Device_List_Streams>;

/** Runs `List` with this body; its return value is the method's. */
function provide(body: (context: Context) => Promise<number>): void {
  repository.provide(Test_Device, { List: async (_, context) => ({ ReturnValue: await body(context) }) });
}

/** Lets everything that is ready run. */
const idle = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('an operation', () => {
  it.each([
    ['a result', requests.enumerate('Test_Device')],
    ['an error', requests.enumerate('Nothing')],
    ['neither', { kind: 'testConnection', namespace: '', options: {} } as const],
  ])('calls nothing before start returns, with %s to tell', async (_, request) => {
    let started = false;
    const early: string[] = [];
    const note = (what: string) => void (started || early.push(what));
    const { outcome } = start(session, request, { instanceResult: () => note('result') });
    void outcome.then(() => note('done'));
    await Promise.resolve();
    started = true;
    await outcome;
    expect(early).toEqual([]);
  });

  it('waits for the acknowledgement of a result before the next', async () => {
    const acknowledgements = [deferred(), deferred()];
    const seen: unknown[] = [];
    const { outcome, ends } = start(session, requests.enumerate('Test_Device'), {
      instanceResult: (one) => {
        seen.push(one.get('Id'));
        return acknowledgements[seen.length - 1]?.promise;
      },
    });
    await idle();
    expect(seen).toEqual(['a']);
    acknowledgements[0]?.resolve();
    await idle();
    expect([seen, ends()]).toEqual([['a', 'b'], 0]);
    acknowledgements[1]?.resolve();
    expect((await outcome).failure).toBeNull();
    expect(ends()).toBe(1);
  });

  it('fails when the sink does', async () => {
    const { failure } = await run(session, requests.enumerate('Test_Device'), {
      instanceResult: () => Promise.reject(new Error('full')),
    });
    expect(failure).toBe('FAILED: full');
  });

  it('runs beside others', async () => {
    const answer = deferred<number>();
    provide(() => answer.promise);
    const slow = start(session, list());
    expect((await run(session, requests.enumerate('Test_Device'))).instances).toHaveLength(2);
    expect(slow.ends()).toBe(0);
    answer.resolve(0);
    expect((await slow.outcome).failure).toBeNull();
  });
});

describe('cancel', () => {
  it('ends an operation that has not begun', async () => {
    const { operation, outcome } = start(session, requests.create(instance('Test_Device', ['Id', 'string', 'new'])));
    operation.cancel();
    expect(await outcome).toMatchObject({ failure: CANCELLED, instances: [] });
    expect((await run(session, requests.enumerate('Test_Device'))).instances).toHaveLength(2);
  });

  it('ends an operation whose result nobody acknowledges', async () => {
    const { operation, outcome } = start(session, requests.enumerate('Test_Device'), {
      instanceResult: () => new Promise(() => {}),
    });
    await idle();
    operation.cancel();
    expect((await outcome).failure).toBe(CANCELLED);
  });

  it('ends an operation from inside a result', async () => {
    const seen: unknown[] = [];
    const { operation, outcome } = start(session, requests.enumerate('Test_Device'), {
      instanceResult: (one) => {
        seen.push(one.get('Id'));
        operation.cancel();
      },
    });
    expect((await outcome).failure).toBe(CANCELLED);
    expect(seen).toEqual(['a']);
  });

  it('does nothing to an operation that is over, and nothing twice', async () => {
    const { operation, outcome, ends } = start(session, requests.enumerate('Test_Device'));
    expect((await outcome).failure).toBeNull();
    operation.cancel();
    operation.cancel();
    await idle();
    expect(ends()).toBe(1);
  });

  it('ends a provider that waits for nothing, and tells it why', async () => {
    const reasons: unknown[] = [];
    provide(({ signal }) => {
      signal.addEventListener('abort', () => reasons.push(String(signal.reason), signal.reason.details?.className));
      return new Promise(() => {});
    });
    const { operation, outcome, ends } = start(session, list());
    await idle();
    operation.cancel();
    operation.cancel();
    expect((await outcome).failure).toBe(CANCELLED);
    expect(reasons).toEqual(['MiError: the operation was cancelled', 'CIM_Error']);
    await idle();
    expect(ends()).toBe(1);
  });

  it('is the end also when the provider answers afterwards', async () => {
    const answer = deferred<number>();
    provide(() => answer.promise);
    const { operation, outcome } = start(session, list());
    await idle();
    operation.cancel();
    answer.resolve(0);
    expect(await outcome).toMatchObject({ failure: CANCELLED, instances: [] });
  });

  it.each<[string, (context: Context) => Promise<unknown>]>([
    ['a prompt', (context) => context.promptUser('sure?')],
    ['an error', (context) => context.writeError(new MiError('NOT_FOUND', 'gone'))],
    ['a streamed item', (context) => context.stream('Names', 'x')],
  ])('ends the wait for the answer to %s', async (_, wait) => {
    const seen: unknown[] = [];
    provide(async (context) => {
      await wait(context).catch((error: unknown) => seen.push(String(error)));
      await wait(context).catch((error: unknown) => seen.push(String(error)));
      context.writeMessage('warning', 'too late');
      context.writeProgress({ activity: 'too late' });
      return 0;
    });
    const { operation, outcome } = start(session, list({ writeErrorMode: 'inquire' }), {
      promptUser: () => new Promise(() => {}),
      writeError: () => new Promise(() => {}),
      streamedParameterResult: () => new Promise(() => {}),
      writeMessage: (_channel, message) => seen.push(message),
      writeProgress: ({ activity }) => seen.push(activity),
    });
    await idle();
    operation.cancel();
    expect((await outcome).failure).toBe(CANCELLED);
    await idle();
    expect(seen).toEqual(['MiError: the operation was cancelled', 'MiError: the operation was cancelled']);
  });
});

describe('messages and progress', () => {
  it('reach the sink in order, filled up', async () => {
    provide(async ({ writeMessage, writeProgress }) => {
      writeMessage('warning', 'one');
      writeProgress({ activity: 'copy', percentageComplete: 50 });
      writeMessage('debug', 'two');
      return 0;
    });
    const seen: unknown[] = [];
    await run(session, list(), {
      writeMessage: (channel, message) => seen.push([channel, message]),
      writeProgress: (progress) => seen.push(progress),
    });
    expect(seen).toEqual([
      ['warning', 'one'],
      { activity: 'copy', currentOperation: '', statusDescription: '', percentageComplete: 50, secondsRemaining: null },
      ['debug', 'two'],
    ]);
  });

  it.each([500, -1, Number.NaN])('are refused where the percentage is %s', async (percentageComplete) => {
    provide(async ({ writeProgress }) => {
      writeProgress({ percentageComplete });
      return 0;
    });
    const seen: unknown[] = [];
    const { failure } = await run(session, list(), { writeProgress: (progress) => void seen.push(progress) });
    const what = 'the percentageComplete of a progress report must be a number from 0 to 100, or null';
    expect([failure, seen]).toEqual([`FAILED: ${what}, not ${percentageComplete}`, []]);
  });

  it.each([0, 33.3, 100, null])('may say %s as percentage', async (percentageComplete) => {
    provide(async ({ writeProgress }) => {
      writeProgress({ percentageComplete });
      return 0;
    });
    const seen: unknown[] = [];
    await run(session, list(), { writeProgress: (progress) => void seen.push(progress.percentageComplete) });
    expect(seen).toEqual([percentageComplete]);
  });

  it('are dropped after the end; what waits for an answer fails', async () => {
    const over = deferred<Context>();
    provide(async (context) => {
      over.resolve(context);
      return 0;
    });
    const seen: unknown[] = [];
    await run(session, list(), { writeMessage: (_, message) => seen.push(message) });
    const context = await over.promise;
    context.writeMessage('warning', 'late');
    await expect(context.promptUser('late?')).rejects.toThrow('the operation is over');
    await expect(context.stream('Names', 'late')).rejects.toThrow('the operation is over');
    expect(seen).toEqual([]);
  });
});

describe.each([
  ['promptUser', 'promptUserMode', (context: Context) => context.promptUser('sure?')],
  ['writeError', 'writeErrorMode', (context: Context) => context.writeError(new MiError('NOT_FOUND', 'gone'))],
] as const)('%s', (member, modeName, ask) => {
  const asking = async (
    options: RequestOptions,
    answers: readonly (CallbackResponse | Promise<CallbackResponse>)[],
  ) => {
    const got: boolean[] = [];
    let asked = 0;
    provide(async (context) => {
      for (const _ of [1, 2, 3]) got.push(await ask(context));
      return 0;
    });
    const { failure } = await run(session, list(options), { [member]: () => answers[asked++] ?? 'yes' });
    return { got, asked, failure };
  };

  it.each<[CallbackResponse[], boolean[], number]>([
    [['yes', 'no', 'yes'], [true, false, true], 3],
    [['no', 'yesToAll'], [false, true, true], 2],
    [['noToAll'], [false, false, false], 1],
  ])('waits for the answer in the mode inquire: %j', async (answers, got, asked) => {
    // Errors are told also where all of them are answered.
    const told = member === 'writeError' ? 3 : asked;
    expect(await asking({ [modeName]: 'inquire' }, answers)).toEqual({ got, asked: told, failure: null });
  });

  it('waits for an answer that comes late', async () => {
    const late = idle().then(() => 'noToAll' as const);
    expect(await asking({ [modeName]: 'inquire' }, [late])).toEqual({
      got: [false, false, false],
      asked: member === 'writeError' ? 3 : 1,
      failure: null,
    });
  });

  it('tells and goes on in the mode report', async () => {
    const never = new Promise<CallbackResponse>(() => {});
    expect(await asking({ [modeName]: 'report' }, ['no', never, 'noToAll'])).toEqual({
      got: [true, true, true],
      asked: 3,
      failure: null,
    });
  });

  it('fails when a report does', async () => {
    provide(async (context) => {
      await ask(context);
      await idle();
      return 0;
    });
    const { failure } = await run(session, list({ [modeName]: 'report' }), {
      [member]: () => Promise.reject(new Error('full')),
    });
    expect(failure).toBe('FAILED: full');
  });

  it('does not call in the mode ignore', async () => {
    expect(await asking({ [modeName]: 'ignore' }, [])).toEqual({ got: [true, true, true], asked: 0, failure: null });
  });

  it(`is in the mode ${member === 'promptUser' ? 'inquire' : 'report'} unless told otherwise`, async () => {
    expect((await asking({}, ['no', 'no', 'no'])).got[0]).toBe(member === 'writeError');
  });

  it('remembers for one operation only', async () => {
    await asking({ [modeName]: 'inquire' }, ['noToAll']);
    expect((await asking({ [modeName]: 'inquire' }, [])).asked).toBe(3);
  });
});

describe('a question', () => {
  const asking = async (options: RequestOptions, type: 'normal' | 'critical', answer: CallbackResponse) => {
    let asked = 0;
    const got: boolean[] = [];
    provide(async ({ promptUser }) => {
      for (const _ of [1, 2]) got.push(await promptUser('sure?', type));
      return 0;
    });
    const promptUser = (): CallbackResponse => {
      asked += 1;
      return answer;
    };
    await run(session, list(options), { promptUser });
    return { got, asked };
  };

  it.each(['report', 'inquire', 'ignore'] as const)(
    'that is critical is asked in the mode %s',
    async (promptUserMode) => {
      const options = { promptUserMode, promptUserAnswer: 'yes' } as const;
      expect(await asking(options, 'critical', 'no')).toEqual({ got: [false, false], asked: 2 });
      expect(await asking(options, 'critical', 'yesToAll')).toEqual({ got: [true, true], asked: 2 });
    },
  );

  it.each([
    ['report', 2],
    ['ignore', 0],
  ] as const)(
    'that nobody waits for has the answer that the client gave, in the mode %s',
    async (promptUserMode, asked) => {
      expect(await asking({ promptUserMode, promptUserAnswer: 'no' }, 'normal', 'yes')).toEqual({
        got: [false, false],
        asked,
      });
      expect(await asking({ promptUserMode, promptUserAnswer: 'yes' }, 'normal', 'no')).toEqual({
        got: [true, true],
        asked,
      });
      expect(await asking({ promptUserMode }, 'normal', 'no')).toEqual({ got: [true, true], asked });
    },
  );

  it('is asked all the same where the client would have had an answer', async () => {
    expect(await asking({ promptUserAnswer: 'no' }, 'normal', 'yes')).toEqual({ got: [true, true], asked: 2 });
  });
});

it.each<[channels: NonNullable<RequestOptions['channels']>, heard: readonly string[]]>([
  [[], []],
  [['verbose'], ['verbose']],
  [
    ['debug', 7, 'warning'],
    ['warning', 'debug'],
  ],
])('messages come on the channels %j only', async (channels, expected) => {
  provide(async ({ writeMessage }) => {
    for (const channel of ['warning', 'verbose', 'debug'] as const) writeMessage(channel, 'x');
    return 0;
  });
  const heard: string[] = [];
  await run(session, list({ channels }), { writeMessage: (channel) => void heard.push(channel) });
  expect(heard).toEqual(expected);
});

describe('what a sink is told', () => {
  it('of a prompt: its message and type', async () => {
    provide(async ({ promptUser }) => Number(await promptUser('one')) + Number(await promptUser('two', 'critical')));
    const seen: unknown[] = [];
    await run(session, list(), {
      promptUser: (message, type) => {
        seen.push([message, type]);
        return 'yes';
      },
    });
    expect(seen).toEqual([
      ['one', 'normal'],
      ['two', 'critical'],
    ]);
  });

  it('of an error: an instance, its own details, or those made of it', async () => {
    const details = new CimInstance('My_Error', []);
    provide(async ({ writeError }) => {
      await writeError(details);
      await writeError(new MiError('NOT_FOUND', 'gone', { details }));
      await writeError(new MiError('NOT_FOUND', 'gone'));
      await writeError(new MiError('FAILED', 'out of paper', { code: 1002 }));
      return 0;
    });
    const seen: CimInstance[] = [];
    await run(session, list(), {
      writeError: (error) => {
        seen.push(error);
        return 'yes';
      },
    });
    expect(seen.slice(0, 2)).toEqual([details, details]);
    expect(seen[2]?.className).toBe('CIM_Error');
    expect(seen[2]?.toJSON()).toEqual({
      CIMStatusCode: 6,
      CIMStatusCodeDescription: 'NOT_FOUND',
      Message: 'gone',
      OwningEntity: 'mi-codegen',
    });
    expect(seen[3]?.get('CIMStatusCode')).toBe(1002);
  });
});

describe('a streamed parameter', () => {
  it('can be given many items at once', async () => {
    const warnings: string[] = [];
    const warn = ({ message }: Error): void => void warnings.push(message);
    process.on('warning', warn);
    provide(async ({ stream }) => {
      await Promise.all(Array.from({ length: 20 }, (_, index) => stream('Sizes', BigInt(index))));
      return 0;
    });
    const { streamed, failure } = await run(session, list());
    await idle();
    process.off('warning', warn);
    expect(failure).toBeNull();
    expect(streamed.map(({ value }) => value)).toEqual(Array.from({ length: 20 }, (_, index) => BigInt(index)));
    expect(warnings).toEqual([]);
  });

  it('goes item by item, as fast as its consumer takes it', async () => {
    const sent: string[] = [];
    provide(async ({ stream }) => {
      for (const name of ['x', 'y', 'z']) {
        await stream('Names', name);
        sent.push(name);
      }
      return 0;
    });
    const log: string[] = [];
    const { failure } = await run(session, list(), {
      streamedParameterResult: async ({ name, type, array, value }) => {
        log.push(`${name} ${type} ${array} ${value}, ${sent.length} before`);
        await idle();
      },
    });
    expect(failure).toBeNull();
    expect(log).toEqual([
      'Names string false x, 0 before',
      'Names string false y, 1 before',
      'Names string false z, 2 before',
    ]);
  });

  it('keeps the order, and comes before the result, when the provider does not wait', async () => {
    provide(async ({ stream }) => {
      void stream('Names', 'x');
      void stream('Sizes', 5n);
      void stream('Names', 'y');
      return 0;
    });
    const log: unknown[] = [];
    await run(session, list(), {
      streamedParameterResult: async ({ value }) => {
        await idle();
        log.push(value);
      },
      instanceResult: (outbound) => void log.push(outbound.toJSON()),
    });
    expect(log).toEqual(['x', 5n, 'y', { ReturnValue: 0 }]);
  });

  it.each([
    ['Names', 5, 'FAILED: the provider of Test_Device.List: Names must be a string, not 5'],
    [
      'Sizes',
      -1n,
      'FAILED: the provider of Test_Device.List: Sizes must be a bigint from 0 to 18446744073709551615 (uint64), not -1n',
    ],
    ['ReturnValue', 1, 'FAILED: the provider of Test_Device.List: ReturnValue is no streamed parameter of the method'],
  ])('is refused: %s %s', async (name, item, message) => {
    provide(async ({ stream }) => {
      await stream(name as 'Names', item as unknown as string);
      return 0;
    });
    expect((await run(session, list())).failure).toBe(message);
  });

  it('ends the call when nobody waits for an item that is refused', async () => {
    provide(async ({ stream }) => {
      void stream('Names', 5 as unknown as string);
      return 0;
    });
    const { failure, instances } = await run(session, list());
    expect([failure, instances]).toEqual([
      'FAILED: the provider of Test_Device.List: Names must be a string, not 5',
      [],
    ]);
  });
});
