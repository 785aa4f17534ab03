import { describe, expect, it } from 'vitest';
import type { InvokeRequest } from '../../../runtime/handler/index.js';
import {
  CimDateTime,
  type CimElement,
  CimInstance,
  CimInterval,
  CimReference,
  type CimValue,
  MiArgumentError,
} from '../../../runtime/index.js';
import type { CimType } from '../../../runtime/schema/index.js';
import { answering, element, fakeSession, key } from '../fake-handler.js';
import { Test_All } from './generated/Test_All.js';

/** What `EchoAll` sends for these arguments. */
async function sent(args: object): Promise<readonly CimElement[]> {
  const { session, handler } = await fakeSession();
  await Test_All.EchoAll(session, args);
  expect(handler.requests).toHaveLength(1);
  return (handler.requests[0] as InvokeRequest).inboundProperties?.elements ?? [];
}

/** The error of a call, of which nothing was sent. */
async function refusal(args: unknown, method: 'EchoAll' | 'Create' = 'EchoAll'): Promise<MiArgumentError> {
  const { session, handler } = await fakeSession();
  const error: unknown = await Test_All[method](session, args as never).catch((reason: unknown) => reason);
  expect(handler.requests).toEqual([]);
  expect(error).toBeInstanceOf(MiArgumentError);
  return error as MiArgumentError;
}

const path = new CimReference('Test_Base', [key('Id', 'string', 'a')], 'root/test');
const part = new CimInstance('Test_Part', [element('Title', 'string', 't')], 'root/test');
const when = CimDateTime.parse('20240229120000.123456+060');

const SCALARS: readonly [name: string, type: CimType, value: unknown, wire: CimValue][] = [
  ['Boolean', 'boolean', false, false],
  ['Uint8', 'uint8', 255, 255],
  ['Uint8', 'uint8', -0, 0],
  ['Sint8', 'sint8', -128, -128],
  ['Uint16', 'uint16', 65_535, 65_535],
  ['Sint16', 'sint16', -32_768, -32_768],
  ['Uint32', 'uint32', 4_294_967_295, 4_294_967_295],
  ['Sint32', 'sint32', -2_147_483_648, -2_147_483_648],
  ['Uint64', 'uint64', 2n ** 64n - 1n, 2n ** 64n - 1n],
  ['Uint64', 'uint64', 7, 7n],
  ['Sint64', 'sint64', -(2n ** 63n), -(2n ** 63n)],
  ['Sint64', 'sint64', Number.MIN_SAFE_INTEGER, BigInt(Number.MIN_SAFE_INTEGER)],
  ['Real32', 'real32', 1.5, 1.5],
  ['Real64', 'real64', -0, -0],
  ['Real64', 'real64', 1e308, 1e308],
  ['Char16', 'char16', '\u0000', '\u0000'],
  ['Char16', 'char16', 'ü', 'ü'],
  ['Datetime', 'datetime', when, when],
  [
    'Datetime',
    'datetime',
    CimInterval.parse('********000000.000000:000'),
    CimInterval.parse('********000000.000000:000'),
  ],
  ['String', 'string', '', ''],
  ['String', 'string', 'a😀"\\', 'a😀"\\'],
  ['Octets', 'string', Uint8Array.of(1, 255), '0x0000000601ff'],
  ['Octets', 'string', new Uint8Array(), '0x00000004'],
  ['Ref', 'reference', path, path],
  ['Instance', 'instance', part, part],
  ['Object', 'instance', part, part],
];

