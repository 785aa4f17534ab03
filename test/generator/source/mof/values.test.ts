import { describe, expect, it } from 'vitest';
import { defaultsOf, parse, said, saidOf } from './support.js';

describe('integers', () => {
  // DSP0004 5.2.
  it.each([
    ['uint8', 0n, 255n],
    ['sint8', -128n, 127n],
    ['uint16', 0n, 65_535n],
    ['sint16', -32_768n, 32_767n],
    ['uint32', 0n, 4_294_967_295n],
    ['sint32', -2_147_483_648n, 2_147_483_647n],
    ['uint64', 0n, 18_446_744_073_709_551_615n],
    ['sint64', -9_223_372_036_854_775_808n, 9_223_372_036_854_775_807n],
  ])('of %s reach from %s to %s', (type, min, max) => {
    const [low, high] = defaultsOf(`${type} A = ${min}; ${type} B = ${max};`);
    expect([String(low), String(high)]).toEqual([String(min), String(max)]);
    expect(parse(`class X { ${type} A = ${min - 1n}; };`).diagnostics).toEqual([
      {
        severity: 'error',
        code: 'mof-out-of-range',
        message: `${min - 1n} is beyond the range of ${type}`,
        help: `${type} goes from ${min} to ${max}`,
        place: {
          file: 'test.mof',
          line: 1,
          column: 16 + type.length,
          length: String(min - 1n).length,
          sourceLine: `class X { ${type} A = ${min - 1n}; };`,
        },
      },
    ]);
    expect(saidOf(`class X { ${type} A[] = { 0, ${max + 1n} }; };`)).toEqual([
      `1:${23 + type.length} error mof-out-of-range: ${max + 1n} is beyond the range of ${type}`,
    ]);
  });
});

describe('a value that does not fit', () => {
  it.each([
    ['uint8 A = "1"', '"1" is no value of the type uint8', 'write it like this: 1'],
    ['boolean A = 1', '1 is no value of the type boolean', 'write it like this: true'],
    ['string A = true', 'true is no value of the type string', 'write it like this: "text"'],
    ['sint32 A = 1.5', '1.5 is no value of the type sint32', 'write it like this: 1'],
    ['real32 A = "x"', '"x" is no value of the type real32', 'write it like this: 1.5'],
    ['char16 A = "ab"', '"ab" is no value of the type char16', "write it like this: 'a'"],
    ['datetime A = 5', '5 is no value of the type datetime', 'write it like this: "20300131235959.000000+000"'],
    ['X ref A = 5', '5 is no value of the type reference', 'write it like this: "Class.Key=\\"value\\""'],
    ['X A = 5', '5 is no value of the type instance', 'write it like this: instance of Class { … }'],
    ['uint8 A = { 1 }', 'an array is no value of the type uint8', 'write it like this: 1'],
    ['uint8 A[] = "x"', '"x" is no value of the type uint8[]', 'write it like this: { 1 }'],
    ['uint8 A = instance of X {}', 'an instance of X is no value of the type uint8', 'write it like this: 1'],
  ])('%s', (declaration, message, help) => {
    const { diagnostics, schema } = parse(`class X { ${declaration}; };`);
    expect(diagnostics).toMatchObject([{ severity: 'error', code: 'mof-wrong-value', message, help }]);
    expect(schema.classes[0]?.properties[0]?.defaultValue).toBe(null);
  });

  it('is shown in part when it is long', () => {
    expect(saidOf(`class X { uint8 A = "${'x'.repeat(50)}"; };`)).toEqual([
      `1:21 error mof-wrong-value: "${'x'.repeat(40)}…" is no value of the type uint8`,
    ]);
  });

  it('is found in instances of known classes and in qualifiers that are declared', () => {
    expect(
      saidOf('class X { uint8 A; };\ninstance of X { a = 256; };\n[Q("x")] class Y {};\nQualifier Q : boolean;'),
    ).toEqual([
      '2:21 error mof-out-of-range: 256 is beyond the range of uint8',
      '3:4 error mof-wrong-value: "x" is no value of the type boolean',
    ]);
  });

  it('may be a real beyond real32 or real64', () => {
    expect(saidOf('class X { real32 A = 3.5e38; real64 B = 1e309; };')).toEqual([
      '1:22 error mof-out-of-range: 3.5e+38 is beyond the range of real32',
      '1:41 error mof-number: "1e309" is beyond the range of real64',
    ]);
  });

  it('may be a number that is none', () => {
    expect(saidOf('class X { uint8 A = 09; uint8 B = 0x; uint8 C = 12b; uint8 D = 1.2.3; };')).toEqual([
      '1:21 error mof-number: "09" is no number',
      '1:35 error mof-number: "0x" is no number',
      '1:49 error mof-number: "12b" is no number',
      '1:64 error mof-number: "1.2.3" is no number',
    ]);
  });

  it('may be a character of several units', () => {
    expect(saidOf("class X { char16 A = 'ab'; char16 B = ''; };")).toEqual([
      '1:22 error mof-char: a character literal holds one UTF-16 unit, this one holds 2',
      '1:39 error mof-char: a character literal holds one UTF-16 unit, this one holds 0',
    ]);
  });
});

describe('datetimes', () => {
  it('are kept as they are', () => {
    const texts = [
      '20100101233450.000000+000',
      '****0317093000.000000-480',
      '19421121103300.000000+***',
      '12345678121212.123456:000',
    ];
    expect(defaultsOf(texts.map((text, index) => `datetime A${index} = "${text}";`).join(' '))).toEqual(texts);
  });

  it('of another form are kept with a warning', () => {
    const loaded = parse('class X { datetime A = "yesterday"; };');
    expect(said(loaded)).toEqual(['1:24 warning mof-datetime: "yesterday" is no datetime']);
    expect(loaded.schema.classes[0]?.properties[0]?.defaultValue).toBe('yesterday');
  });
});

it('takes a single value for an array of one, with a warning', () => {
  const loaded = parse('class X { uint16 OperationalStatus[] = 2; };');
  expect(said(loaded)).toEqual([
    '1:40 warning mof-array-expected: a single value stands where an array is declared; it is taken for an array of one',
  ]);
  expect(loaded.schema.classes[0]?.properties[0]?.defaultValue).toEqual([2]);
});

it('takes the first of two things with one name, with a warning', () => {
  const loaded = parse(`[A(1),
a(2)] class X {
uint8 P; uint8
p; void M(uint8 Q, uint8
q); void
m(); };
instance of X { P = 1;
p = 2; };`);
  expect(said(loaded)).toEqual([
    '2:1 warning mof-duplicate-qualifier: the qualifier "a" stands here twice; the first holds',
    '4:1 warning mof-duplicate-property: the property "p" stands here twice; the first holds',
    '5:1 warning mof-duplicate-parameter: the parameter "q" stands here twice; the first holds',
    '6:1 warning mof-duplicate-method: the method "m" stands here twice; the first holds',
    '8:1 warning mof-duplicate-property: the property "p" stands here twice; the first holds',
  ]);
  expect(loaded.schema.instances[0]?.properties).toMatchObject([{ name: 'P', value: 1 }]);
});

it('checks values of instances against the first of two properties with one name', () => {
  expect(saidOf('class A { uint16 B;\nboolean b; };\ninstance of A { B = 1; };')).toEqual([
    '2:9 warning mof-duplicate-property: the property "b" stands here twice; the first holds',
  ]);
});
