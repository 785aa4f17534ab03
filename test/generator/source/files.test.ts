import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DiagnosticError } from '../../../generator/diagnostics/index.js';
import { checkFolders, findFiles } from '../../../generator/source/files.js';

let folder: string;
const inFolder = (...paths: string[]) => paths.map((path) => `${folder}/${path}`);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mi-codegen-find-')).replaceAll('\\', '/');
  mkdirSync(join(folder, 'sub'));
  for (const file of ['b.mof', 'a.mof', '[odd].mof', 'sub/c.mof']) writeFileSync(join(folder, file), '');
});
afterAll(() => rmSync(folder, { recursive: true }));

async function problems(...patterns: string[]): Promise<readonly string[]> {
  return messages(() => findFiles('--mof', patterns));
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
    expect(await findFiles('--mof', inFolder(...patterns))).toEqual(inFolder(...want));
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
