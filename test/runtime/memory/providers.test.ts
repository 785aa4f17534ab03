import { beforeEach, describe, expect, it } from 'vitest';
import { MiError } from '../../../runtime/errors.js';
import { type Application, initialize, type Session } from '../../../runtime/index.js';
import { MemoryRepository } from '../../../runtime/memory/index.js';
import { CimDateTime, CimInstance, CimInterval, CimReference } from '../../../runtime/values/index.js';
import {
  SCHEMA,
  Test_Base,
  Test_Device,
  type Test_Device_Exchange_In,
  type Test_Device_Exchange_Out,
  Test_Part,
  Test_Printer,
} from './generated.js';
import { instance, mof, run } from './harness.js';

let repository: MemoryRepository;
let application: Application;
let session: Session;
let device: Test_Device;
beforeEach(async () => {
  repository = new MemoryRepository({ schema: SCHEMA });
  repository.load(mof('instance of Test_Device { Id = "d"; Note = "here"; }; instance of Test_Printer { Id = "p"; };'));
  application = await initialize({ handler: repository });
  session = await application.newSession();
  device = await Test_Device.$get(session, { Id: 'd' });
});

const failureOf = async (call: Promise<unknown>) => {
  try {
    await call;
  } catch (error) {
    return error instanceof MiError ? `${error.result}: ${error.message}` : `${error}`;
  }
  return 'none';
};

/** A call below the checks that a typed client makes before it sends anything. */
const rawCall = async (
  methodName: string,
  target: CimInstance | null,
  inbound: CimInstance | null,
  className = 'Test_Device',
) => {
  const { failure } = await run(await repository.newSession({}), {
    kind: 'invoke',
    namespace: 'root/test',
    options: {},
    className,
    methodName,
    instance: target,
    inboundProperties: inbound,
  });
  return failure;
};

describe('a provider of an instance method', () => {
  it('gets typed arguments and the stored instance, and answers with typed out-parameters', async () => {
    repository.provide(Test_Device, {
      Start: ({ Mode, Delay }, { instance: { Id, Note, State } }) => ({
        Message: `${Id} ${Note} ${State}: ${Mode} after ${Delay}`,
        ReturnValue: 5,
      }),
    });
    const outcome = await device.Start({ Mode: 'fast', Delay: 7 });
    expect(outcome).toEqual({ Message: 'd here 1: fast after 7', ReturnValue: 5 });
  });

  it('tells an argument that is null from one that is not given', async () => {
    const seen: object[] = [];
    repository.provide(Test_Device, {
      Start: async (args) => {
        seen.push(args);
        return { Message: null, ReturnValue: null };
      },
    });
    await device.Start({ Mode: 'a' });
    expect(await device.Start({ Mode: 'b', Delay: null })).toEqual({ Message: null, ReturnValue: null });
    expect(seen).toEqual([{ Mode: 'a' }, { Mode: 'b', Delay: null }]);
  });

  it("gets an object of the instance's own class", async () => {
    const seen: unknown[] = [];
    repository.provide(Test_Base, {
      Describe: (_, context) => {
        seen.push(context.instance);
        return { Text: 'described', ReturnValue: 0 };
      },
    });
    for await (const base of Test_Base.$enumerate(session, { polymorphism: 'deepBaseOnly' })) {
      expect(base).not.toBeInstanceOf(Test_Device);
      expect(await base.Describe()).toEqual({ Text: 'described', ReturnValue: 0 });
    }
    expect(seen.map((one) => Object.getPrototypeOf(one))).toEqual([Test_Device.prototype, Test_Printer.prototype]);
  });

  it('is the one of the nearest class', async () => {
    const answer = (Message: string) => () => ({ Message, ReturnValue: 0 });
    repository.provide(Test_Device, { Start: answer('device') });
    const printer = await Test_Device.$get(session, { Id: 'p' });
    expect((await printer.Start({ Mode: 'x' })).Message).toBe('device');
    repository.provide(Test_Printer, { Start: answer('printer') });
    expect((await printer.Start({ Mode: 'x' })).Message).toBe('printer');
    expect((await device.Start({ Mode: 'x' })).Message).toBe('device');
    repository.provide(Test_Printer, { Start: answer('printer again') });
    expect((await printer.Start({ Mode: 'x' })).Message).toBe('printer again');
  });

  it('may answer a void method with nothing in it, and bear a name with a $', async () => {
    repository.provide(Test_Device, { Reset: () => {}, then$: () => ({ ReturnValue: true }) });
    expect(await device.Reset()).toEqual({});
    repository.provide(Test_Device, { Reset: async () => ({}) });
    expect(await device.Reset()).toEqual({});
    expect(await device.then$()).toEqual({ ReturnValue: true });
  });
});

