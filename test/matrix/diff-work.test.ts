import { afterAll, beforeAll, expect, it } from 'vitest';
import { foundAlways } from '../tools/found-always.js';
import { WorkCounter } from '../tools/work-counter.js';

let counter: WorkCounter;

beforeAll(async () => {
  counter = await WorkCounter.start();
});
afterAll(() => counter.stop());

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

/** Large schemas before and after a change, which are as long as a number says. */
const SCHEMAS: Readonly<Record<string, (size: number) => readonly [before: string, after: string]>> = {
  'classes that are gone, and others that are new': (size) => [
    times(size, (at) => `class Old${at} { string X; };`),
    times(size, (at) => `class New${at} { string X; };`),
  ],
  'members of one class': (size) => [
    `class A { ${times(size, (at) => `string P${at}; uint32 M${at}([In] string X);`)} };`,
    `class A { ${times(size, (at) => `uint32 P${at}; uint32 M${at}([In] uint8 X);`)} };`,
  ],
  'parameters of one method': (size) => [
    `class A { void M(${times(size, (at) => `${at > 0 ? ', ' : ''}[In] string P${at}`)}); };`,
    `class A { void M(${times(size, (at) => `${at > 0 ? ', ' : ''}[In, Required] string P${at}`)}); };`,
  ],
  'values that are renamed': (size) => [named(size, 'Old'), named(size, 'New')],
  'subclasses of one class': (size) => [
    `class A { string P; }; ${times(size, (at) => `class B${at} : A { string P; };`)}`,
    `class A { uint32 P; }; ${times(size, (at) => `class B${at} : A { uint32 P; };`)}`,
  ],
  'a chain of classes that redeclare a member': (size) => [chain(size, 'string'), chain(size, 'uint32')],
  'classes that get another superclass': (size) => [
    `class A { string P; }; ${times(size, (at) => `class B${at} : A { };`)}`,
    `class A { string P; }; class N { string Q; }; ${times(size, (at) => `class B${at} : N { };`)}`,
  ],
};

function named(size: number, prefix: string): string {
  const items = (text: (index: number) => string) => times(size, (at) => `${at > 0 ? ', ' : ''}"${text(at)}"`);
  return `class A { [ValueMap {${items(String)}}, Values {${items((at) => `${prefix}${at}`)}}] uint32 State; };`;
}

function chain(size: number, type: string): string {
  return `class C0 { ${type} P; }; ${times(size, (at) => `class C${at + 1} : C${at} { ${type} P; };`)}`;
}

/** The sizes are small: even a chain that is four times as long is no longer than inheritance may be. */
const SIZES: Readonly<Record<string, number>> = { 'a chain of classes that redeclare a member': 48 };

it.each(Object.entries(SCHEMAS))('a comparison takes time in proportion to %s', async (what, make) => {
  const { parseMof, compareSchemas } = await import('mi-codegen');
  const { formatChanges } = await import('../../generator/cli/change-report.js');
  const prepare = (size: number) => {
    const [before, after] = make(size).map((text) => parseMof(text, { namespace: 'root/test' }).schema);
    return () => {
      if (before === undefined || after === undefined) throw new Error('a schema is missing');
      const changes = compareSchemas(before, after);
      expect(formatChanges(changes, (_format, text) => text)).not.toBe('');
    };
  };
  expect(await foundAlways(() => counter.superlinear(SIZES[what] ?? 150, prepare))).toEqual([]);
});
