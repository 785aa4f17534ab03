import { describe, expect, it } from 'vitest';
import { loadFiles, parse } from './support.js';

const MANY = 300_000;
/** Of declarations: each of them is more than a character. */
const DECLARATIONS = 100_000;

function each(write: (index: number) => string): string {
  return Array.from({ length: DECLARATIONS }, (_, index) => write(index)).join('');
}

/** Each must end, and say what is wrong first: work that grows with the square of the input would not end in time. */
describe('hostile input', () => {
  it.each([
    ['braces', '{'.repeat(MANY), 'mof-syntax'],
    ['brackets', '['.repeat(MANY), 'mof-syntax'],
    ['parentheses', `class X { uint8 M${'('.repeat(MANY)}`, 'mof-syntax'],
    ['arrays', `class X { uint8 A[] = ${'{'.repeat(MANY)}`, 'mof-syntax'],
    ['nested instances', each(() => 'instance of X { A = '), 'mof-too-deep'],
    ['nested instances in arrays', each(() => 'instance of X { A = { '), 'mof-too-deep'],
    ['a number of ten million digits', `class X { uint8 A = ${'9'.repeat(1e7)}; };`, 'mof-number'],
    ['a number of ten million zeros', `class X { real64 A = ${'0'.repeat(1e7)}.5; };`, 'mof-number'],
    ['a real of a million exponents', `class X { real64 A = 1${'e+1'.repeat(1e6)}; };`, 'mof-number'],
    ['a string without end', `class X { string A = "${'a'.repeat(1e7)}`, 'mof-unterminated-string'],
    ['many strings without end', `class X { string A = "x${'\n\\"'.repeat(MANY)}`, 'mof-unterminated-string'],
    [
      'strings that begin inside strings',
      `class X { string A = "${'\n\\"'.repeat(MANY)}" !`,
      'mof-unterminated-string',
    ],
    ['a comment without end', `class X {}; /*${' /*'.repeat(MANY)}`, 'mof-unterminated-comment'],
    ['errors', 'x;\n'.repeat(MANY), 'mof-syntax'],
    ['errors in a class', `class X {${'x;\n'.repeat(MANY)}};`, 'mof-syntax'],
    [
      'a missing quotation mark on each line',
      each(() => 'class X { [Description("abc] string A;\n'),
      'mof-unterminated-string',
    ],
    ['directives', '#'.repeat(MANY), 'mof-syntax'],
    ['a name of ten million letters', 'a'.repeat(1e7), 'mof-syntax'],
    ['apostrophes', `class X { char16 A = ${"'".repeat(MANY)}; };`, 'mof-char'],
    ['escaped apostrophes', `class X { char16 A = '${"\\'".repeat(MANY)}; };`, 'mof-syntax'],
    ['blanks that might be MOF 3', `association A${' '.repeat(1e6)}`, 'mof-syntax'],
    ['blanks that might be a directive', `${' '.repeat(1e6)}\n`.repeat(3).concat('x'), 'mof-syntax'],
    ['half templates', `x ${'{{'.repeat(MANY)}`, 'mof-syntax'],
  ])('%s', (_, text, code) => {
    const { diagnostics } = parse(text);
    expect(diagnostics[0]).toMatchObject({ severity: 'error', code });
    expect(diagnostics.length).toBeLessThanOrEqual(202);
  });

  it.each([
    ['unknown escapes', `class X { string A = ${'"\\q"'.repeat(MANY)}; };`, 'mof-unknown-escape'],
    ['semicolons', ';'.repeat(MANY), 'mof-extra-semicolon'],
    ['line continuations', '\\\n'.repeat(MANY), 'mof-line-continuation'],
    ['aliases of one name', 'instance of X as $A {};'.repeat(DECLARATIONS), 'mof-duplicate-alias'],
  ])('%s', (_, text, code) => {
    const { diagnostics } = parse(text);
    expect(diagnostics).toHaveLength(101);
    expect(diagnostics[0]).toMatchObject({ severity: 'warning', code });
  });

  it('the same alias in many files', () => {
    const names = Array.from({ length: 20_000 }, (_, index) => `${index}.mof`);
    const text = 'instance of X as $A { };';
    const { schema } = loadFiles(Object.fromEntries(names.map((name) => [name, text])), names);
    expect(schema.instances.slice(0, 3).map(({ alias }) => alias)).toEqual(['$A', '$A_2', '$A_3']);
    expect(schema.instances.at(-1)?.alias).toBe('$A_20000');
  });

  it.each([
    ['strings side by side', `class X { string A = ${'"a"\n'.repeat(MANY)}; };`],
    ['strings without escapes', each((index) => `[Description("${'x'.repeat(200)}")] class A${index} {};`)],
    ['properties', `class X {${each((index) => `uint8 A${index};`)}};`],
    ['qualifiers', `[A${each((index) => `,Q${index}`)}] class X {};`],
    ['scopes', `Qualifier A : uint8, Scope(any${', class'.repeat(MANY)});`],
    ['flavors', `class X { [Key : ToSubclass ${' ToSubclass'.repeat(MANY)}] uint8 A; };`],
    [
      'superclasses',
      `${each((index) => `class A${index} : A${index + 1} {};`)} ${'instance of A0 { x = 1; };'.repeat(DECLARATIONS)}`,
    ],
    ['repeated classes', 'class X { [Key] uint8 A; };'.repeat(DECLARATIONS)],
    ['aliases', each((index) => `instance of X as $A${index} { };`)],
    ['comments', '/* x */'.repeat(MANY)],
    ['zeros', '\0'.repeat(1e6)],
  ])('%s, which is nothing to speak of', (_, text) => {
    expect(parse(text).diagnostics).toEqual([]);
  });
});
