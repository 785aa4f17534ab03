import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { declaredValue } from '../../../runtime/values/declared-value.js';
import {
  CimDateTime,
  type CimElement,
  CimInterval,
  CimReference,
  type CimScalar,
  type CimValue,
  namedKeys,
} from '../../../runtime/values/index.js';
import { key } from '../fake-handler.js';

const COMPUTERS = ['PC-1', '10.0.0.1:5985', 'server.example:5989', '[fe80::1]'];

it('writes a namespace that looks like a moniker so that it is read again', () => {
  const path = CimReference.parse('winmgmts:Winmgmts:A.K=1');
  expect(path).toMatchObject({ namespace: 'Winmgmts', host: null });
  expect(path.toString()).toBe('\\\\.\\Winmgmts:A.K=1');
  expect(CimReference.parse(path.toString())).toEqual(path);
});

describe('references that are keys of each other', () => {
  const nested = (levels: number): CimReference => {
    const value = levels === 0 ? 'x' : nested(levels - 1);
    const type = levels === 0 ? 'string' : 'reference';
    return new CimReference('A', [{ name: 'K', type, array: false, value }]);
  };

  it('have a text as long as it is of a bearable length', () => {
    expect(CimReference.parse(nested(2).toString()).toString()).toBe(nested(2).toString());
    expect(nested(16).toString().length).toBeLessThan(1_000_000);
    const message =
      'the path of A has no text: it has references nested as keys more than 16 levels deep, each of which doubles the text';
    for (const levels of [17, 5000]) {
      expect(() => nested(levels).toString()).toThrow(new RangeError(message));
      expect(inspect(nested(levels))).toBe('CimReference(A …)');
    }
  });
});

