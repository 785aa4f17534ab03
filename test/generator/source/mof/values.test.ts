import { describe, expect, it } from 'vitest';
import type { LoadedSchema } from '../../../../generator/source/schema-source.js';
import { MemoryRepository } from '../../../../runtime/memory/index.js';
import { RepositoryContent } from '../../../../runtime/memory/repository-content.js';
import { classOf, defaultsOf, loadFiles, NAMESPACE, parse, said, saidOf } from './support.js';

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
        message: `${min - 1n} is out of the range of ${type}, ${min} to ${max}`,
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
      `1:${23 + type.length} error mof-out-of-range: ${max + 1n} is out of the range of ${type}, ${min} to ${max}`,
    ]);
  });
});

describe('a value that does not fit', () => {
  it.each([
    ['uint8 A = "one"', '"one" is no value of the type uint8', 'write it like this: 1'],
    ['boolean A = 2', '2 is no value of the type boolean', 'write it like this: true'],
    ['boolean A = "on"', '"on" is no value of the type boolean', 'write it like this: true'],
    ['string A = true', 'true is no value of the type string', 'write it like this: "text"'],
    ['sint32 A = 1.5', '1.5 is no value of the type sint32', 'write it like this: 1'],
    ['sint32 A = 1.0', '1.0 is no value of the type sint32', 'write it like this: 1'],
    ['boolean A = 1.', '1.0 is no value of the type boolean', 'write it like this: true'],
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
      '2:21 error mof-out-of-range: 256 is out of the range of uint8, 0 to 255',
      '3:4 error mof-wrong-value: "x" is no value of the type boolean',
    ]);
  });

  it('may be a real beyond real32 or real64', () => {
    expect(saidOf('class X { real32 A = 3.5e38; real64 B = 1e309; };')).toEqual([
      '1:22 error mof-out-of-range: 3.5e+38 is out of the range of real32',
      '1:41 error mof-out-of-range: 1e309 is out of the range of real64',
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
    expect(said(loaded)).toEqual([
      '1:24 warning mof-datetime: invalid CIM datetime "yesterday": it has 9 characters instead of 25 (yyyymmddhhmmss.mmmmmm±utc)',
    ]);
    expect(loaded.schema.classes[0]?.properties[0]?.defaultValue).toBe('yesterday');
  });

  it.each([
    ['20240230000000.000000+000', 'datetime', 'the month has no day 30'],
    ['20240029000000.000000+000', 'datetime', 'the month 00 is not between 1 and 12'],
    ['20240229000060.000000+000', 'datetime', 'the second 60 is not between 0 and 59'],
    ['00000001240000.000000:000', 'interval', 'the hour 24 is not between 0 and 23'],
    ['2024-02-30', 'datetime', 'the month has no day 30'],
  ])('that do not exist are kept with a warning: %s', (text, kind, reason) => {
    const sentence = `invalid CIM ${kind} "${text}": ${reason}`;
    const loaded = parse(`class X { [Key] string K; datetime A; };\ninstance of X { K = "k"; A = "${text}"; };`);
    expect(said(loaded)).toEqual([`2:30 warning mof-datetime: ${sentence}`]);
    // The repository says the same.
    expect(() => new MemoryRepository({ schema: loaded.schema })).toThrow(`A: ${sentence}`);
  });

  it.each([
    ['2024-02-29T12:30:00.5+01:00', '20240229123000.500000+060'],
    ['2024-02-29', '20240229000000.000000+000'],
    ['PT90M', '00000000013000.000000:000'],
    ['20240229000000.000000-000', '20240229000000.000000-000'],
  ])('in another form are converted: %s', (text, value) => {
    const loaded = parse(`class X { datetime A = "${text}"; };`);
    const warning = `1:24 warning mof-converted-value: "${text}" stands where a value of the type datetime is declared; it is taken for "${value}"`;
    expect(said(loaded)).toEqual(text === value ? [] : [warning]);
    expect(loaded.schema.classes[0]?.properties[0]?.defaultValue).toBe(value);
  });
});

