import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { GenerateOptions } from 'mi-codegen';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LIBRARY_SPELLING } from '../../../generator/options/option-table.js';
import { resolveOptions } from '../../../generator/options/resolve-options.js';
import { WatchedFiles } from '../../../generator/watch/watched-files.js';

let folder: string;
beforeEach(() => {
  folder = realpathSync.native(mkdtempSync(join(tmpdir(), 'mi-codegen-watched-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (path: string) => join(folder, path);

function write(path: string): void {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), '');
}

function watched(options: Partial<GenerateOptions>, files: readonly string[] = []): WatchedFiles {
  const given = { namespaces: ['root/cimv2'], out: at('src/cim'), ...options };
  return new WatchedFiles(files.map(at), [resolveOptions(given, LIBRARY_SPELLING)]);
}

describe('the files that are watched', () => {
  it('are those that globs match, also where they do not exist yet', () => {
    write('src/a.ts');
    const files = watched({ usedBy: [at('src/**/*.ts')] });
    const paths = ['src/a.ts', 'src/deep/b.ts', 'src/c.js', 'd.ts', 'src/cim/root/cimv2/A.ts', 'src/.mi-codegen/e.ts'];
    expect(paths.filter((path) => files.has(at(path)))).toEqual(['src/a.ts', 'src/deep/b.ts']);
  });

  it('are those that runs have read or looked for, wherever they are', () => {
    const files = watched({}, ['config/a.ts', 'elsewhere/b.ts']);
    expect(files.has(at('config/a.ts'))).toBe(true);
    expect(files.has(at('config/b.ts'))).toBe(false);
  });

  it('are the files that are named, whatever characters they hold', () => {
    write('x (1).mof');
    const files = watched({ source: { kind: 'files', mof: [at('x (1).mof')], cimXml: [at('none.xml')] } });
    expect(['x (1).mof', 'none.xml', 'x 1.mof'].filter((path) => files.has(at(path)))).toEqual([
      'x (1).mof',
      'none.xml',
    ]);
  });

  it('are those with texts for the schema, beside those of the schema', () => {
    const files = watched({ amend: [at('texts/*.mfl')], source: { kind: 'files', mof: [at('a.mof')] } });
    expect(['texts/a.mfl', 'a.mof', 'a.mfl'].filter((path) => files.has(at(path)))).toEqual(['texts/a.mfl', 'a.mof']);
  });

  it('may be in folders below globs, but not in packages and the output', () => {
    write('src/a.ts');
    const files = watched({ usedBy: [at('src/**/*.ts')], source: { kind: 'files', mof: [at('schema/*.mof')] } });
    const folders = [
      'src',
      'src/deep/er',
      '.',
      'src/node_modules',
      'src/.git',
      'src/cim',
      'src/cim/root/cimv2',
      'other',
    ];
    expect(folders.filter((path) => files.mayBeIn(at(path)))).toEqual(['src', 'src/deep/er', '.', 'src/cim']);
    write('schema/a.mof');
    const again = watched({ source: { kind: 'files', mof: [at('schema/*.mof')] } });
    expect(['schema', 'schema/deep'].filter((path) => again.mayBeIn(at(path)))).toEqual(['schema']);
  });

  it('begin above their folders, where there is one', () => {
    write('src/deep/a.ts');
    const files = watched({ usedBy: [at('src/deep/*.ts')] }, ['gone/deep/a.mof']);
    expect([...files.roots].sort()).toEqual([folder, at('src')]);
    rmSync(at('src'), { recursive: true });
    expect(watched({ usedBy: [at('src/deep/*.ts')] }).roots).toEqual([folder]);
  });

  it('are told from others', () => {
    write('src/a.ts');
    const { key } = watched({ usedBy: [at('src/**/*.ts')] });
    expect(watched({ usedBy: [at('src/**/*.ts')] }, ['src/a.ts']).key).toBe(key);
    expect(watched({ usedBy: [at('src/**/*.ts')] }, ['b.ts']).key).not.toBe(key);
  });

  it.skipIf(process.platform === 'win32')('are those that links lead to, too', () => {
    write('real/a.mof');
    symlinkSync(at('real/a.mof'), at('link.mof'));
    const files = watched({ source: { kind: 'files', mof: [at('*.mof')] } }, ['link.mof']);
    expect(files.has(at('real/a.mof'))).toBe(true);
  });
});