describe('CimReference.parse', () => {
  it.each<[string, readonly CimElement[] | null, string?, string?]>([
    ['A=@', []],
    ['A', null],
    ['root/x:A=@', [], 'root/x'],
    ['root/x:A', null, 'root/x'],
    ['root\\a.b-c:A', null, 'root/a.b-c'],
    ['/root/x:A', null, 'root/x'],
    [':A', null],
    ['\\\\.\\root\\x:A', null, 'root/x'],
    ...COMPUTERS.flatMap((host): [string, null, string, string][] => [
      [`\\\\${host}\\root\\x:A`, null, 'root/x', host],
      [`//${host}/root/x:A`, null, 'root/x', host],
      [`https://${host}/root/x:A`, null, 'root/x', host],
    ]),
    ['A.K="v:w"', [key('K', 'string', 'v:w')]],
    ["A.K='c'", [key('K', 'char16', 'c')]],
    ["A.K='text'", [key('K', 'string', 'text')]],
    ['A.K=18446744073709551615', [key('K', 'uint64', 2n ** 64n - 1n)]],
    ['A.K=-9223372036854775808', [key('K', 'sint64', -(2n ** 63n))]],
    ['A.K=+7', [key('K', 'uint64', 7n)]],
    ['A.K=0x1F', [key('K', 'uint64', 31n)]],
    ['A.K=-0X1f', [key('K', 'sint64', -31n)]],
    ['A.K=101b', [key('K', 'uint64', 5n)]],
    ['A.K=0121', [key('K', 'uint64', 81n)]],
    ['A.K=5.0', [key('K', 'real64', 5)]],
    ['A.K="20240229120000.123456+060"', [key('K', 'string', '20240229120000.123456+060')]],
    ['Prüfung.Größe="ß"', [key('Größe', 'string', 'ß')]],
    ['Prüfung.e\u0301\u20ac="x"', [key('e\u0301\u20ac', 'string', 'x')]],
    [
      ' A.K = "a\\"b\\\\" , L_1 = -5 ,M=tRue,N=1.5E+3 ',
      [key('K', 'string', 'a"b\\'), key('L_1', 'sint64', -5n), key('M', 'boolean', true), key('N', 'real64', 1500)],
    ],
    // A script's moniker
    [String.raw`winmgmts:\\.\root\x:A.K="v"`, [key('K', 'string', 'v')], 'root/x'],
    [String.raw`WinMgmts:{impersonationLevel=impersonate}!\\SRV\root\x:A`, null, 'root/x', 'SRV'],
    ['winmgmts:root/x:A=@', [], 'root/x'],
    ["winmgmts:A='C:'", [key('', 'string', 'C:')]],
    // WMI's short form
    ['A="C:"', [key('', 'string', 'C:')]],
    ["root/x:A='C:'", [key('', 'string', 'C:')], 'root/x'],
    ['A=5', [key('', 'uint64', 5n)]],
    ['A = 0x1F ', [key('', 'uint64', 31n)]],
    ['A=TRUE', [key('', 'boolean', true)]],
    ['A="@"', [key('', 'string', '@')]],
    // A backslash that is no escape is kept
    [String.raw`A.K='ACPI\PNP0C14\0_0'`, [key('K', 'string', String.raw`ACPI\PNP0C14\0_0`)]],
    [String.raw`A.K="ACPI\\PNP0C14\\0_0"`, [key('K', 'string', String.raw`ACPI\PNP0C14\0_0`)]],
    [String.raw`A.K="C:\new\table\x41"`, [key('K', 'string', String.raw`C:\new\table\x41`)]],
    [String.raw`A.K='it\'s',L="\'\""`, [key('K', 'string', "it's"), key('L', 'string', `'"`)]],
    ['A.K="\\\n"', [key('K', 'string', '\\\n')]],
  ])('reads %s', (text, keys, namespace, host) => {
    const className = /Prüfung/.exec(text)?.[0] ?? 'A';
    const reference = CimReference.parse(text);
    expect(reference).toEqual(new CimReference(className, keys, namespace, host));
    expect(CimReference.parse(String(reference))).toEqual(reference);
  });

  it.each([
    String.raw`\\SRV\root\cimv2:A.x=1`,
    'root/v:C',
    'root/v:C=@',
    'C',
    'Win32_LogicalDisk="C:"',
    String.raw`\\SRV\root\cimv2:Win32_LogicalDisk="C:\\"`,
    'A.K="INF"',
  ])('prints %s as it was', (text) => {
    expect(String(CimReference.parse(text))).toBe(text);
  });

  const noHead = 'it does not begin with a class, or a namespace and a class';
  const key1 = 'expected a key such as Name="value" at character';
  const value1 = 'expected a value such as "text" or 5 at character';
  const open = (place: number, quote: string) =>
    `the text that begins at character ${place} has no end: \\${quote} stands for ${quote} in it, \\\\ for a backslash`;
  it.each([
    ['', noHead],
    ['.', noHead],
    ['5', noHead],
    ['\u200d', noHead],
    ['x:', 'expected ".", "=" or the end at character 2'],
    ['x\u200d=5', 'expected ".", "=" or the end at character 2'],
    ['a b:C', '"a b" is no namespace'],
    ['a\u200db:C', '"a\u200db" is no namespace'],
    ['a b', 'expected ".", "=" or the end at character 3'],
    ['A=', `${value1} 3`],
    ['A=@x', `${value1} 3`],
    ['A=B', `${value1} 3`],
    ['A="x', open(3, '"')],
    [String.raw`A.K="C:\"`, open(5, '"')],
    [String.raw`A.K='C:\',L='D:`, 'expected "," or the end at character 14'],
    [String.raw`A.K="v",L = 'C:\'`, open(13, "'")],
    ["A.K=v,L='w", `${key1} 3`],
    ['A.K="v",L="w",k="x"', 'it names the key k twice'],
    ['A=5,6', 'expected the end at character 4'],
    ['A=5,K=6', 'expected the end at character 4'],
    ['A.', `${key1} 3`],
    ['A.K', `${key1} 3`],
    ['A.K=', `${key1} 3`],
    ['A.K="v', open(5, '"')],
    ['A.K=v', `${key1} 3`],
    ['A.K=09', `${key1} 3`],
    ['A.K=yes', `${key1} 3`],
    ['A.K="v",', `${key1} 9`],
    ['A.K="v"x', 'expected "," or the end at character 8'],
    ['A.K="v" L="w"', 'expected "," or the end at character 9'],
    ['A.K=18446744073709551616', '18446744073709551616 is out of the range of uint64, 0 to 18446744073709551615'],
    ['A.K=1e309', '1e309 is out of the range of real64'],
  ])('refuses %j', (text, reason) => {
    expect(() => CimReference.parse(text)).toThrow(
      new SyntaxError(`invalid object path ${JSON.stringify(text)}: ${reason}`),
    );
  });

  it.each([
    ['a string without end', `A.K="${'\\"'.repeat(100_000)}`],
    ['keys without end', `A.${Array.from({ length: 100_000 }, (_, index) => `K${index}=1,`).join('')}`],
    ['a name without end', 'a'.repeat(400_000).concat(' b')],
    ['computers without end', '\\\\'.repeat(200_000)],
  ])('is no trap: %s', (_, text) => {
    expect(() => CimReference.parse(text)).toThrow(SyntaxError);
  });
});