describe('a provider of a static method', () => {
  it('has no instance, and a session to work with', async () => {
    repository.provide(Test_Device, {
      Make: async ({ Id }, context) => {
        expect(context.instance).toBeNull();
        const made = await Test_Device.$create(context.session, { Id, Label: 'made' });
        return { Made: made.$path, ReturnValue: 0 };
      },
    });
    const { Made } = await Test_Device.Make(session, { Id: 'new' });
    const made = await Made?.get(session);
    expect(made).toBeInstanceOf(Test_Device);
    expect({ ...made }).toEqual({ Id: 'new', Label: 'made', State: 1, Note: null });
  });

  it('has a session of its own, which it may close', async () => {
    repository.provide(Test_Device, {
      Make: async ({ Id }, context) => {
        await using own = context.session;
        const made = await Test_Device.$create(own, { Id });
        return { Made: made.$path, ReturnValue: 0 };
      },
    });
    await Test_Device.Make(session, { Id: 'first' });
    const { Made } = await Test_Device.Make(session, { Id: 'second' });
    expect(await Made?.get(session)).toMatchObject({ Id: 'second' });
  });

  const part = instance('Test_Part', ['Number', 'uint16', 3], ['Weight', 'uint64', 9n]);
  const path = new CimReference<Test_Part>('Test_Part', [{ name: 'Number', type: 'uint16', array: false, value: 3 }]);
  const given: Required<Test_Device_Exchange_In> = {
    Flag: true,
    Bytes: Uint8Array.of(0, 255),
    Big: -(2n ** 63n),
    Letter: 'x',
    Time: CimDateTime.parse('20240229235959.999999+060'),
    Path: path,
    Part: part,
    Any: part,
    Octets: [Uint8Array.of(), Uint8Array.of(1, 2)],
    Reals: [0.5, -1],
  };

  /** The answer to what leaves out in-parameters leaves out out-parameters, against its type. */
  const echo = (args: Test_Device_Exchange_In) => args as Test_Device_Exchange_Out;

  it('gets and gives values of every kind', async () => {
    const seen: Test_Device_Exchange_In[] = [];
    repository.provide(Test_Device, {
      Exchange: (args) => {
        seen.push(args);
        return echo(args);
      },
    });
    const answer = await Test_Device.Exchange(session, given);
    for (const { Path, Part, Any, ...plain } of [seen[0] ?? {}, answer]) {
      const { Path: _path, Part: _part, Any: _any, ...expected } = given;
      expect(plain).toEqual(expected);
      expect(String(Path)).toBe('root/test:Test_Part.Number=3');
      expect(Part).toBeInstanceOf(Test_Part);
      expect({ ...(Part as Test_Part) }).toEqual({ Number: 3, Weight: 9n });
      expect(Any).toEqual(part);
    }
    await Test_Device.Exchange(session, { Time: CimInterval.parse('00000001000000.000000:000') });
    expect(String(seen[1]?.Time)).toBe('00000001000000.000000:000');
  });

  it('gets and gives null for every kind', async () => {
    repository.provide(Test_Device, { Exchange: echo });
    const nulls = Object.fromEntries(Object.keys(given).map((name) => [name, null]));
    expect(await Test_Device.Exchange(session, nulls)).toEqual(nulls);
    expect(await Test_Device.Exchange(session)).toEqual(nulls);
  });

  it('may answer with plain values for an embedded instance', async () => {
    repository.provide(Test_Device, { Exchange: () => ({ ...echo({}), Part: { Number: 8 } }) });
    expect({ ...(await Test_Device.Exchange(session)).Part }).toEqual({ Number: 8 });
  });
});

