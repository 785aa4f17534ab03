import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiagnosticError } from '../../../generator/diagnostics/index.js';
import { compare, HEADER } from '../../../generator/emit/compare.js';
import { write as writeOutput } from '../../../generator/emit/write.js';
import { LIBRARY_SPELLING } from '../../../generator/options/option-table.js';

const text = (name: string) => `${HEADER}root/a:${name}. Do not edit.\n`;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mi-codegen-write-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Files = Readonly<Record<string, string>>;

function output(files: Files) {
  return { files: Object.entries(files).map(([path, content]) => ({ path, text: content })), folders: ['root/a'] };
}
const write = (files: Files, clean = false) =>
  writeOutput(folder, output(files), { clean, keepTexts: false, spelling: LIBRARY_SPELLING });
const compareTexts = (files: Files, clean = false) =>
  compare(folder, output(files), { clean, keepTexts: true, spelling: LIBRARY_SPELLING });
const read = (path: string) => readFileSync(join(folder, path), 'utf8');

describe('write', () => {
  it('creates files and their folders, and leaves nothing else behind', async () => {
    expect(await write({ 'root/a/X.ts': text('X') })).toEqual([{ path: 'root/a/X.ts', change: 'created' }]);
    expect(read('root/a/X.ts')).toBe(text('X'));
    expect(readdirSync(folder)).toEqual(['root']);
  });

  it('does not touch a file whose content is the same', async () => {
    await write({ 'root/a/X.ts': text('X') });
    const { mtimeNs, ino } = statSync(join(folder, 'root/a/X.ts'), { bigint: true });
    expect(await write({ 'root/a/X.ts': text('X') })).toEqual([{ path: 'root/a/X.ts', change: 'unchanged' }]);
    expect(statSync(join(folder, 'root/a/X.ts'), { bigint: true })).toMatchObject({ mtimeNs, ino });
  });

  it('replaces what differs', async () => {
    await write({ 'root/a/X.ts': text('X') });
    expect(await write({ 'root/a/X.ts': text('Y') })).toEqual([{ path: 'root/a/X.ts', change: 'changed' }]);
    expect(read('root/a/X.ts')).toBe(text('Y'));
  });

  it('does not write what is only compared', () => {
    expect(compareTexts({ 'root/a/X.ts': text('X') })).toEqual([
      { path: 'root/a/X.ts', change: 'created', before: '', after: text('X') },
    ]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('knows the files of earlier runs, and removes them only when told', async () => {
    await write({ 'root/a/X.ts': text('X'), 'root/a/Y.ts': text('Y') });
    writeFileSync(join(folder, 'root/a/mine.ts'), 'export {};\n');
    expect(await write({ 'root/a/X.ts': text('X') })).toContainEqual({ path: 'root/a/Y.ts', change: 'stale' });
    expect(existsSync(join(folder, 'root/a/Y.ts'))).toBe(true);
    expect(await write({ 'root/a/X.ts': text('X') }, true)).toContainEqual({
      path: 'root/a/Y.ts',
      change: 'deleted',
    });
    expect(readdirSync(join(folder, 'root/a')).toSorted()).toEqual(['X.ts', 'mine.ts']);
  });

  it('remembers the text of a file of an earlier run only when that would be removed', async () => {
    await write({ 'root/a/X.ts': text('X'), 'root/a/Y.ts': text('Y') });
    const compared = (clean: boolean) => compareTexts({ 'root/a/X.ts': text('X') }, clean)[1];
    expect(compared(false)).toEqual({ path: 'root/a/Y.ts', change: 'stale' });
    expect(compared(true)).toEqual({ path: 'root/a/Y.ts', change: 'deleted', before: text('Y'), after: '' });
  });

  it('never replaces a file it did not write', async () => {
    mkdirSync(join(folder, 'root/a'), { recursive: true });
    writeFileSync(join(folder, 'root/a/X.ts'), 'export const precious = 1;\n');
    await expect(write({ 'root/a/X.ts': text('X') })).rejects.toThrow(DiagnosticError);
    expect(read('root/a/X.ts')).toBe('export const precious = 1;\n');
  });

  it('takes line ends that git has converted for its own', async () => {
    await write({ 'root/a/X.ts': text('X') });
    writeFileSync(join(folder, 'root/a/X.ts'), text('X').replaceAll('\n', '\r\n'));
    expect(await write({ 'root/a/X.ts': text('X') })).toEqual([{ path: 'root/a/X.ts', change: 'unchanged' }]);
    expect(read('root/a/X.ts')).toBe(text('X').replaceAll('\n', '\r\n'));
    expect(compareTexts({ 'root/a/X.ts': text('Y') })[0]?.before).toBe(text('X'));
  });

  // Where the file system tells letter cases apart, Foo.ts is stale; where it does not, FOO.ts takes its place.
  it.each([true, false])('follows a class whose name changed in letter case (clean: %s)', async (clean) => {
    await write({ 'root/a/Foo.ts': text('Foo') });
    const ignoresCase = existsSync(join(folder, 'root/a/FOO.ts'));
    const files = await write({ 'root/a/FOO.ts': text('FOO') }, clean);
    expect(files).toEqual(
      ignoresCase
        ? [{ path: 'root/a/FOO.ts', change: 'changed' }]
        : [
            { path: 'root/a/FOO.ts', change: 'created' },
            { path: 'root/a/Foo.ts', change: clean ? 'deleted' : 'stale' },
          ],
    );
    expect(readdirSync(join(folder, 'root/a'))).toEqual(ignoresCase || clean ? ['FOO.ts'] : ['FOO.ts', 'Foo.ts']);
    expect(read('root/a/FOO.ts')).toBe(text('FOO'));
  });

  it('keeps the folder, and what is in it beside the generated files', async () => {
    await write({ 'root/a/X.ts': text('X'), 'root/a/Y.ts': text('Y'), 'root/a/Same.ts': text('Same') });
    mkdirSync(join(folder, 'root/a/sub/empty'), { recursive: true });
    writeFileSync(join(folder, 'root/a/mine.txt'), 'mine');
    writeFileSync(join(folder, 'root/a/sub/mine.txt'), 'mine');
    symlinkSync('sub/mine.txt', join(folder, 'root/a/link.txt'));
    symlinkSync('nowhere', join(folder, 'root/a/broken.txt'));
    const identities = () =>
      [
        'root',
        'root/a',
        'root/a/sub',
        'root/a/Same.ts',
        'root/a/mine.txt',
        'root/a/sub/mine.txt',
        'root/a/link.txt',
      ].map((path) => lstatSync(join(folder, path)).ino);
    const before = identities();
    await write({ 'root/a/X.ts': text('X2'), 'root/a/Z.ts': text('Z'), 'root/a/Same.ts': text('Same') }, true);
    expect(identities()).toEqual(before);
    expect(
      readdirSync(folder, { recursive: true })
        .map((path) => String(path).replaceAll('\\', '/'))
        .toSorted(),
    ).toEqual([
      'root',
      'root/a',
      ...['Same.ts', 'X.ts', 'Z.ts', 'broken.txt', 'link.txt', 'mine.txt', 'sub', 'sub/empty', 'sub/mine.txt'].map(
        (name) => `root/a/${name}`,
      ),
    ]);
    expect(read('root/a/link.txt')).toBe('mine');
    expect([read('root/a/X.ts'), read('root/a/Z.ts')]).toEqual([text('X2'), text('Z')]);
  });

  it('says when a folder is where a file should be', async () => {
    mkdirSync(join(folder, 'root/a/X.ts'), { recursive: true });
    await expect(write({ 'root/a/X.ts': text('X') })).rejects.toThrow(
      `${join(folder, 'root/a/X.ts')} would be a file, but there is a folder of that name`,
    );
  });
});