const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,5}$/);
const host = fc.option(fc.constantFrom('SRV', '10.0.0.1:5985', '[fe80::1]'), { freq: 3 });
const namespace = fc.option(fc.stringMatching(/^[a-z][a-z0-9_.-]{0,5}(\/[a-z][a-z0-9_]{0,5})?$/));
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('"', "'", '\\', ',', '=', '.', ':', '/', '@', 'a', '\n') }),
);
const integers = { uint8: [0n, 255n], sint32: [-(2n ** 31n), 2n ** 31n - 1n] } as const;
const datetime = fc
  .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => CimDateTime.from(date));
const interval = fc.integer({ min: 0, max: 2 ** 40 }).map((seconds) => CimInterval.from({ seconds }));

const scalars: Readonly<Record<string, fc.Arbitrary<CimElement>>> = Object.fromEntries(
  Object.entries<fc.Arbitrary<CimValue>>({
    string: text,
    boolean: fc.boolean(),
    char16: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }).filter(({ length }) => length === 1),
    uint64: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    sint64: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    uint8: fc.bigInt({ min: integers.uint8[0], max: integers.uint8[1] }).map(Number),
    sint32: fc.bigInt({ min: integers.sint32[0], max: integers.sint32[1] }).map(Number),
    real64: fc.double().map((value) => value + 0),
    datetime: fc.oneof(datetime, interval),
  }).map(([type, value]) => [
    type,
    fc.record({ name, value }).map((one) => key(one.name, type as CimElement['type'], one.value)),
  ]),
);

const { reference } = fc.letrec<{ key: CimElement; reference: CimReference }>((tie) => ({
  key: fc.oneof({ depthSize: 'small' }, ...Object.values(scalars), nested(tie('reference'))),
  reference: fc
    .tuple(
      name,
      fc.option(fc.uniqueArray(tie('key'), { maxLength: 4, selector: (one) => one.name.toLowerCase() }), { freq: 9 }),
      namespace,
      host,
    )
    .map(([className, keys, space, computer]) => new CimReference(className, keys, space, computer)),
}));

function nested(inner: fc.Arbitrary<CimReference>): fc.Arbitrary<CimElement> {
  return fc.record({ name, value: inner }).map((one) => key(one.name, 'reference', one.value));
}

/** What was read, with the types that the original has. */
function typed(read: CimReference, original: CimReference): CimReference {
  const keys = read.keys.map((one, index) => {
    const before = original.keys[index] as CimElement;
    const value = one.type === before.type ? one.value : declaredValue(one.value as CimScalar, before.type);
    const isPath = value instanceof CimReference && before.value instanceof CimReference;
    return { ...one, type: before.type, value: isPath ? typed(value, before.value as CimReference) : value };
  });
  return new CimReference(read.className, read.isClass ? null : keys, read.namespace, read.host);
}