describe('out-parameters that a provider leaves out', () => {
  it('are null where ReturnValue is not 0', async () => {
    repository.provide(Test_Device, {
      Start: ({ Mode }) => (Mode === 'x' ? { ReturnValue: 5 } : { Message: 'partly', ReturnValue: 5 }),
      Make: async () => ({ Made: undefined, ReturnValue: 2 }),
    });
    expect(await device.Start({ Mode: 'x' })).toEqual({ Message: null, ReturnValue: 5 });
    expect(await device.Start({ Mode: 'y' })).toEqual({ Message: 'partly', ReturnValue: 5 });
    expect(await Test_Device.Make(session, { Id: 'x' })).toEqual({ Made: null, ReturnValue: 2 });
  });

  it('are the items of their streams, where they have some', async () => {
    repository.provide(Test_Device, {
      List: async (_, { stream }) => {
        await stream('Names', 'x');
        return { ReturnValue: 0 };
      },
    });
    expect(await device.List()).toEqual({ Names: ['x'], Sizes: [], ReturnValue: 0 });
  });
});

describe('what a provider does wrong', () => {
  const answering = async (answer: unknown) => {
    repository.provide(Test_Device, { Start: () => answer as never });
    return failureOf(device.Start({ Mode: 'x' }));
  };

  it.each([
    [{ Message: 5 }, 'FAILED: the provider of Test_Device.Start: Message must be a string, not 5'],
    [
      { ReturnValue: -1 },
      'FAILED: the provider of Test_Device.Start: ReturnValue must be a whole number from 0 to 4294967295 (uint32), not -1',
    ],
    [{}, 'FAILED: the provider of Test_Device.Start: ReturnValue is missing'],
    [
      { ReturnValue: 0, Message: undefined },
      'FAILED: the provider of Test_Device.Start: Message is missing: null stands for none where ReturnValue is 0',
    ],
    [{ Mesage: 'x' }, 'FAILED: the provider of Test_Device.Start: Mesage is no out-parameter of the method'],
    [{ Mode: 'x' }, 'FAILED: the provider of Test_Device.Start: Mode is no out-parameter of the method'],
    [
      undefined,
      'FAILED: the provider of Test_Device.Start: must answer with an object of its out-parameters, not undefined',
    ],
    [7, 'FAILED: the provider of Test_Device.Start: must answer with an object of its out-parameters, not 7'],
  ])('answers %o', async (answer, message) => {
    expect(await answering(answer)).toBe(message);
  });

  it('throws an MiError, which passes as it is', async () => {
    const thrown = new MiError('ACCESS_DENIED', 'not you', { details: new CimInstance('My_Error', []) });
    repository.provide(Test_Device, { Start: () => Promise.reject(thrown) });
    await expect(device.Start({ Mode: 'x' })).rejects.toBe(thrown);
  });

  it.each([
    [new TypeError('oops'), 'FAILED: oops'],
    ['text', 'FAILED: text'],
    [null, 'FAILED: null'],
    [Symbol('s'), 'FAILED: Symbol(s)'],
    [Object.create(null), 'FAILED: something without a text was thrown'],
    [{ toString: null, valueOf: null }, 'FAILED: something without a text was thrown'],
    [Object.assign(new Error(), { message: Object.create(null) }), 'FAILED: something without a text was thrown'],
  ])('throws %o', async (thrown, message) => {
    repository.provide(Test_Device, {
      Start: () => {
        throw thrown;
      },
    });
    const failure = await device.Start({ Mode: 'x' }).catch((error: unknown) => error as MiError);
    expect(failure).toMatchObject({ result: 'FAILED', message: message.slice(8), cause: thrown });
    expect((failure as MiError).details?.get('Message')).toBe(message.slice(8));
  });

  it('throws what nobody can ask anything', async () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    repository.provide(Test_Device, {
      Start: () => {
        throw proxy;
      },
    });
    const failure = await device.Start({ Mode: 'x' }).catch((error: unknown) => error as MiError);
    expect(failure).toMatchObject({ result: 'FAILED', message: 'something without a text was thrown' });
    // Node cannot print an error with such a cause.
    expect(failure).not.toHaveProperty('cause');
  });
});

