import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoadedSchema } from '../../generator/source/schema-source.js';
import { foundAlways } from '../tools/found-always.js';
import { WorkCounter } from '../tools/work-counter.js';

let counter: WorkCounter;
let load: (files: Readonly<Record<string, string>>) => LoadedSchema;
let format: (loaded: LoadedSchema) => void;

beforeAll(async () => {
  counter = await WorkCounter.start();
  // Loaded by import(): V8 counts nothing in functions that it has compiled before.
  const { readMofFiles } = await import('../../generator/source/mof/index.js');
  const { formatDiagnostic } = await import('../../generator/diagnostics/index.js');
  load = (files) => {
    const readFile = (path: string) => {
      const text = files[path.replaceAll('\\', '/')];
      if (text === undefined) throw Object.assign(new Error(path), { code: 'ENOENT' });
      return Buffer.from(text);
    };
    return readMofFiles(['a.mof'], { namespace: 'root/test', readFile });
  };
  format = ({ diagnostics }) => JSON.stringify(diagnostics.map(formatDiagnostic));
});
afterAll(() => counter.stop());

/** Numbers of one length: otherwise more of them would be longer ones. */
const FIRST = 100_000;

function each(size: number, write: (index: number) => string): string {
  return Array.from({ length: size }, (_, index) => write(FIRST + index)).join('');
}

/** What a schema may have many of: each makes MOF of a size. */
const TEXTS: Readonly<Record<string, (size: number) => string>> = {
  classes: (n) => each(n, (at) => `class C${at} { [Key] string K; };\n`),
  'classes on one line, each with a mistake': (n) => each(n, (at) => `class C${at} { uint8 A = 256; };`),
  properties: (n) => `class X { ${each(n, (at) => `uint8 P${at};`)} };`,
  methods: (n) => `class X { ${each(n, (at) => `uint32 M${at}([In] string A);`)} };`,
  parameters: (n) => `class X { void M(${each(n, (at) => `uint8 P${at},`)} uint8 Last); };`,
  qualifiers: (n) => `[A${each(n, (at) => `, Qualifier${at}("x")`)}] class X { };`,
  'qualifiers that are misspelt': (n) => `class X { ${each(n, (at) => `[Descripton("x")] uint8 P${at};`)} };`,
  'declarations of qualifiers': (n) => each(n, (at) => `Qualifier Q${at} : string, Scope(any), Flavor(Translatable);`),
  scopes: (n) => `Qualifier Q : string, Scope(any${each(n, () => ', class')});`,
  flavors: (n) => `class X { [Key : ToSubclass ${each(n, () => ' EnableOverride')}] uint8 A; };`,
  instances: (n) => `class X { [Key] uint32 K; }; ${each(n, (at) => `instance of X { K = ${at}; };`)}`,
  'properties of an instance': (n) => `instance of X { ${each(n, (at) => `P${at} = "x";`)} };`,
  aliases: (n) => each(n, (at) => `instance of X as $A${at} { R = $A${Math.max(FIRST, at - 1)}; };`),
  'one alias': (n) => each(n, () => 'instance of X as $A { };'),
  'items of an array': (n) => `class X { uint8 A[] = { 0${each(n, () => ', 1')} }; };`,
  'literals side by side': (n) => `class X { string A = ${each(n, () => '"a"\n')}; };`,
  'escapes in one literal': (n) => `class X { string A = "${each(n, () => '\\n')}"; };`,
  'unknown escapes': (n) => `class X { string A = "${each(n, () => '\\q')}"; };`,
  'strings over lines': (n) => `class X { ${each(n, (at) => `[Description("a\nb")] uint8 P${at};`)} };`,
  'lists with a missing comma': (n) =>
    each(n, (at) => `class C${at} { [ValueMap{"1","2"}, Values{"a" "b"}] uint8 P; };`),
  comments: (n) => each(n, () => '/* x */ // y\n'),
  'amendments of one class': (n) =>
    `class X { ${each(n, (at) => `[Description("d")] uint8 P${at};`)} };` +
    each(n, (at) => `[Amendment] class X { [Description("t") : Amended] uint8 P${at}; };`),
  'amendments of one property': (n) =>
    `class X { [Key${each(n, (at) => `, Q${at}`)}] uint8 P; };` +
    each(n, (at) => `[Amendment] class X { [T${at}("t") : Amended] uint8 P; };`),
  'redeclared classes': (n) => each(n, (at) => `class X { uint8 P${at}; };`),
  'repeated classes': (n) => each(n, () => 'class X { uint8 P; };'),
  'repeated properties': (n) => `class X { ${each(n, () => 'uint8 P;')} };`,
  'inheritance that is deep': (n) =>
    each(n, (at) => `class C${at} : C${at + 1} { }; instance of C${FIRST} { A = 1; };`),
  namespaces: (n) => each(n, (at) => `#pragma namespace ("root/n${at}")\nclass X { };`),
  'namespaces below each other': (n) =>
    `instance of __Namespace { Name = "n"; };${each(n, () => '#pragma namespace ("n")\nclass X { };')}`,
  'mistakes in members': (n) => `class X { ${each(n, () => 'uint8 = 1;\n')} };`,
  'mistakes in declarations': (n) => each(n, () => 'klass X { };\n'),
  'quotation marks that are missing': (n) => each(n, (at) => `class C${at} { [Description("a)] string P; };\n`),
  apostrophes: (n) => `class X { char16 A = ${each(n, () => "'")}; };`,
  braces: (n) => `class X { uint8 A = ${each(n, () => '{')}; };`,
  'a name': (n) => `class ${each(n, () => 'abc')} { };`,
  'the name of a namespace': (n) =>
    `#pragma namespace ("${each(n, () => 'a/')}a")\n${each(n, (at) => `class C${at} {};`)}`,
  'includes of one file': (n) => each(n, () => '#pragma include ("b.mof")\n'),
  'includes of files that are not there': (n) => each(n, (at) => `#pragma include ("no${at}.mof")\n`),
  'the path of an include': (n) => `#pragma include ("${each(n, () => 'a/')}b.mof")`,
  'text that is no MOF': (n) => each(n, (at) => `KEY${at}="value ${at}"\n`),
};

