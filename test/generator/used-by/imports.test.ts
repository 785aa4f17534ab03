import { afterEach, describe, expect, it } from 'vitest';
import { SourcesFolder } from './sources-folder.js';

let folder: SourcesFolder;
afterEach(() => folder.remove());

/** What one source imports from `root/cimv2/index`, or from the module of a class. */
async function namesIn(text: string, file = 'src/a.ts'): Promise<readonly string[]> {
  folder = new SourcesFolder({ [file]: text });
  return (await folder.names()).map((name) => name.replace('root/cimv2/index:', ''));
}

async function notesIn(text: string): Promise<readonly string[]> {
  folder = new SourcesFolder({ 'src/a.ts': text });
  return await folder.notes();
}

const INDEX = "'../generated/root/cimv2/index.js'";

describe('the imports of a source', () => {
  it.each([
    ['names', `import { A, B as Other } from ${INDEX};`, ['A', 'B']],
    ['types', `import type { A } from ${INDEX}; import { type B } from ${INDEX};`, ['A', 'B']],
    [
      'names that are passed on',
      `export { A, B as Other } from ${INDEX}; export type { C } from ${INDEX};`,
      ['A', 'B', 'C'],
    ],
    ['members of a namespace', `import * as cim from ${INDEX}; new cim.A(); cim['B']; let c: cim.C;`, ['A', 'B', 'C']],
    ['members in a heritage clause', `import * as cim from ${INDEX}; class X extends cim.A {}`, ['A']],
    ['members that are taken out', `import * as cim from ${INDEX}; const { A, B: b } = cim;`, ['A', 'B']],
    ['members by another name', `import * as cim from ${INDEX}; const c = cim; c.A;`, ['A']],
    ['types that import', `let a: import(${INDEX}).A; let b: (typeof import(${INDEX}))['B'];`, ['A', 'B']],
    ['import equals', `import cim = require(${INDEX}); cim.A;`, ['A']],
    ['an import behind a regular expression', `const r = /'/; const { A } = await import(${INDEX});`, ['A']],
    ['an import behind a comment', `const { A } = await import(/* lazy */ ${INDEX});`, ['A']],
    ['a dynamic import', `const { A, B: b } = await import(${INDEX});`, ['A', 'B']],
    ['a dynamic import with a template', 'const { A } = await import(`../generated/root/cimv2/index.js`);', ['A']],
    ['a member of a dynamic import', `(await import(${INDEX})).A;`, ['A']],
    ['a dynamic import by a name', `async function f() { const cim = await import(${INDEX}); return cim.A; }`, ['A']],
    ['a promise of a module', `const p = import(${INDEX}); (await p).A;`, ['A']],
    ['what catches a failure', `const m = await import(${INDEX}).catch(() => { throw 1; }); m.A;`, ['A']],
    ['members that any object has', `import * as cim from ${INDEX}; cim.A; cim.hasOwnProperty('x');`, ['A']],
    ['callbacks', `import(${INDEX}).then(({ A }) => A); import(${INDEX}).then((m) => m.B);`, ['A', 'B']],
    ['callbacks of functions', `import(${INDEX}).then(function (m) { return m.A; });`, ['A']],
    ['a variable of a function', `if (x) { var cim = await import(${INDEX}); cim.A; } cim.B;`, ['A', 'B']],
    ['names behind comments', `import { A } from /* c */ ${INDEX};\nimport {\n  B } from // c\n ${INDEX};`, ['A', 'B']],
    ['a long sum of texts', `import { A } from ${INDEX}; const s = ${"'x' +\n".repeat(20_000)} 'x'; A.B;`, ['A']],
    ['the module of a class', `import '../generated/root/cimv2/A.js';`, ['root/cimv2/A:*']],
    ['a name of such a module', `import { A_State } from '../generated/root/cimv2/A.js';`, ['root/cimv2/A:A_State']],
    ['such a module, later', `const load = () => import('../generated/root/cimv2/A.js');`, ['root/cimv2/A:*']],
    ['modules with the extension ts', `import { A } from '../generated/root/cimv2/index.ts';`, ['A']],
    ['modules without extension', `import { A } from '../generated/root/cimv2/index';`, ['A']],
    ['a folder', `import { A } from '../generated/root/cimv2';`, ['A']],
  ])('are found: %s', async (_what, text, names) => {
    expect(await namesIn(text)).toEqual(names);
  });

  it.each([
    ['src/a.tsx', `import { A } from ${INDEX}; const x = <A.B />;`],
    ['src/a.mts', `import { A } from ${INDEX};`],
    ['src/a.cts', `const { A } = require(${INDEX});`],
    ['src/a.jsx', `import { A } from ${INDEX}; const x = <div>{A.name}</div>;`],
    ['src/a.cjs', `const cim = require(${INDEX}); cim.A;`],
    ['src/a.js', `/** @type {import(${INDEX}).A} */ let a;`],
    ['src/a.mjs', `/** @import { A } from ${INDEX} */`],
    ['src/a.js', `/** @import { A } from ${INDEX} */\n/** @param {A} a */\nexport function f(a) {}`],
    ['src/a.js', `/** @typedef {import(${INDEX}).A} P */\n/** @typedef {number} Q */\nexport {};`],
    ['src/a.js', `/**\n * @typedef {object} P\n * @property {import(${INDEX}).A} a\n */\n/** @type {P} */\nlet p;`],
    ['src/a.svelte', `<script>\n/** @type {import(${INDEX}).A} */\nexport let p;\n</script>`],
    ['src/a.vue', `<!-- <script>import { Old } from ${INDEX}</script> --><script>import { A } from ${INDEX}</script>`],
    ['src/a.vue', `<script>\nimport { A } from ${INDEX}; // where it comes from\n</script>${' x\n'.repeat(50_000)}`],
    ['src/a.vue', `<template><p>it's</p></template>\n<script setup lang="ts">\nimport { A } from ${INDEX};\n</script>`],
    ['src/a.vue', `<script lang="tsx">\nimport { A } from ${INDEX}; const x = <A.B />;\n</script>`],
    [
      'src/a.svelte',
      `<script module>\n</script><script lang="ts" generics="T extends Map<string, A>">\nimport { A } from ${INDEX};\n</script>`,
    ],
    ['src/a.astro', `---\nimport { A } from ${INDEX};\n---\n<html>{A.name}</html>`],
    ['src/a.astro', `<p>---</p><script>\nimport { A } from ${INDEX};\n</script>`],
  ])('are found in %s', async (file, text) => {
    expect(await namesIn(text, file)).toEqual(['A']);
  });

  it('have their places, also in a component', async () => {
    folder = new SourcesFolder({ 'src/a.vue': `<p/>\r\n<script>\r\nimport { B, A } from ${INDEX};\r\n</script>` });
    const { imports } = await folder.imports();
    expect(imports[1]?.place).toMatchObject({ line: 3, column: 13, length: 1 });
    expect(imports[1]?.place.file).toMatch(/a\.vue$/);
  });

  it('do not include those of other modules', async () => {
    expect(
      await namesIn(`import { A } from './b.js'; import x from 'x'; import fs from 'node:fs'; import ${INDEX}.x;`),
    ).toEqual([]);
  });

  it('do not include what stands in comments and texts', async () => {
    const text = `// import { A } from ${INDEX};\nconst s = "import { B } from ${INDEX}";`;
    expect(await namesIn(text)).toEqual([]);
  });

  it('are not certain where a name has two meanings', async () => {
    const text = `import * as cim from ${INDEX}; cim.A; function f(cim: { B: 1 }) { return cim.B; }`;
    expect(await namesIn(text)).toEqual(['A?', 'B?']);
  });

  it('are not certain where the name of a module has two meanings', async () => {
    const text = `const m = await import(${INDEX}); m.A; list.map((m) => m.id);`;
    expect(await namesIn(text)).toEqual(['A?', 'id?']);
  });

  it('are read in UTF-16, too', async () => {
    folder = new SourcesFolder({});
    folder.write('src/a.ts', Buffer.from(`\ufeffimport { A } from ${INDEX};`, 'utf16le'));
    expect(await folder.names()).toEqual(['root/cimv2/index:A']);
  });

  it('do not include names of properties', async () => {
    const text = `import * as cim from ${INDEX}; cim.A; x.cim.B; const y = { cim: 1 }; const { cim: z } = y;`;
    folder = new SourcesFolder({ 'src/a.ts': text });
    expect(await folder.names()).toEqual(['root/cimv2/index:A']);
    expect(await folder.notes()).toEqual([]);
  });
});

