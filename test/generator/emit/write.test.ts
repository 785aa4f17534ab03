import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiagnosticError } from '../../../generator/diagnostics/index.js';
import { HEADER, OutputWriter } from '../../../generator/emit/write.js';
import { LIBRARY_SPELLING } from '../../../generator/options/option-table.js';

const text = (name: string) => `${HEADER}root/a:${name}. Do not edit.\n`;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mi-codegen-write-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>, options: { dry?: boolean; clean?: boolean } = {}) {
  const writer = new OutputWriter(folder, { dry: options.dry ?? false, keepTexts: false, spelling: LIBRARY_SPELLING });
  for (const [path, content] of Object.entries(files)) writer.add({ path, text: content });
  writer.findStale('root/a', options.clean ?? false);
  return writer.commit();
}
const read = (path: string) => readFileSync(join(folder, path), 'utf8');

describe('OutputWriter', () => {
  it('creates files and their folders, and leaves nothing else behind', () => {
    expect(write({ 'root/a/X.ts': text('X') })).toEqual([{ path: 'root/a/X.ts', change: 'created' }]);
    expect(read('root/a/X.ts')).toBe(text('X'));
    expect(readdirSync(folder)).toEqual(['root']);
  });

  it('does not touch a file whose content is the same', () => {
    write({ 'root/a/X.ts': text('X') });
    const { mtimeNs, ino } = statSync(join(folder, 'root/a/X.ts'), { bigint: true });
    expect(write({ 'root/a/X.ts': text('X') })).toEqual([{ path: 'root/a/X.ts', change: 'unchanged' }]);
    expect(statSync(join(folder, 'root/a/X.ts'), { bigint: true })).toMatchObject({ mtimeNs, ino });
  });

  it('replaces what differs', () => {
    write({ 'root/a/X.ts': text('X') });
    expect(write({ 'root/a/X.ts': text('Y') })).toEqual([{ path: 'root/a/X.ts', change: 'changed' }]);
    expect(read('root/a/X.ts')).toBe(text('Y'));
  });

  it('writes nothing in a dry run', () => {
    expect(write({ 'root/a/X.ts': text('X') }, { dry: true })).toEqual([{ path: 'root/a/X.ts', change: 'created' }]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('knows the files of earlier runs, and removes them only when told', () => {
    write({ 'root/a/X.ts': text('X'), 'root/a/Y.ts': text('Y') });
    writeFileSync(join(folder, 'root/a/mine.ts'), 'export {};\n');
    expect(write({ 'root/a/X.ts': text('X') })).toContainEqual({ path: 'root/a/Y.ts', change: 'stale' });
    expect(existsSync(join(folder, 'root/a/Y.ts'))).toBe(true);
    expect(write({ 'root/a/X.ts': text('X') }, { clean: true })).toContainEqual({
      path: 'root/a/Y.ts',
      change: 'deleted',
    });
    expect(readdirSync(join(folder, 'root/a')).toSorted()).toEqual(['X.ts', 'mine.ts']);
  });

  it('remembers the text of a file of an earlier run only when that would be removed', () => {
    write({ 'root/a/X.ts': text('X'), 'root/a/Y.ts': text('Y') });
    const compare = (clean: boolean) => {
      const writer = new OutputWriter(folder, { dry: true, keepTexts: true, spelling: LIBRARY_SPELLING });
      writer.add({ path: 'root/a/X.ts', text: text('X') });
      writer.findStale('root/a', clean);
      return writer.commit()[1];
    };
    expect(compare(false)).toEqual({ path: 'root/a/Y.ts', change: 'stale' });
    expect(compare(true)).toEqual({ path: 'root/a/Y.ts', change: 'deleted', before: text('Y'), after: '' });
  });

  it('never replaces a file it did not write', () => {
    mkdirSync(join(folder, 'root/a'), { recursive: true });
    writeFileSync(join(folder, 'root/a/X.ts'), 'export const precious = 1;\n');
    expect(() => write({ 'root/a/X.ts': text('X') })).toThrow(DiagnosticError);
    expect(read('root/a/X.ts')).toBe('export const precious = 1;\n');
  });

  it('takes line ends that git has converted for its own', () => {
    write({ 'root/a/X.ts': text('X') });
    writeFileSync(join(folder, 'root/a/X.ts'), text('X').replaceAll('\n', '\r\n'));
    expect(write({ 'root/a/X.ts': text('X') })).toEqual([{ path: 'root/a/X.ts', change: 'unchanged' }]);
    expect(read('root/a/X.ts')).toBe(text('X').replaceAll('\n', '\r\n'));
    const writer = new OutputWriter(folder, { dry: true, keepTexts: true, spelling: LIBRARY_SPELLING });
    writer.add({ path: 'root/a/X.ts', text: text('Y') });
    expect(writer.commit()[0]?.before).toBe(text('X'));
  });

  // Where the file system tells letter cases apart, Foo.ts is stale; where it does not, FOO.ts takes its place.
  it.each([true, false])('follows a class whose name changed in letter case (clean: %s)', (clean) => {
    write({ 'root/a/Foo.ts': text('Foo') });
    const ignoresCase = existsSync(join(folder, 'root/a/FOO.ts'));
    const files = write({ 'root/a/FOO.ts': text('FOO') }, { clean });
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

  it('removes what a killed run has left, and nothing of one that is alive', () => {
    const { pid: dead } = spawnSync(process.execPath, ['-e', '0']);
    mkdirSync(join(folder, `.mi-codegen-${dead}-abc/root`), { recursive: true });
    mkdirSync(join(folder, `.mi-codegen-${process.ppid}-abc`));
    mkdirSync(join(folder, '.mi-codegen-mine'));
    write({ 'root/a/X.ts': text('X') });
    expect(readdirSync(folder).toSorted()).toEqual(
      ['.mi-codegen-mine', `.mi-codegen-${process.ppid}-abc`, 'root'].toSorted(),
    );
  });

  it('keeps apart two runs of one process', () => {
    const [first, second] = ['X', 'Y'].map((name) => {
      const writer = new OutputWriter(folder, { dry: false, keepTexts: false, spelling: LIBRARY_SPELLING });
      writer.add({ path: `root/a/${name}.ts`, text: text(name) });
      return writer;
    });
    first?.commit();
    second?.commit();
    expect(readdirSync(join(folder, 'root/a')).toSorted()).toEqual(['X.ts', 'Y.ts']);
  });

  it('says when a folder is where a file should be', () => {
    mkdirSync(join(folder, 'root/a/X.ts'), { recursive: true });
    expect(() => write({ 'root/a/X.ts': text('X') })).toThrow(
      `${join(folder, 'root/a/X.ts')} would be a file, but there is a folder of that name`,
    );
  });

  it('writes nothing before all is rendered', () => {
    write({ 'root/a/X.ts': text('X') });
    const writer = new OutputWriter(folder, { dry: false, keepTexts: false, spelling: LIBRARY_SPELLING });
    writer.add({ path: 'root/a/X.ts', text: text('changed') });
    expect(read('root/a/X.ts')).toBe(text('X'));
    expect(readdirSync(folder)).toEqual(['root']);
  });

  it('puts the old output back when replacing fails half-way', () => {
    write({ 'root/a/X.ts': text('X') });
    // A folder stands where the last file belongs: its rename fails after the others were replaced.
    const writer = new OutputWriter(folder, { dry: false, keepTexts: false, spelling: LIBRARY_SPELLING });
    writer.add({ path: 'root/a/X.ts', text: text('changed') });
    writer.add({ path: 'root/a/New.ts', text: text('New') });
    writer.add({ path: 'root/a/Z.ts', text: text('Z') });
    mkdirSync(join(folder, 'root/a/Z.ts/occupied'), { recursive: true });
    expect(() => writer.commit()).toThrow();
    expect(read('root/a/X.ts')).toBe(text('X'));
    expect(existsSync(join(folder, 'root/a/New.ts'))).toBe(false);
    expect(readdirSync(folder)).toEqual(['root']);
  });
});
