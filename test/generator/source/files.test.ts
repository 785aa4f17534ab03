import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DiagnosticError } from '../../../generator/diagnostics/index.js';
import { checkFolders, findFiles } from '../../../generator/source/files.js';

/** Folders whose names hold what means something in globs. */
const ODD = ['Program Files (x86)/HP/mof', '[app]', '{a,b}', '!no', '+(a)', '@(a)', '(a|b)'];

let folder: string;
const inFolder = (...paths: string[]) => paths.map((path) => `${folder}/${path}`);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mi-codegen-find-')).replaceAll('\\', '/');
  for (const name of ['sub', ...ODD]) mkdirSync(join(folder, name), { recursive: true });
  for (const file of ['b.mof', 'a.mof', '[odd].mof', 'sub/c.mof']) writeFileSync(join(folder, file), '');
  for (const name of ODD) writeFileSync(join(folder, name, 'x.mof'), '');
});
afterAll(() => rmSync(folder, { recursive: true }));

async function problems(...patterns: string[]): Promise<readonly string[]> {
  return messages(() => findFiles('--mof', patterns, '*.mof'));
}

async function messages(find: () => unknown): Promise<readonly string[]> {
  try {
    await find();
  } catch (error) {
    return (error as DiagnosticError).diagnostics.map(({ message }) => message.replaceAll(folder, '…'));
  }
  return [];
}

describe('findFiles', () => {
  it.each([
    { patterns: ['b.mof'], want: ['b.mof'] },
    { patterns: ['?.mof'], want: ['a.mof', 'b.mof'] },
    { patterns: ['b.mof', '?.mof'], want: ['b.mof', 'a.mof'] },
    { patterns: ['**/c.mof'], want: ['sub/c.mof'] },
    { patterns: ['[odd].mof'], want: ['[odd].mof'] },
  ])('finds $want for $patterns', async ({ patterns, want }) => {
    expect(await findFiles('--mof', inFolder(...patterns), '*.mof')).toEqual(inFolder(...want));
  });

  it.each(ODD)('takes an existing folder as it is written: %s', async (name) => {
    const file = `${name}/x.mof`;
    for (const glob of ['x.mof', '*.mof', '?.mof', '[xy].mof', '{x,y}.mof', '@(x|y).mof', '!(y).mof']) {
      expect(await findFiles('--mof', inFolder(`${name}/${glob}`), '*.mof')).toEqual(inFolder(file));
    }
    // What follows the folder may lead through others.
    const [first = '', ...rest] = name.split('/');
    if (rest.length > 0)
      expect(await findFiles('--mof', inFolder(`${first}/**/*.mof`), '*.mof')).toEqual(inFolder(file));
  });

  it('takes what does not exist for a glob', async () => {
    const found = await findFiles('--mof', inFolder('{sub,[[]app]}/*.mof', '\\[app\\]/x.mof'), '*.mof');
    expect(found).toEqual(inFolder('[app]/x.mof', 'sub/c.mof'));
    expect(await problems(...inFolder('[ap]/*.mof', '[app]/*.mfl', '[app]/y.mof'))).toEqual([
      '--mof "…/[ap]/*.mof" matches no file',
      '--mof "…/[app]/*.mfl" matches no file',
      '--mof "…/[app]/y.mof" does not exist',
    ]);
  });

  describe('on Windows', () => {
    const { platform } = process;
    beforeAll(() => Object.defineProperty(process, 'platform', { value: 'win32' }));
    afterAll(() => Object.defineProperty(process, 'platform', { value: platform }));

    it.each([
      { pattern: 'sub\\*.mof', want: ['sub/c.mof'] },
      { pattern: 'Program Files (x86)\\HP\\mof\\*.mof', want: ['Program Files (x86)/HP/mof/x.mof'] },
      { pattern: '[app]\\?.mof', want: ['[app]/x.mof'] },
      { pattern: '!no\\**\\*.mof', want: ['!no/x.mof'] },
      { pattern: '\\[app\\]\\*.mof', want: ['[app]/x.mof'] },
      { pattern: '\\[odd\\]*', want: ['[odd].mof'] },
    ])('$pattern', async ({ pattern, want }) => {
      expect(await findFiles('--mof', [`${folder}/${pattern}`], '*.mof')).toEqual(inFolder(...want));
    });
  });

  it('tells letter cases apart where the file system does', async () => {
    const isWindows = process.platform === 'win32';
    expect(await problems(...inFolder('A*.MOF'))).toEqual(isWindows ? [] : ['--mof "…/A*.MOF" matches no file']);
  });

  it('reports everything that names no file', async () => {
    expect(await problems(...inFolder('missing.mof', '*.mfl', 'sub'))).toEqual([
      '--mof "…/missing.mof" does not exist',
      '--mof "…/*.mfl" matches no file',
      '--mof "…/sub" is a folder',
    ]);
  });
});

describe('checkFolders', () => {
  it('reports everything that is no folder', async () => {
    expect(await messages(() => checkFolders('--include-dir', inFolder('sub', 'missing', 'a.mof')))).toEqual([
      '--include-dir "…/missing" does not exist',
      '--include-dir "…/a.mof" is a file',
    ]);
  });
});