describe('a provider that throws an object that answers nothing', () => {
  const silent = new Proxy(new MiError('NOT_FOUND', 'x'), {
    get: () => {
      throw new Error('no answer');
    },
  });

  const derived: unknown = Object.create(MiError.prototype);
  const thrownClass: unknown = class {};

  it.each<readonly [what: string, thrown: unknown, cause: unknown]>([
    // Node could not print it as a cause.
    ['a proxy of an MiError', silent, undefined],
    ['an object that only derives from MiError', derived, derived],
    ['a class', thrownClass, thrownClass],
  ])('%s', async (_what, thrown, cause) => {
    repository.provide(Test_Device, {
      Start: () => {
        throw thrown;
      },
    });
    const failure = await device.Start({ Mode: 'x' }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MiError);
    expect((failure as MiError).result).toBe('FAILED');
    // No matcher can look at it.
    expect(Object.is((failure as MiError).cause, cause)).toBe(true);
  });
});

describe('what cannot be called', () => {
  const target = instance('Test_Device', ['Id', 'string', 'd']);
  const mode = ['Mode', 'string', 'x'] as const;

  it.each([
    ['an unknown method', 'Strat', target, null, 'METHOD_NOT_FOUND: root/test:Test_Device has no method Strat'],
    [
      'a method without provider',
      'Start',
      target,
      instance('__Parameters', mode),
      'METHOD_NOT_AVAILABLE: root/test:Test_Device.Start has no provider: repository.provide() takes one',
    ],
    [
      'an instance method without instance',
      'Start',
      null,
      null,
      'INVALID_PARAMETER: root/test:Test_Device.Start is not static: it needs an instance',
    ],
    [
      'an absent instance',
      'Start',
      instance('Test_Device', ['Id', 'string', 'x']),
      null,
      'NOT_FOUND: there is no instance root/test:Test_Device.Id="x"',
    ],
    [
      'a method without a required parameter',
      'Start',
      target,
      null,
      'INVALID_PARAMETER: root/test:Test_Device.Start needs the parameter Mode',
    ],
    [
      'a method with null for a required parameter',
      'Start',
      target,
      instance('__Parameters', ['Mode', 'string', null]),
      'INVALID_PARAMETER: root/test:Test_Device.Start needs the parameter Mode',
    ],
    [
      'a method with an unknown parameter',
      'Start',
      target,
      instance('__Parameters', mode, ['X', 'string', null]),
      'INVALID_PARAMETER: root/test:Test_Device.Start has no in-parameter X',
    ],
    [
      'a method with an out-parameter',
      'Start',
      target,
      instance('__Parameters', mode, ['Message', 'string', null]),
      'INVALID_PARAMETER: root/test:Test_Device.Start has no in-parameter Message',
    ],
    [
      'a method with another type',
      'Start',
      target,
      instance('__Parameters', mode, ['delay', 'uint64', 1n]),
      'TYPE_MISMATCH: root/test:Test_Device.Start: Delay: expected uint32, got uint64',
    ],
    [
      'a method with a value out of range',
      'Start',
      target,
      instance('__Parameters', mode, ['Delay', 'uint32', -1]),
      'INVALID_PARAMETER: root/test:Test_Device.Start: Delay: -1 is out of the range of uint32, 0 to 4294967295',
    ],
  ])('%s', async (_, method, on, inbound, message) => {
    expect(await rawCall(method, on, inbound)).toBe(message);
  });

  it('an unknown class or namespace', async () => {
    expect(await rawCall('Start', null, null, 'Test_Devise')).toBe(
      'INVALID_CLASS: there is no class Test_Devise in root/test',
    );
  });

  it.each([
    [5, 'the provider of Test_Device.Start must be a function, not 5'],
    [undefined, 'the provider of Test_Device.Start must be a function, not undefined'],
  ])('a provider that is no function: %o', (provider, message) => {
    expect(() => repository.provide(Test_Device, { Start: provider as never })).toThrow(new TypeError(message));
  });

  it('a provider of a class or method that the schema lacks', () => {
    const empty = new MemoryRepository();
    const wayOut = 'new MemoryRepository({ classes: [Test_Device] }) has it';
    expect(() => empty.provide(Test_Device, {})).toThrow(`there is no class Test_Device in root/test: ${wayOut}`);
    empty.load(mof('class Test_Part { };'));
    expect(() => empty.provide(Test_Device, {})).toThrow('there is no class Test_Device in root/test');
    empty.load(mof('class Test_Device { };'));
    expect(() => empty.provide(Test_Device, { Reset: () => ({}) })).toThrow(
      'root/test:Test_Device has no method Reset',
    );
    class Handmade extends Test_Device {}
    expect(() => repository.provide(Handmade, {})).toThrow(
      new TypeError('provide() takes a generated class, not a function'),
    );
    expect(() => repository.provide('Test_Device' as never, {} as never)).toThrow(
      new TypeError('provide() takes a generated class, not "Test_Device"'),
    );
    expect(() => repository.provide(Test_Device, undefined as never)).toThrow(
      new TypeError('provide() takes the providers as an object, by methods, not undefined'),
    );
  });

  it.each([
    ['Strat', 'Start'],
    ['start_', 'Start'],
    // An inherited one.
    ['Descibe', 'Describe'],
    ['Copy', null],
  ])('a provider of a misspelt method: %s', (name, meant) => {
    const message = `root/test:Test_Device has no method ${name}${meant === null ? '' : `; did you mean "${meant}"?`}`;
    expect(() => repository.provide(Test_Device, { [name]: () => ({}) })).toThrow(message);
  });
});