describe('references', () => {
  it('are object paths', () => {
    const paths = ['X.K=\\"v\\"', 'root/a:X=5', 'X=@', 'X', '\\\\\\\\SRV\\\\root:X.K=1'];
    expect(saidOf(`class X { X ref A[] = { "${paths.join('", "')}" }; };`)).toEqual([]);
  });

  it('that are none are kept with a warning', () => {
    const loaded = parse('class X { X ref A = "X."; };');
    const sentence = 'invalid object path "X.": expected a key such as Name="value" at character 3';
    expect(said(loaded)).toEqual([`1:21 warning mof-reference: ${sentence}`]);
    expect(loaded.schema.classes[0]?.properties[0]?.defaultValue).toBe('X.');
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

describe('values in quotes', () => {
  it('are converted to the declared type, with one warning a type', () => {
    const loaded = parse(`Qualifier Q : boolean = "no", Scope(any);
class X {
  [Q("yes")] uint16 E = "0";
  boolean P = "yes";
  uint64 U = "18446744073709551615";
  uint16 L[] = { "1", "0x10", "0121", 5, NULL };
  char16 C = "65";
  real32 R = "1.5";
  uint32 Run([In] uint32 h = "2147483650");
};
instance of X { E = "0x7"; P = "FALSE"; U = 1; };`);
    const stands = (text: string, type: string, value: string) =>
      `${JSON.stringify(text)} stands where a value of the type ${type} is declared; it is taken for ${value}`;
    expect(said(loaded)).toEqual([
      `1:25 warning mof-converted-value: ${stands('no', 'boolean', 'false')} (and 3 more in this file)`,
      `3:25 warning mof-converted-value: ${stands('0', 'uint16', '0')} (and 4 more in this file)`,
      `5:14 warning mof-converted-value: ${stands('18446744073709551615', 'uint64', '18446744073709551615')}`,
      `7:14 warning mof-converted-value: ${stands('65', 'char16', "'A'")}`,
      `8:14 warning mof-converted-value: ${stands('1.5', 'real32', '1.5')}`,
      `9:30 warning mof-converted-value: ${stands('2147483650', 'uint32', '2147483650')}`,
    ]);
    expect(loaded.diagnostics[0]?.help).toBe('write it like this: false');
    const [cimClass] = loaded.schema.classes;
    expect(cimClass?.properties.map(({ defaultValue }) => defaultValue)).toEqual([
      0,
      true,
      '18446744073709551615',
      [1, 16, 81, 5, null],
      'A',
      1.5,
    ]);
    expect(cimClass?.methods[0]?.parameters[0]?.defaultValue).toBe(2147483650);
    expect(cimClass?.properties[0]?.qualifiers[0]?.value).toBe(true);
    expect(loaded.schema.instances[0]?.properties.map(({ value }) => value)).toEqual([7, false, 1]);
  });

  it('are converted in a file without end as quickly, and said once', () => {
    const lines = Array.from({ length: 5000 }, (_, index) => `uint32 P${index} = "${index}";`);
    const loaded = parse(`class X { ${lines.join('\n')} };\nclass Y { uint8 A = 256; };`);
    expect(said(loaded)).toEqual([
      '1:23 warning mof-converted-value: "0" stands where a value of the type uint32 is declared; it is taken for 0 (and 4999 more in this file)',
      '5001:21 error mof-out-of-range: 256 is out of the range of uint8, 0 to 255',
    ]);
  });

  it('are counted once where a file is included twice', () => {
    const loaded = loadFiles(
      {
        'root.mof': '#pragma include ("a.mof")\n#pragma namespace ("root/two")\n#pragma include ("a.mof")',
        'a.mof': 'class A { uint8 A = "1"; uint8 B = "2"; };',
      },
      ['root.mof'],
    );
    expect(said(loaded)).toEqual([
      '1:21 warning mof-converted-value: "1" stands where a value of the type uint8 is declared; it is taken for 1 (and 1 more in this file)',
    ]);
  });

  it.each([
    ['uint8 A = "256"', 'mof-out-of-range: 256 is out of the range of uint8, 0 to 255'],
    ['real32 A = "1e39"', 'mof-out-of-range: 1e+39 is out of the range of real32'],
    ['uint8 A = "1.5"', 'mof-wrong-value: "1.5" is no value of the type uint8'],
    ['boolean A = "2"', 'mof-wrong-value: "2" is no value of the type boolean'],
    ['uint8 A[] = { "x" }', 'mof-wrong-value: "x" is no value of the type uint8'],
  ])('are refused as others are: %s', (declaration, message) => {
    expect(saidOf(`class X { ${declaration}; };`)).toMatchObject([expect.stringContaining(message)]);
  });

  it('are the same with and without the class in the file, before and behind the instance', () => {
    const declaration = `class X { [Key] uint32 Id; boolean Flag; uint64 Big; sint16 List[]; char16 C; real64 R; datetime D;
      X ref Next; };`;
    const made = `instance of X { Id = "0x7"; Flag = "yes"; Big = "18446744073709551615"; List = { "-1", "2" };
      C = "65"; R = "INF"; D = "2024-02-29"; Next = "X=7"; };`;
    const read = ({ schema }: LoadedSchema, classes = schema.classes) => {
      const content = new RepositoryContent();
      content.load({ qualifierDeclarations: [], classes, instances: [] });
      content.load({ qualifierDeclarations: [], classes: [], instances: schema.instances });
      return content.enumerate(NAMESPACE, 'X', 'deep').map(({ elements }) => elements.map(({ value }) => value));
    };
    const values = read(parse(`${declaration}\n${made}`));
    expect(values).toMatchObject([
      [7, true, 18446744073709551615n, [-1, 2], 'A', Number.POSITIVE_INFINITY, expect.anything(), expect.anything()],
    ]);
    expect(values[0]?.slice(6).map(String)).toEqual(['20240229000000.000000+000', 'X.Id=7']);
    expect(read(parse(`${made}\n${declaration}`))).toEqual(values);
    expect(read(parse(made), parse(declaration).schema.classes)).toEqual(values);
  });
});

it('takes 1 and 0 for booleans, with a warning', () => {
  const loaded = parse('class X { boolean A = 1; boolean B = 0; };');
  expect(said(loaded)).toEqual([
    '1:23 warning mof-converted-value: 1 stands where a value of the type boolean is declared; it is taken for true (and 1 more in this file)',
  ]);
  expect(loaded.schema.classes[0]?.properties.map(({ defaultValue }) => defaultValue)).toEqual([true, false]);
});

describe('reals', () => {
  it.each(['INF', '-INF', 'NaN'])('may be no finite number: %s', (text) => {
    expect(defaultsOf(`real32 A = "${text}"; real64 B[] = { "${text}", 1.5 };`)).toEqual([text, [text, 1.5]]);
  });

  it.each([
    ['real64', `1${'0'.repeat(309)}`, `1${'0'.repeat(39)}…`],
    ['real32', `1${'0'.repeat(60)}`, `1${'0'.repeat(39)}…`],
    ['real32', '1e60', '1e+60'],
    ['real64', '1.5e309', '1.5e309'],
  ])('of %s have a range: %s', (type, text, shown) => {
    expect(saidOf(`class X { ${type} A = ${text}; };`)).toEqual([
      `1:22 error mof-out-of-range: ${shown} is out of the range of ${type}`,
    ]);
  });
});

describe('a name', () => {
  it.each(['Größe', 'e\u0301le\u0300ve', 'नमस्ते', '한글', 'A\u{1D4B3}', 'N٣', '€'])('may be %s', (name) => {
    expect(classOf(`class ${name} { uint8 ${name}; };`)).toMatchObject({ name, properties: [{ name }] });
  });

  it.each([
    ['a zero-width joiner', '\u200d', 'U+200D'],
    ['a zero-width space', '\u200b', 'U+200B'],
    ['a Hangul filler', '\u3164', 'U+3164'],
    ['a half-width Hangul filler', '\uffa0', 'U+FFA0'],
    ['a variation selector', '\ufe0f', 'U+FE0F'],
    ['a tag', '\u{e0041}', 'U+E0041'],
    ['a bidirectional control', '\u202e', 'U+202E'],
    ['an ideographic space', '\u3000', 'U+3000'],
    ['a soft hyphen', '\u00ad', 'U+00AD'],
    ['an empty braille pattern', '\u2800', 'U+2800'],
  ])('does not have %s', (_, character, code) => {
    const message = `mof-invisible-character: the character ${code} cannot be seen, and stands in no name`;
    expect(saidOf(`class A${character}B { };`)).toEqual([`1:8 error ${message}`]);
    expect(saidOf(`class A { uint8 B${character}; };`)).toEqual([`1:18 error ${message}`]);
    expect(saidOf(`class A { string S = "x${character}y"; // ${character}\n };`)).toEqual([]);
  });
});
