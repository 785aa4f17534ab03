import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generate } from '../../../generator/index.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mi-codegen-project-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The notes of a run in a project of these files. */
async function notes(files: Readonly<Record<string, unknown>>, out = 'generated'): Promise<readonly string[]> {
  for (const [name, content] of Object.entries({ ...INSTALLED, 'schema.mof': 'class A { };', ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }
  const source = { kind: 'files', mof: [join(folder, 'schema.mof')] } as const;
  const result = await generate({ namespaces: ['root/test'], source, out: join(folder, out) });
  return result.notes.map((note) => note.replaceAll(`${relative('', folder)}/`, '').replaceAll('\\', '/'));
}

const INSTALLED = {
  'node_modules/mi-codegen/package.json': {},
  'node_modules/typescript/package.json': { version: '5.9.3' },
};
const PACKAGE = { name: 'a', type: 'module', dependencies: { 'mi-codegen': '1' } };
const OLD = { compilerOptions: { target: 'es2022', module: 'commonjs', skipLibCheck: true } };
const NOTE = 'the output cannot import mi-codegen with "module" commonjs: write "module": "nodenext"';

describe('the notes of a run', () => {
  it('say which line to change', async () => {
    expect(await notes({ 'package.json': PACKAGE, 'tsconfig.json': OLD })).toEqual([`tsconfig.json:4: ${NOTE}`]);
  });

  it('read comments, commas at the end, and files that are extended, in packages too', async () => {
    const files = {
      'package.json': PACKAGE,
      'node_modules/@tsconfig/old/tsconfig.json': OLD,
      'base.json': '{ /* nothing */ "compilerOptions": { "strict": true, }, }',
      'tsconfig.json': '{\n  // old\n  "extends": ["@tsconfig/old/tsconfig.json", "./base.json"],\n}',
    };
    expect(await notes(files)).toEqual([`tsconfig.json: ${NOTE}`]);
  });

  it('are about the nearest files above the output', async () => {
    const files = {
      'package.json': PACKAGE,
      'tsconfig.json': OLD,
      'packages/a/package.json': PACKAGE,
      'packages/a/tsconfig.json': { compilerOptions: { module: 'nodenext', skipLibCheck: true } },
    };
    expect(await notes(files, 'packages/a/generated')).toEqual([]);
  });

  it.each<readonly [what: string, files: Readonly<Record<string, unknown>>]>([
    ['there is no package.json', { 'tsconfig.json': OLD }],
    ['there is no tsconfig.json', { 'package.json': PACKAGE }],
    ['the output is not included', { 'package.json': PACKAGE, 'tsconfig.json': { ...OLD, include: ['src'] } }],
    ['the output is excluded', { 'package.json': PACKAGE, 'tsconfig.json': { ...OLD, exclude: ['generated'] } }],
    ['files are named', { 'package.json': PACKAGE, 'tsconfig.json': { ...OLD, files: ['main.ts'] } }],
    [
      'there are only references',
      { 'package.json': PACKAGE, 'tsconfig.json': { files: [], references: [{ path: 'a' }] } },
    ],
    [
      'it compiles',
      { 'package.json': PACKAGE, 'tsconfig.json': { compilerOptions: { module: 'nodenext', skipLibCheck: true } } },
    ],
  ])('say nothing where %s', async (_what, files) => {
    expect(await notes(files)).toEqual([]);
  });

  it.each([
    ['tsconfig.json', { 'package.json': PACKAGE, 'tsconfig.json': '{ "extends": "./missing.json" }' }],
    ['tsconfig.json', { 'package.json': PACKAGE, 'tsconfig.json': '{ "extends": "./tsconfig.json" }' }],
    ['tsconfig.json', { 'package.json': PACKAGE, 'tsconfig.json': '"text"' }],
    ['tsconfig.json', { 'package.json': PACKAGE, 'tsconfig.json': '{ "include": 3 }' }],
    ['package.json', { 'package.json': '{', 'tsconfig.json': OLD }],
  ] as const)('say that %s cannot be read, and the run goes on (%j)', async (name, files) => {
    const [note, ...others] = await notes(files);
    expect(note).toMatch(new RegExp(`^${name} cannot be read, so it is not known whether the output compiles: \\w`));
    expect(others).toEqual([]);
  });

  it.each([{ target: 5 }, { module: [] }, { moduleResolution: {} }])(
    'say that %j is of a wrong type',
    async (wrong) => {
      const compilerOptions = { module: 'nodenext', skipLibCheck: true, ...wrong };
      expect(await notes({ 'package.json': PACKAGE, 'tsconfig.json': { compilerOptions } })).toEqual([
        'tsconfig.json cannot be read, so it is not known whether the output compiles: a value is of a wrong type',
      ]);
    },
  );

  it.each([{ types: 'node' }, { types: [5] }, { noEmit: 'x' }])('leave %j to the compiler', async (wrong) => {
    const compilerOptions = { module: 'nodenext', skipLibCheck: true, ...wrong };
    expect(await notes({ 'package.json': PACKAGE, 'tsconfig.json': { compilerOptions } })).toEqual([]);
  });
});
