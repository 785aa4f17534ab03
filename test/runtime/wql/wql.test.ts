import { describe, expect, it } from 'vitest';
import { CimDateTime, CimInterval, CimReference, escapeLike, WQL, type WqlValue } from '../../../runtime/index.js';
import { WqlText } from '../../../runtime/wql/index.js';

const path = new CimReference(
  'Test_Thing',
  [{ name: 'Id', type: 'string', array: false, value: `a"b\\c'd` }],
  'root/test',
);

describe('WQL', () => {
  it.each<[WqlValue, string]>([
    ['', "''"],
    ['plain', "'plain'"],
    ["it's", String.raw`'it\'s'`],
    ['say "x"', String.raw`'say \"x\"'`],
    ['C:\\Windows\\', String.raw`'C:\\Windows\\'`],
    ["\\' OR 1=1", String.raw`'\\\' OR 1=1'`],
    ['50%_[a]', "'50%_[a]'"],
    ['two\nlines\t', "'two\nlines\t'"],
    ['Größe 𝒳', "'Größe 𝒳'"],
    [0, '0'],
    [-0, '0'],
    [-42, '-42'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
    [0.1, '0.1'],
    [-1.5, '-1.5'],
    [123.25, '123.25'],
    [2 ** 53, '9007199254740992.0'],
    [1e21, '1000000000000000000000.0'],
    [1.5e22, '15000000000000000000000.0'],
    [1e-7, '0.0000001'],
    [1.25e-7, '0.000000125'],
    [18446744073709551615n, '18446744073709551615'],
    [-9223372036854775808n, '-9223372036854775808'],
    [true, 'TRUE'],
    [false, 'FALSE'],
    [null, 'NULL'],
    [CimDateTime.parse('20250102030405.678901+060'), "'20250102030405.678901+060'"],
    [CimDateTime.parse('20250102******.******+***'), "'20250102******.******+***'"],
    [CimInterval.parse('00000001020304.567890:000'), "'00000001020304.567890:000'"],
    [CimReference.parse('\\\\SRV\\root:A="C:"'), String.raw`'\\\\SRV\\root:A=\"C:\"'`],
    [CimReference.parse('root/test:A'), "'root/test:A'"],
    [path, String.raw`'root/test:Test_Thing.Id=\"a\\\"b\\\\c\'d\"'`],
  ])('writes %o as %s', (value, literal) => {
    expect(WQL`x = ${value}`.text).toBe(`x = ${literal}`);
  });

  it('puts texts into texts, and names where they are checked', () => {
    const condition = WQL`Name = ${'x'} OR Name IS ${null}`;
    const text = WQL`SELECT ${WQL.identifier('Größe')} FROM ${WQL.identifier('__Class_1')} WHERE ${condition}`;
    expect(text).toBeInstanceOf(WqlText);
    expect(String(text)).toBe("SELECT Größe FROM __Class_1 WHERE Name = 'x' OR Name IS NULL");
  });

  it('leaves backslashes and quotes of the text to WQL', () => {
    const text = WQL`Path = 'C:\\Temp\\it\'s "x"' AND Name = ${'x'} AND "\"" <> '"'`;
    expect(text.text).toBe(String.raw`Path = 'C:\\Temp\\it\'s "x"' AND Name = 'x' AND "\"" <> '"'`);
  });

  it('joins a hundred thousand conditions, in time that does not grow with their square', () => {
    let condition = WQL`Id = ${"it's"}`;
    for (let index = 1; index < 100_000; index++) condition = WQL`${condition} OR Id = ${"it's"}`;
    expect(condition.text).toBe(Array.from({ length: 100_000 }, () => String.raw`Id = 'it\'s'`).join(' OR '));
  });

  it.each(['e\u0301le\u0300ve', 'नमस्ते', '한글', 'A\u{1D4B3}', '€', '__x1'])('takes %o for a name', (name) => {
    expect(WQL.identifier(name).text).toBe(name);
  });

  it.each([['x\u200dy'], ['\u3164'], ['x\uffa0'], ['x\ufe0f'], ['x\u00a0OR'], ['x\u3000y'], ['x\u202e'], ['x\u2800']])(
    'takes no %o for a name, which cannot be seen',
    (name) => {
      expect(() => WQL.identifier(name)).toThrow(/^WQL: ".*" is no name of a class or property$/);
    },
  );

  it.each([['x OR 1=1'], [''], ['1x'], ['a.b'], ["x'"], ['x '], ['$x']])('takes no %o for a name', (name) => {
    expect(() => WQL.identifier(name)).toThrow(
      new TypeError(`WQL: ${JSON.stringify(name)} is no name of a class or property`),
    );
  });

  it('takes nothing but strings for names', () => {
    expect(() => WQL.identifier(null as never)).toThrow(new TypeError('WQL: null is no name of a class or property'));
  });

  const NO_LITERAL = 'is neither a string, a number, a bigint, a boolean, a datetime, a reference nor null';
  it.each<[string, unknown, string]>([
    ['a NUL character', 'a\0b', 'must not hold a NUL character: a query ends at it'],
    ['a lone surrogate', 'a\ud800b', 'must be well-formed Unicode, and it holds a lone surrogate'],
    ['NaN', Number.NaN, 'must be a finite number, not NaN'],
    ['an infinity', -Infinity, 'must be a finite number, not -Infinity'],
    ['undefined', undefined, NO_LITERAL],
    ['an object', { toString: () => "' OR ''='" }, NO_LITERAL],
    ['an array', ['x'], NO_LITERAL],
    ['a function', () => 'x', NO_LITERAL],
    ['a symbol', Symbol('x'), NO_LITERAL],
    ['a Date', new Date(), 'is a Date: use CimDateTime.from(date)'],
  ])('refuses %s', (_, value, reason) => {
    expect(() => WQL`a = ${1} AND b = ${value as never}`).toThrow(new TypeError(`WQL: value 2 ${reason}`));
  });

  it.each([
    [() => WQL`Name = '${'x'}'`, 1],
    [() => WQL`Name = "${'x'}"`, 1],
    [() => WQL`Name LIKE '%${'x'}%'`, 1],
    [() => WQL`Name = 'it\'s ${'x'}'`, 1],
    [() => WQL`Name = "'" AND x = ${'x'} AND y = '"${'x'}"'`, 2],
    [() => WQL`Name = ${'x'} AND y = '${WQL`x`}'`, 2],
  ])('refuses a value inside quotes: %s', (write, value) => {
    expect(write).toThrow(new TypeError(`WQL: value ${value} stands inside quotes: leave them out, they come with it`));
  });

  it.each([
    [() => WQL`Name = 'x`, "'"],
    [() => WQL`Name = ${'x'} OR Name = "x'`, '"'],
    [() => WQL`Name = 'x\'`, "'"],
  ])('refuses a quote that is not closed: %s', (write, quote) => {
    expect(write).toThrow(new TypeError(`WQL: the quote ${quote} is not closed`));
  });
});

describe('escapeLike', () => {
  it.each([
    ['plain', 'plain'],
    ['50%', '50[%]'],
    ['a_b', 'a[_]b'],
    ['[x]', '[[]x]'],
    ['^a-b]', '^a-b]'],
    ['\\', '\\'],
  ])('makes %o the pattern %o', (text, pattern) => {
    expect(escapeLike(text)).toBe(pattern);
  });
});
