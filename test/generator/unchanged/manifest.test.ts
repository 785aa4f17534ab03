import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Manifest, manifestName, readManifest, writeManifest } from '../../../generator/unchanged/manifest.js';
import { runProgram } from '../../tools/program.js';
import { ProjectFolder } from './project-folder.js';

const MANIFEST: Manifest = {
  input: {
    named: [],
    files: [{ path: 'ä.mof', size: 1, digest: 'x' }],
    unreadable: [],
    folders: [],
    anyCase: [['A', null]],
  },
  namespaces: ['root/test'],
  report: {
    source: 'files',
    namespaces: ['root/test'],
    filesRead: 1,
    classes: 2,
    methods: 3,
    diagnostics: [{ severity: 'warning', code: 'mof-x', message: 'a lone \ud800 surrogate' }],
    notes: ['a note'],
    project: { file: 'root/test/A.ts', needs: { importExtension: 'js', hasImportCalls: false, hasBigints: true } },
  },
  outputs: [{ path: 'root/test/A.ts', size: 1, digest: 'y' }],
  folders: ['root/test'],
};

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mi-codegen-manifest-'));
  file = join(folder, 'cache', manifestName('a target'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a manifest', () => {
  it('is read as it was written, with the same key only', () => {
    expect(readManifest(file, 'key')).toBeNull();
    writeManifest(file, 'key', MANIFEST);
    expect(readManifest(file, 'key')).toEqual(MANIFEST);
    expect(readManifest(file, 'other key')).toBeNull();
  });

  it('is not read where it was cut at any byte, or any byte is another', () => {
    writeManifest(file, 'key', MANIFEST);
    const bytes = readFileSync(file);
    const damaged: number[] = [];
    const isRead = (content: Uint8Array) => {
      writeFileSync(file, content);
      return readManifest(file, 'key') !== null;
    };
    for (let length = 0; length < bytes.length; length++) if (isRead(bytes.subarray(0, length))) damaged.push(length);
    for (let index = 0; index < bytes.length; index += 5) {
      const torn = Buffer.from(bytes);
      torn[index] = (torn[index] ?? 0) ^ 1;
      if (isRead(torn)) damaged.push(index);
    }
    expect(damaged).toEqual([]);
    expect(isRead(bytes)).toBe(true);
  });

  it.each(['', '\n', '{}', 'null\nnull', '\0\0\0'])('is no %j', (text) => {
    mkdirSync(join(folder, 'cache'));
    writeFileSync(file, text);
    expect(readManifest(file, 'key')).toBeNull();
  });

  it.skipIf(process.platform === 'win32').each<[string, () => void]>([
    ['a pipe', () => execFileSync('mkfifo', [file])],
    ['a link to what never ends', () => symlinkSync('/dev/zero', file)],
    [
      'a file of any size',
      () => {
        writeFileSync(file, '');
        truncateSync(file, 33_554_433);
      },
    ],
  ])('is not %s in its place, which it replaces', (_what, put) => {
    mkdirSync(join(folder, 'cache'));
    put();
    expect(readManifest(file, 'key')).toBeNull();
    expect(writeManifest(file, 'key', MANIFEST)).toBe(true);
    expect(readManifest(file, 'key')).toEqual(MANIFEST);
  });

  it('replaces the one before it, and leaves nothing beside it', () => {
    writeManifest(file, 'key', MANIFEST);
    writeManifest(file, 'key', { ...MANIFEST, folders: [] });
    expect(readManifest(file, 'key')?.folders).toEqual([]);
    expect(readdirSync(join(folder, 'cache'))).toEqual([manifestName('a target')]);
  });

  it('is one of a hundred, or of 32 megabytes: the oldest are removed, and no other files', () => {
    const cache = join(folder, 'cache');
    mkdirSync(cache);
    writeFileSync(join(cache, 'other.txt'), '');
    const path = (index: number) => join(cache, manifestName(`target ${index}`));
    for (let index = 0; index < 105; index++) {
      writeFileSync(path(index), '');
      utimesSync(path(index), 1000 + index, 1000 + index);
    }
    expect(writeManifest(file, 'key', MANIFEST)).toBe(true);
    expect(readdirSync(cache)).toHaveLength(107);
    truncateSync(path(5), 33_554_432);
    utimesSync(path(5), 1005, 1005);
    writeManifest(file, 'key', MANIFEST);
    const names = readdirSync(cache);
    expect(names).toHaveLength(101);
    expect(names).toContain('other.txt');
    expect(names).toContain(manifestName('target 6'));
    expect(names).not.toContain(manifestName('target 5'));
    expect(readManifest(file, 'key')).toEqual(MANIFEST);
  });

  it('cannot be written into a file, and nothing happens', () => {
    writeFileSync(join(folder, 'cache'), '');
    expect(writeManifest(file, 'key', MANIFEST)).toBe(false);
    expect(readdirSync(folder)).toEqual(['cache']);
  });
});

describe('runs at once', () => {
  const generator = new URL('../../../dist/generator/index.js', import.meta.url).href;
  let project: ProjectFolder;
  beforeEach(() => {
    project = new ProjectFolder();
  });
  afterEach(() => project.remove());

  it('in one process leave the output and one manifest', async () => {
    await Promise.all([1, 2, 3].map(() => project.generate()));
    expect(project.manifest()).not.toBe('');
    expect(await project.unchanged()).toEqual(await project.generate({ cache: false }));
  });

  it('in several processes, of schemas that change, never report what is not there', async () => {
    const options = JSON.stringify(project.options());
    const body = `
      import { generate } from ${JSON.stringify(generator)};
      import { readFileSync, writeFileSync } from 'node:fs';
      const output = ${JSON.stringify(project.at('src/generated/root/test/Part.ts'))};
      const schema = ${JSON.stringify(project.at('schema/part.mof'))};
      for (let round = 0; round < 15; round++) {
        const name = 'P' + process.pid + 'R' + round;
        writeFileSync(schema, 'class Part { string ' + name + '; };');
        await generate(${options});
      }`;
    const ends = await Promise.all([1, 2].map(() => runProgram(body)));
    expect(ends).toEqual([1, 2].map(() => ({ output: '', code: 0, signal: null })));
    const last = /P\d+R\d+/.exec(readFileSync(project.at('schema/part.mof'), 'utf8'))?.[0];
    await project.generate();
    expect(readFileSync(project.at('src/generated/root/test/Part.ts'), 'utf8')).toContain(last);
    expect(await project.unchanged()).toEqual(await project.generate({ cache: false }));
    expect(project.manifest()).not.toBe('');
  });
});