describe('an object path that was written', () => {
  it('is read as the same path, letter for letter', () => {
    fc.assert(
      fc.property(reference, (original) => {
        expect(String(CimReference.parse(String(original)))).toBe(String(original));
      }),
    );
  });

  it('is read as the same keys, once their class says of what type they are', () => {
    fc.assert(
      fc.property(reference, (original) => {
        expect(typed(CimReference.parse(String(original)), original)).toEqual(original);
      }),
    );
  });

  it('lets no value out: there are as many keys as before, of the same names, and the next one is untouched', () => {
    const keys = fc.tuple(fc.oneof(...Object.values(scalars), nested(reference)), text);
    fc.assert(
      fc.property(keys, ([first, last]) => {
        const original = new CimReference('A', [first, key('Last', 'string', last)], 'root/x');
        const read = CimReference.parse(String(original));
        expect(read.keys.map((one) => one.name)).toEqual([first.name, 'Last']);
        expect(read.keys[1]?.value).toBe(last);
      }),
    );
  });
});

describe('namedKeys', () => {
  const unnamed = CimReference.parse('A="C:"').keys;

  it('names the only key of a class', () => {
    expect(namedKeys(unnamed, 'A', ['DeviceID'])).toEqual([key('DeviceID', 'string', 'C:')]);
    expect(namedKeys([key('K', 'string', 'C:')], 'A', ['K', 'L'])).toEqual([key('K', 'string', 'C:')]);
    expect(namedKeys([], 'A', [])).toEqual([]);
  });

  it.each([
    [['K', 'L'], 'A has the keys K, L: a path names each of them'],
    [[], 'A has no keys: the path of its only instance is A=@'],
  ])('refuses a class with the keys %j', (names, reason) => {
    expect(() => namedKeys(unnamed, 'A', names)).toThrow(new SyntaxError(reason));
  });
});

describe('declaredValue', () => {
  it.each<[CimElement['type'], CimScalar, CimElement['type'], CimScalar | null]>([
    ['uint64', 5n, 'uint8', 5],
    ['uint64', 5n, 'sint64', 5n],
    ['uint64', 5n, 'real32', 5],
    ['uint32', 5, 'uint64', 5n],
    ['uint64', 300n, 'uint8', null],
    ['uint64', 1n, 'boolean', true],
    ['uint64', 65n, 'char16', 'A'],
    ['real64', 5, 'uint8', 5],
    ['real64', 5.5, 'uint8', null],
    ['string', 'x', 'char16', 'x'],
    ['string', 'xy', 'char16', null],
    ['char16', 'x', 'string', 'x'],
    ['string', '5', 'uint8', 5],
    ['string', '0x1F', 'uint64', 31n],
    ['string', '300', 'uint8', null],
    ['string', 'x', 'uint8', null],
    ['string', 'TRUE', 'boolean', true],
    ['string', 'INF', 'real64', Number.POSITIVE_INFINITY],
    ['boolean', true, 'uint8', null],
    ['boolean', true, 'string', null],
    // As WMI takes Win32_Process.Handle=4
    ['uint64', 5n, 'string', '5'],
    ['string', '00000001000000.000000:000', 'datetime', CimInterval.from({ days: 1 })],
    ['string', '20240229120000.123456+060', 'datetime', CimDateTime.parse('20240229120000.123456+060')],
    ['string', 'now', 'datetime', null],
    ['string', 'B.Id=5', 'reference', new CimReference('B', [key('Id', 'uint64', 5n)])],
    ['string', 'B.', 'reference', null],
    ['string', 'x', 'instance', null],
  ])('%s %s as %s', (from, value, to, expected) => {
    const read = () => declaredValue(value, to);
    if (expected === null) expect(read, from).toThrow(SyntaxError);
    else expect(read(), from).toEqual(expected);
  });
});