describe('in-parameters', () => {
  it.each(SCALARS)('%s (%s) %o', async (name, type, value, wire) => {
    expect(await sent({ [name]: value })).toEqual([{ name, type, array: false, value: wire }]);
  });

  it.each(SCALARS.filter(([name]) => name !== 'Uint8'))('%ss (%s[]) of %o', async (name, type, value, wire) => {
    const expected = { name: `${name}s`, type, array: true, value: [wire, wire] };
    expect(await sent({ [`${name}s`]: [value, value] })).toEqual([expected]);
  });

  it.each(SCALARS)('%s and its array without a value', async (name, type) => {
    expect(await sent({ [`${name}s`]: null, [name]: null })).toEqual([
      { name, type, array: false, value: null },
      { name: `${name}s`, type, array: true, value: null },
    ]);
  });

  it('takes empty arrays', async () => {
    expect(await sent({ Strings: [], Uint8s: new Uint8Array() })).toEqual([
      element('Uint8s', 'uint8', new Uint8Array()),
      element('Strings', 'string', []),
    ]);
  });

  it('copies bytes', async () => {
    const bytes = Buffer.from([1, 2]);
    const [given] = await sent({ Uint8s: bytes });
    bytes[0] = 9;
    expect(given).toEqual(element('Uint8s', 'uint8', Uint8Array.of(1, 2)));
  });

  it('sends elements in the order of the schema, and none for what is undefined', async () => {
    const names = (await sent({ String: 'x', Uint8: undefined, Boolean: true })).map(({ name }) => name);
    expect(names).toEqual(['Boolean', 'String']);
  });

  it('sends no inbound properties where nothing is given', async () => {
    const { session, handler } = await fakeSession();
    await Test_All.EchoAll(session);
    await Test_All.EchoAll(session, {});
    expect(handler.requests.map((request) => (request as InvokeRequest).inboundProperties)).toEqual([null, null]);
  });

  it('puts them in an instance of __Parameters', async () => {
    const { session, handler } = await fakeSession();
    await Test_All.Create(session, { CommandLine: 'x' });
    expect(handler.requests).toEqual([
      {
        kind: 'invoke',
        namespace: 'root/test',
        className: 'Test_All',
        methodName: 'Create',
        instance: null,
        inboundProperties: new CimInstance('__Parameters', [element('CommandLine', 'string', 'x')]),
        options: {},
      },
    ]);
  });

  it('looks at own enumerable members only, and reads each once', async () => {
    let reads = 0;
    const args = Object.create({ Uint8: 'inherited' }, { Uint16: { value: 'hidden' } }) as Record<string, unknown>;
    Object.defineProperty(args, 'Uint32', { enumerable: true, get: () => ++reads });
    expect(await sent(args)).toEqual([element('Uint32', 'uint32', 1)]);
    expect(await sent(new Proxy({ Boolean: true }, {}))).toEqual([element('Boolean', 'boolean', true)]);
    expect(await sent({ __proto__: { Uint8: 'x' } })).toEqual([]);
  });
});