describe('an import that does not say which classes it needs', () => {
  const whole = 'uses root/cimv2/index as a whole: name the classes that are needed with classes';

  it.each([
    ['a namespace that is given away', `import * as cim from ${INDEX}; f(cim);`, `src/a.ts:1:8 ${whole}`],
    ['the rest of a namespace', `import * as cim from ${INDEX}; const { A, ...rest } = cim;`, `src/a.ts:1:8 ${whole}`],
    ['its type', `import type * as cim from ${INDEX}; type T = typeof cim;`, `src/a.ts:1:13 ${whole}`],
    ['a computed member', `import * as cim from ${INDEX}; cim[name];`, `src/a.ts:1:8 ${whole}`],
    ['an import for its effects', `import ${INDEX};`, `src/a.ts:1:8 ${whole}`],
    ['a dynamic import that is returned', `const f = () => import(${INDEX});`, `src/a.ts:1:24 ${whole}`],
    [
      'a name that is made at run time',
      `await import(\`../generated/root/cimv2/\${name}.js\`);`,
      'src/a.ts:1:14 imports a module whose name is made at run time: name the classes that are needed with classes',
    ],
    [
      'a name that is put together',
      "await import('../generated/root/cimv2/' + name);",
      'src/a.ts:1:14 imports a module whose name is made at run time: name the classes that are needed with classes',
    ],
    [
      'an alias that only a bundler knows',
      "import { A } from '~/generated/root/cimv2/index.js';",
      'src/a.ts:1:10 imports "~/generated/root/cimv2/index.js", which is not found: let the "paths" of tsconfig.json lead to generated/root/cimv2/index.js',
    ],
    [
      'a module that passes everything on',
      `export * from ${INDEX};`,
      'src/a.ts:1:15 passes on whatever is generated, and none of the sources takes a class from it: name the classes that are needed with classes',
    ],
  ])('is named in a note: %s', async (_what, text, note) => {
    expect(await notesIn(text)).toEqual([note]);
  });

  it('is named in a note where the path is not that of the output', async () => {
    expect(await notesIn("import { A } from './generated/root/cimv2/index.js';")).toEqual([
      'src/a.ts:1:10 imports "./generated/root/cimv2/index.js", which is not found: from here it is "../generated/root/cimv2/index.js"',
    ]);
    folder.remove();
    expect(await notesIn("import { A } from '../generated/root/civm2/index.js';")).toEqual([
      'src/a.ts:1:10 imports "../generated/root/civm2/index.js", which is not found: did you mean "root/cimv2"?',
    ]);
  });

  it('is named in a note where a module passes it on as one', async () => {
    expect(await notesIn(`export * as cim from ${INDEX};`)).toEqual([expect.stringContaining('src/a.ts:1:')]);
    folder.remove();
    expect(await notesIn(`const cim = await import(${INDEX}); cim.A; export { cim };`)).toEqual([
      `src/a.ts:1:26 ${whole}`,
    ]);
  });

  it('is not named where it has nothing to do with the output', async () => {
    const text = `import * as x from './x.js'; f(x); await import(name); import(\`./\${name}.js\`); export * from './y.js';`;
    folder = new SourcesFolder({ 'src/a.ts': `${text} import { A } from ${INDEX};`, 'src/x.ts': '', 'src/y.ts': '' });
    expect(await folder.notes()).toEqual([]);
  });

  it('is told apart from sources that import nothing yet', async () => {
    expect(await notesIn('export {};')).toEqual([
      '1 source imports no class yet: import one from generated/root/cimv2/index.js, and it is generated',
    ]);
  });
});

