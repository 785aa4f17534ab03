import ts from 'typescript-6.0';
import { describe, expect, it } from 'vitest';
import { circles } from './circles.mjs';
import { importsOf } from './imports.mjs';
import { isDoor } from './sources.mjs';

const parse = (text: string): ts.SourceFile =>
  ts.createSourceFile('runtime/v1/file.ts', text, ts.ScriptTarget.Latest, true);

describe('importsOf', () => {
  it.each([
    ["import { a } from './a.js';", 'value', 'runtime/v1/a.ts'],
    ["import '../a.js';", 'value', 'runtime/a.ts'],
    ["import { type A } from './a.js';", 'value', 'runtime/v1/a.ts'],
    ["import type { A } from './a.js';", 'type', 'runtime/v1/a.ts'],
    ["export * from './a.js';", 'value', 'runtime/v1/a.ts'],
    ["export type { A } from './a.js';", 'type', 'runtime/v1/a.ts'],
    ["type A = import('./a.js').A;", 'type', 'runtime/v1/a.ts'],
    ["const load = async () => (await import('./a.js')).a;", 'lazy', 'runtime/v1/a.ts'],
    ["import koffi from 'koffi';", 'value', 'koffi'],
  ])('%s', (text, kind, to) => {
    expect(importsOf(parse(text))).toEqual([{ from: 'runtime/v1/file.ts', to, kind }]);
  });

  it('takes neither comments nor strings for imports', () => {
    expect(importsOf(parse(`// import './a.js';\nconst text = "import './a.js';";`))).toEqual([]);
  });
});

describe('isDoor', () => {
  it.each([
    ["import './a.js';\nexport { b } from './b.js';\nexport type * from './c.js';", true],
    ["import { a } from './a.js';\nexport { a };", true],
    ["export * from './a.js';\nexport const b = 1;", false],
    ['export interface A {}', false],
  ])('%j: %s', (text, expected) => {
    expect(isDoor(parse(text))).toBe(expected);
  });
});

describe('circles', () => {
  const of = (text: string) =>
    circles(text.split(' ').map((edge) => ({ from: edge.slice(0, 1), to: edge.slice(1, 2) }))).map((circle) =>
      circle.join(''),
    );

  it.each([
    ['ab bc ac', []],
    ['ab ba', ['ab']],
    ['aa', ['a']],
    ['ab bc ca cd de ed', ['abc', 'de']],
    ['ab bc cb ca', ['abc']],
    ['xa ab bc ca dc', ['abc']],
    ['ab ac bd cd da', ['abcd']],
  ])('%s: %j', (edges, expected) => {
    expect(of(edges)).toEqual(expected);
  });
});