const LONE = '\ud83d';
const REFUSALS: readonly [args: unknown, reason: string][] = [
  [{ Boolean: 1 }, 'Boolean must be a boolean, not 1'],
  [{ Uint8: 256 }, 'Uint8 must be a whole number from 0 to 255 (uint8), not 256'],
  [{ Uint8: -1 }, 'Uint8 must be a whole number from 0 to 255 (uint8), not -1'],
  [{ Uint8: 1.5 }, 'Uint8 must be a whole number from 0 to 255 (uint8), not 1.5'],
  [{ Uint8: Number.NaN }, 'Uint8 must be a whole number from 0 to 255 (uint8), not NaN'],
  [{ Uint8: '1' }, 'Uint8 must be a whole number from 0 to 255 (uint8), not "1"'],
  [{ Uint8: 1n }, 'Uint8 must be a whole number from 0 to 255 (uint8), not 1n'],
  [{ Sint8: 128 }, 'Sint8 must be a whole number from -128 to 127 (sint8), not 128'],
  [{ Uint16: 65_536 }, 'Uint16 must be a whole number from 0 to 65535 (uint16), not 65536'],
  [{ Sint16: 32_768 }, 'Sint16 must be a whole number from -32768 to 32767 (sint16), not 32768'],
  [{ Uint32: 2 ** 32 }, 'Uint32 must be a whole number from 0 to 4294967295 (uint32), not 4294967296'],
  [{ Sint32: 2 ** 31 }, 'Sint32 must be a whole number from -2147483648 to 2147483647 (sint32), not 2147483648'],
  [{ Uint64: 2n ** 64n }, 'Uint64 must be a bigint from 0 to 18446744073709551615 (uint64), not 18446744073709551616n'],
  [{ Uint64: -1 }, 'Uint64 must be a bigint from 0 to 18446744073709551615 (uint64), not -1'],
  [{ Uint64: 2 ** 53 }, 'Uint64 must be a bigint from 0 to 18446744073709551615 (uint64), not 9007199254740992'],
  [{ Uint64: '1' }, 'Uint64 must be a bigint from 0 to 18446744073709551615 (uint64), not "1"'],
  [
    { Sint64: 2n ** 63n },
    'Sint64 must be a bigint from -9223372036854775808 to 9223372036854775807 (sint64), not 9223372036854775808n',
  ],
  [{ Real32: 1e39 }, 'Real32 must be a number that real32 can hold, not 1e+39'],
  [{ Real32: 1n }, 'Real32 must be a number (real32), not 1n'],
  [{ Real64: '1' }, 'Real64 must be a number (real64), not "1"'],
  [{ Char16: 'ab' }, 'Char16 must be a string of one UTF-16 unit, no surrogate (char16), not "ab"'],
  [{ Char16: '' }, 'Char16 must be a string of one UTF-16 unit, no surrogate (char16), not ""'],
  [{ Char16: LONE }, 'Char16 must be a string of one UTF-16 unit, no surrogate (char16), not "\\ud83d"'],
  [{ Char16: 65 }, 'Char16 must be a string of one UTF-16 unit, no surrogate (char16), not 65'],
  [{ String: 5 }, 'String must be a string, not 5'],
  [{ String: Symbol('x') }, 'String must be a string, not a symbol'],
  [{ String: () => {} }, 'String must be a string, not a function'],
  [{ String: ['x'] }, 'String must be a string, not an array'],
  [{ String: 'a\0b' }, "String must not hold a NUL character: MI's strings end at it"],
  [{ String: `a${LONE}b` }, 'String must be well-formed Unicode, and it holds a lone surrogate'],
  [{ Uint8: 'x'.repeat(50) }, `Uint8 must be a whole number from 0 to 255 (uint8), not "${'x'.repeat(40)}…"`],
  [
    { Datetime: '20240229120000.123456+060' },
    'Datetime must be a CimDateTime or a CimInterval, not "20240229120000.123456+060"',
  ],
  [
    { Datetime: new Date(0) },
    'Datetime must be a CimDateTime or a CimInterval, not a Date: use CimDateTime.from(date)',
  ],
  [{ Octets: '0x00000004' }, 'Octets must be a Uint8Array, not "0x00000004"'],
  [{ Uint8s: [1, 2] }, 'Uint8s must be a Uint8Array, not an array'],
  [{ Uint16s: new Uint16Array(1) }, 'Uint16s must be an array, not an object'],
  [{ Strings: 'x' }, 'Strings must be an array, not "x"'],
  [{ Strings: ['a', null] }, 'Strings[1] must be a string, not null'],
  // biome-ignore lint/suspicious/noSparseArray: the hole is the point.
  [{ Strings: ['a', , 'b'] }, 'Strings[1] must be a string, not undefined'],
  [{ Sint8s: [1, 200] }, 'Sint8s[1] must be a whole number from -128 to 127 (sint8), not 200'],
  [{ Ref: 'Test_Base.Id="a"' }, 'Ref must be a CimReference, not "Test_Base.Id=\\"a\\""'],
  [
    { Ref: new CimReference('Test_Part', [], 'root/test') },
    'Ref must refer to an instance of Test_Base, and Test_Part is not derived from it',
  ],
  [{ Instance: 5 }, 'Instance must be an instance of Test_Part or its values, not 5'],
  [{ Instance: new Date(0) }, 'Instance must be an instance of Test_Part or its values, not a Date'],
  [
    { Instance: new CimInstance('test_all', [], 'root/test') },
    'Instance must be an instance of Test_Part, and Test_All is not derived from it',
  ],
  [{ Instance: { Size: 256 } }, 'Instance.Size must be a whole number from 0 to 255 (uint8), not 256'],
  [{ Instance: { Siz: 1 } }, 'Instance.Siz is no property of Test_Part; did you mean "Size"?'],
  [{ Instance: { Inner: { Inner: { Title: 1 } } } }, 'Instance.Inner.Inner.Title must be a string, not 1'],
  [
    { Instances: [{}, { Parts: [{ Size: -1 }] }] },
    'Instances[1].Parts[0].Size must be a whole number from 0 to 255 (uint8), not -1',
  ],
  [
    { Instance: { toString: () => 'x' } },
    'Instance.toString is no property of Test_Part; an object of a subclass is made with $new of its class',
  ],
  [{ Object: { Title: 'x' } }, 'Object must be a CimInstance or a generated object: its class is not declared'],
  [{ Object: 5 }, 'Object must be a CimInstance or a generated object, not 5'],
  [
    { Object: 'x' },
    'Object is a text that holds no instance in CIM-XML: line 1, column 1: ' + 'the text is no XML: that begins with <',
  ],
  [{ uint8: 1 }, 'uint8 is no parameter of the method; did you mean "Uint8"?'],
  [{ Boolen: true }, 'Boolen is no parameter of the method; did you mean "Boolean"?'],
  [{ Zzzzzzzzzzzz: true }, 'Zzzzzzzzzzzz is no parameter of the method'],
  [{ ['__proto__']: true }, '__proto__ is no parameter of the method'],
  [{ toString: 'x' }, 'toString is no parameter of the method; did you mean "String"?'],
  [null, 'takes its arguments as one object, not as null'],
  [['x'], 'takes its arguments as one object, not as an array'],
  ['x', 'takes its arguments as one object, not as "x"'],
];