describe('errors of the repository', () => {
  it('have a cause only where there is one', async () => {
    const failure: unknown = await Test_Device.$get(session, { Id: 'x' }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MiError);
    expect(Object.hasOwn(failure as MiError, 'cause')).toBe(false);
  });
});

describe('update', () => {
  it('changes what clients cannot', async () => {
    const target = device;
    repository.provide(Test_Device, {
      Start: async (_, context) => {
        await repository.update(context.instance, { State: 2, Note: null });
        return { Message: null, ReturnValue: 0 };
      },
    });
    await target.Start({ Mode: 'x' });
    expect({ ...target }).toEqual({ Id: 'd', Label: 'unnamed', State: 1, Note: 'here' });
    expect({ ...(await target.$refresh()) }).toEqual({ Id: 'd', Label: 'unnamed', State: 2, Note: null });
  });

  it('refuses what the class does not allow, and an instance that is gone', async () => {
    await expect(repository.update(device, { State: 65536 })).rejects.toThrow(
      'Test_Device.update: State must be a whole number from 0 to 65535 (uint16), not 65536',
    );
    await expect(repository.update(device, { Id: 'p' } as object)).rejects.toThrow(
      'Test_Device.update: Id is a key, and keys do not change',
    );
    await expect(repository.update({} as Test_Device, {})).rejects.toThrow(
      new TypeError('update() takes an object of a generated class, not an object'),
    );
    await device.$delete();
    expect(await failureOf(repository.update(device, { State: 2 }))).toBe(
      'NOT_FOUND: there is no instance root/test:Test_Device.Id="d"',
    );
  });
});