describe('modules that pass on what they import', () => {
  const files = (barrel: string, source: string) => ({ 'lib/cim.ts': barrel, 'src/a.ts': source });

  it.each([
    ['by their names', `export { A as X } from ${INDEX};`, `import { X } from '../lib/cim.js';`, ['A']],
    [
      'by names of their own',
      `import { A as B } from ${INDEX}; export { B as X };`,
      `import { X } from '../lib/cim.js';`,
      ['A'],
    ],
    [
      'all of it',
      `export * from ${INDEX};`,
      `import { A } from '../lib/cim.js'; import * as l from '../lib/cim.js'; l.B;`,
      ['A', 'B'],
    ],
    [
      'as a namespace',
      `export * as cim from ${INDEX};`,
      `import { cim } from '../lib/cim.js'; let a: cim.A; cim.B;`,
      ['A', 'B'],
    ],
    [
      'as an imported namespace',
      `import * as c from ${INDEX}; export { c as cim };`,
      `import { cim } from '../lib/cim.js'; cim.A;`,
      ['A'],
    ],
    ['as a namespace in a type', `export * as cim from ${INDEX};`, `let a: import('../lib/cim.js').cim.A;`, ['A']],
    ['to a dynamic import', `export * from ${INDEX};`, `const { A } = await import('../lib/cim.js');`, ['A']],
  ])('are followed: %s', async (_what, barrel, source, names) => {
    folder = new SourcesFolder(files(barrel, source));
    expect(await folder.names()).toEqual(names.map((name) => `root/cimv2/index:${name}`));
    expect(await folder.notes()).toEqual([]);
  });

  it('are followed through each other, and in circles', async () => {
    folder = new SourcesFolder({
      'lib/one.ts': "export * from './two.js';",
      'lib/two.ts': `export * from './one.js'; export * from ${INDEX};`,
      'src/a.ts': "import { A } from '../lib/one.js';",
    });
    expect(await folder.names()).toEqual(['root/cimv2/index:A?']);
  });

  it('keep names of their own to themselves', async () => {
    const own = 'export const a = 1, { b, c: [d] } = x; export function e() {} export class F {} export type G = 1;';
    const barrel = `${own} const h = 1; export { h }; export * from ${INDEX};`;
    folder = new SourcesFolder(files(barrel, "import { a, b, d, e, F, G, h, A } from '../lib/cim.js';"));
    expect(await folder.names()).toEqual(['root/cimv2/index:A']);
  });

  it('have a default export of their own', async () => {
    const barrel = `export * from ${INDEX}; export default function connect() {}`;
    folder = new SourcesFolder(files(barrel, "import connect, { A } from '../lib/cim.js';"));
    expect(await folder.names()).toEqual(['root/cimv2/index:A']);
  });

  it.each([
    ['a default export', `import { A } from ${INDEX}; export default A;`, "import X from '../lib/cim.js';"],
    [
      'a namespace as the default',
      `import * as cim from ${INDEX}; export default cim;`,
      "import x from '../lib/cim.js'; x.A;",
    ],
    ['CommonJS', `module.exports = require(${INDEX});`, "const { A } = require('../lib/cim.js');"],
    ['no white space', `export*from ${INDEX}`, "import { A } from '../lib/cim.js';"],
  ])('pass it on with %s', async (_what, barrel, source) => {
    folder = new SourcesFolder({ 'lib/cim.js': barrel, 'src/a.js': source });
    expect(await folder.names()).toEqual(['root/cimv2/index:A']);
  });

  it('have types of their own in comments, and by other names', async () => {
    const barrel = `/** @typedef {{ a: number }} Own */\nexport * from ${INDEX};`;
    folder = new SourcesFolder({ 'src/cim.js': barrel, 'src/a.js': "/** @import { Own, A } from './cim.js' */" });
    expect(await folder.names()).toEqual(['root/cimv2/index:A']);
    folder.remove();
    const renaming = `import * as cim from ${INDEX}; export * from ${INDEX}; export import Own = cim.A;`;
    folder = new SourcesFolder({ 'src/cim.ts': renaming, 'src/a.ts': "import { Own } from './cim.js';" });
    expect(await folder.names()).toEqual(['root/cimv2/index:A']);
  });

  it('may be a long chain', async () => {
    const modules = Array.from({ length: 300 }, (_, index) => {
      const text = `export type { T } from './m${index + 1}.js'; import { A${index} } from ${INDEX};`;
      return [`src/m${index}.ts`, text] as const;
    });
    folder = new SourcesFolder(Object.fromEntries(modules));
    expect(await folder.names()).toHaveLength(300);
    folder.remove();
    const chain = Array.from({ length: 300 }, (_, index) => [
      `lib/m${index}.ts`,
      `export * from './m${index + 1}.js';`,
    ]);
    folder = new SourcesFolder({ ...Object.fromEntries(chain), 'src/a.ts': "import { A } from '../lib/m0.js';" });
    folder.write('lib/m300.ts', `export * from ${INDEX};`);
    expect(await folder.names()).toEqual(['root/cimv2/index:A']);
  });

  it('may all pass on each other', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `m${index}`);
    const all = names.map((name) => `export * from './${name}.js';`).join('');
    const modules = names.map((name) => [`lib/${name}.ts`, all] as const);
    folder = new SourcesFolder({ ...Object.fromEntries(modules), 'src/a.ts': "import { A } from '../lib/m0.js';" });
    folder.write('lib/m19.ts', `${all}export * from ${INDEX};`);
    expect(await folder.names()).toEqual(['root/cimv2/index:A?']);
  });

  it('may have a name from one of several modules, if only one can have it', async () => {
    const barrel = `export * from ${INDEX}; export * from './own.js';`;
    folder = new SourcesFolder({
      ...files(barrel, "import { A, own } from '../lib/cim.js';"),
      'lib/own.ts': 'export const own = 1;',
    });
    expect(await folder.names()).toEqual(['root/cimv2/index:A', 'root/cimv2/index:own?']);
  });

  it('may have a name from several modules', async () => {
    const barrel = `export * from ${INDEX}; export * from './helpers.js';`;
    folder = new SourcesFolder(files(barrel, "import { help } from '../lib/cim.js';"));
    expect(await folder.names()).toEqual(['root/cimv2/index:help?']);
  });

  it('are named in a note where they are used as a whole', async () => {
    folder = new SourcesFolder(files(`export * from ${INDEX};`, "import * as cim from '../lib/cim.js'; f(cim);"));
    expect(await folder.notes()).toEqual([
      'src/a.ts:1:8 uses root/cimv2/index as a whole: name the classes that are needed with classes',
    ]);
  });
});