describe('refusals', () => {
  it.each(REFUSALS)('%o', async (args, reason) => {
    expect((await refusal(args)).message).toBe(`Test_All.EchoAll: ${reason}`);
  });

  it.each([
    [{}, 'CommandLine is required'],
    [undefined, 'CommandLine is required'],
    [{ CommandLine: undefined }, 'CommandLine is required'],
    [{ CommandLine: null }, 'CommandLine must not be null'],
    [{ CommandLine: 'x', ProcessId: 1 }, 'ProcessId is an out-parameter: it takes no value'],
    [{ Commandline: 'x' }, 'Commandline is no parameter of the method; did you mean "CommandLine"?'],
  ])('%o for a method with a required parameter', async (args, reason) => {
    expect((await refusal(args, 'Create')).message).toBe(`Test_All.Create: ${reason}`);
  });

  it('name the class, the method and the parameter in fields', async () => {
    const error = await refusal({ CommandLine: 'x', Startup: { Parts: [{ Size: 300 }] } }, 'Create');
    expect(error).toMatchObject({
      name: 'MiArgumentError',
      className: 'Test_All',
      method: 'Create',
      parameter: 'Startup.Parts[0].Size',
    });
    expect((await refusal('x')).parameter).toBeNull();
  });

  it('find a cycle', async () => {
    const value: Record<string, unknown> = { Title: 'x' };
    value['Inner'] = { Parts: [value] };
    expect((await refusal({ Instance: value })).message).toBe(
      'Test_All.EchoAll: Instance.Inner.Parts[0] contains itself',
    );
  });

  it.each([
    [100, 'allow'],
    [101, 'refuse'],
    [53_000, 'refuse'],
  ])('of %i levels: %s', async (levels, verdict) => {
    let value: object = {};
    for (let level = 1; level < levels; level++) value = { Inner: value };
    if (verdict === 'allow') {
      expect(await sent({ Instance: value })).toHaveLength(1);
    } else {
      const path = `Instance${'.Inner'.repeat(100)}`;
      expect((await refusal({ Instance: value })).message).toBe(
        `Test_All.EchoAll: ${path} is embedded more than 100 levels deep`,
      );
    }
  });

  it('allow the same object twice beside itself', async () => {
    const inner = { Title: 'x' };
    expect(await sent({ Instance: { Inner: inner, Parts: [inner] } })).toHaveLength(1);
  });

  it('leave the failure of a getter as it is', async () => {
    const { session, handler } = await fakeSession();
    const failure = new Error('no');
    const args = {
      get Uint8(): number {
        throw failure;
      },
    };
    await expect(Test_All.EchoAll(session, args)).rejects.toBe(failure);
    expect(handler.requests).toEqual([]);
  });
});