const SIZE = 500;

async function expectLinear(size: number, run: (size: number) => () => void): Promise<void> {
  expect(await foundAlways(() => counter.superlinear(size, run))).toEqual([]);
}

/** Beyond a limit that is reached on the way, and for what takes so little that the engine's own work would count. */
const LARGER: Readonly<Record<string, number>> = {
  comments: 5000,
  'items of an array': 2000,
  'includes of one file': 2000,
  'quotation marks that are missing': 2000,
  'the name of a namespace': 600,
};

describe('reading takes work in proportion to the number of', () => {
  it.each(Object.entries(TEXTS))('%s', async (name, write) => {
    const run = (size: number) => {
      const files = { 'a.mof': write(size), 'b.mof': 'class B { };' };
      return () => format(load(files));
    };
    await expectLinear(LARGER[name] ?? SIZE, run);
  });

  it('namespaces that include a file, and its classes', async () => {
    const run = (size: number) => {
      const root = each(size, (at) => `#pragma namespace ("root/n${at}")\n#pragma include ("b.mof")\n`);
      const files = { 'a.mof': root, 'b.mof': each(size, (at) => `class C${at} { };\n`) };
      return () => format(load(files));
    };
    await expectLinear(600, run);
  });

  it('files that include each other', async () => {
    const run = (size: number) => {
      const files = new Map(Array.from({ length: size }, (_, at) => [`${at}.mof`, `class C${at} { };`]));
      const includes = [...files.keys()].map((path) => `#pragma include ("${path}")\n`);
      return () => format(load({ ...Object.fromEntries(files), 'a.mof': includes.join('') }));
    };
    await expectLinear(SIZE, run);
  });
});