describe('embedded instances', () => {
  it('take their types from the table of the declared class', async () => {
    expect(await sent({ Instance: { Title: null, Size: 1, Inner: undefined, Parts: [{ Title: 'p' }] } })).toEqual([
      element(
        'Instance',
        'instance',
        new CimInstance(
          'Test_Part',
          [
            element('Title', 'string', null),
            element('Size', 'uint8', 1),
            element('Parts', 'instance', [
              new CimInstance('Test_Part', [element('Title', 'string', 'p')], 'root/test'),
            ]),
          ],
          'root/test',
        ),
      ),
    ]);
  });

  it('may be objects without a prototype', async () => {
    const values = Object.assign(Object.create(null) as object, { Size: 1 });
    const [given] = await sent({ Instance: values });
    expect(given?.value).toEqual(new CimInstance('Test_Part', [element('Size', 'uint8', 1)], 'root/test'));
  });

  it('may be generated objects, of the class or a subclass, with what only the server knows', async () => {
    const { Test_SubPart } = await import('./generated/Test_SubPart.js');
    const answer = new CimInstance('Test_SubPart', [
      element('title', 'string', 'old'),
      element('Extra', 'string', 'e'),
      element('Newer', 'sint16', 3),
    ]);
    const { session, handler } = await fakeSession(answering([element('Instance', 'instance', answer)]));
    const { Instance: object } = (await Test_All.EchoAll(session)) as { Instance: { Title: string } };
    expect(object).toBeInstanceOf(Test_SubPart);
    object.Title = 'new';
    await Test_All.EchoAll(session, { Instance: object, Object: object });
    const expected = new CimInstance(
      'Test_SubPart',
      [element('Title', 'string', 'new'), element('Extra', 'string', 'e'), element('Newer', 'sint16', 3)],
      'root/test',
    );
    expect((handler.requests[1] as InvokeRequest).inboundProperties?.elements.map(({ value }) => value)).toEqual([
      expected,
      expected,
    ]);
  });

  it('of another generated class are refused', async () => {
    const { session, handler } = await fakeSession(async (sink) => {
      await sink.instanceResult(new CimInstance('Test_All', [key('Id', 'string', 'a')]));
      return null;
    });
    const object = await Test_All.$get(session, { Id: 'a' });
    const message = 'must be an instance of Test_Part, and Test_All is not derived from it';
    await expect(Test_All.EchoAll(session, { Instance: object })).rejects.toThrow(
      `Test_All.EchoAll: Instance ${message}`,
    );
    await expect(Test_All.EchoAll(session, { Ref: object })).rejects.toThrow(
      'Test_All.EchoAll: Ref must be a CimReference, not an object: use its $path',
    );
    expect(handler.requests).toHaveLength(1);
  });

  it('of classes that nobody knows are left to the server', async () => {
    const unknown = new CimInstance('Test_Elsewhere', [], 'root/test');
    const link = new CimReference('Test_Elsewhere', [], 'root/test');
    expect(await sent({ Instance: unknown, Ref: link })).toEqual([
      element('Ref', 'reference', link),
      element('Instance', 'instance', unknown),
    ]);
  });

  it('need a CimInstance where the class is not generated', async () => {
    const object = await typedAll();
    await expect(object.Missing({ Part: { a: 1 } })).rejects.toThrow(
      'Test_All.Missing: Part must be a CimInstance: the class Test_Absent is not generated',
    );
    await object.Missing({ Part: new CimInstance('Test_Absent', []) });
  });
});

async function typedAll(): Promise<Test_All> {
  const { session } = await fakeSession(async (sink, request) => {
    if (request.kind === 'getInstance')
      await sink.instanceResult(new CimInstance('Test_All', [key('Id', 'string', 'a')]));
    return null;
  });
  return Test_All.$get(session, { Id: 'a' });
}
