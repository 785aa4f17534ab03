import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compare, HEADER } from '../../../generator/emit/compare.js';
import { FolderLock } from '../../../generator/emit/folder-lock.js';
import { loadSystemCalls } from '../../../generator/emit/system-calls.js';
import { write } from '../../../generator/emit/write.js';
import { LIBRARY_SPELLING } from '../../../generator/options/option-table.js';
import { compile } from '../../tools/compile.js';
import { filesIn } from '../../tools/files-in.js';
import { runProgram } from '../../tools/program.js';

const calls = await loadSystemCalls();
const none = { tryLock: () => null, exchange: () => false };

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mi-codegen-lock-'));
  file = join(folder, '.mi-codegen/lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const prepare = () => mkdirSync(join(folder, '.mi-codegen'), { recursive: true });
const take = (attempts: number, system = calls) => FolderLock.take(file, prepare, system, { attempts });
const options = { clean: true, keepTexts: false, spelling: LIBRARY_SPELLING };
const output = (...texts: string[]) => ({
  files: texts.map((text, index) => ({ path: `root/a/X${index}.ts`, text: `${HEADER}${text}\n` })),
  folders: ['root/a'],
});

describe('the lock of an output folder', () => {
  it.each([
    ['of the system', calls],
    ['that is a file', none],
  ] as const)('%s is had once', async (_name, system) => {
    const lock = await take(1, system);
    await expect(take(2, system)).rejects.toThrow(/^another run of mi-codegen.* is writing into the output folder$/);
    lock.release();
    expect(existsSync(file)).toBe(false);
    (await take(1, system)).release();
  });

  it.skipIf(process.platform === 'win32')('names the run that has it, and says what to do', async () => {
    const lock = await take(1);
    const refused: unknown = await take(1).catch((error: unknown) => error);
    lock.release();
    expect(refused).toMatchObject({
      diagnostics: [
        {
          code: 'output-in-use',
          message: `another run of mi-codegen (process ${process.pid} on ${hostname()}) is writing into the output folder`,
          help: 'wait until that run is over, or end it',
        },
      ],
    });
  });

  it('that is a file says how to be rid of it', async () => {
    await take(1, none);
    await expect(take(1, none)).rejects.toMatchObject({
      diagnostics: [{ help: `when no run is at work, delete ${file}` }],
    });
  });

  it('is waited for', async () => {
    const lock = await take(1);
    let waits = 0;
    const writing = write(folder, output('new'), options, {
      onWait: () => {
        waits++;
        lock.release();
      },
    });
    expect(await writing).toMatchObject([{ change: 'created' }]);
    expect(waits).toBe(1);
    expect(readdirSync(folder)).toEqual(['root']);
  });

  it.each([
    ['of the system', calls],
    ['that is a file', none],
  ] as const)('%s says that it cannot be created, and does not wait for another run', async (_name, system) => {
    const taken = FolderLock.take(file, () => {}, system);
    await expect(taken).rejects.toMatchObject({ code: 'ENOENT', path: file });
  });

  it('is taken where another run has removed its folder a few times', async () => {
    let attempts = 0;
    const removed = () => {
      if (++attempts === 4) prepare();
    };
    (await FolderLock.take(file, removed, calls)).release();
    expect(attempts).toBe(4);
  });

  it.skipIf(process.platform === 'win32').each(['SIGINT', 'SIGTERM'] as const)(
    'does not keep %s from ending a run that waits',
    async (signal) => {
      writeFileSync(join(folder, 'schema.mof'), 'class A { };');
      const lock = await FolderLock.take(join(folder, '.mi-codegen/lock'), prepare, calls);
      const generator = new URL('../../../dist/generator/index.js', import.meta.url).href;
      const program = `
        const { generate } = await import('${generator}');
        const onProgress = (phase) => phase === 'waiting for another run' && process.kill(process.pid, '${signal}');
        await generate({ namespaces: ['root/a'], source: { kind: 'files', mof: ['schema.mof'] }, out: '.', onProgress });`;
      expect(await runProgram(program, { cwd: folder })).toEqual({ output: '', code: null, signal });
      lock.release();
      expect(Object.keys(filesIn(folder))).toEqual(['schema.mof']);
    },
  );

  it('is the same by whatever path', async () => {
    const link = `${folder}-link`;
    symlinkSync(folder, link, 'junction');
    const lock = await take(1);
    await expect(write(link, output('new'), options, { attempts: 1 })).rejects.toThrow('another run');
    lock.release();
    await write(link, output('new'), options);
    expect(Object.keys(filesIn(folder))).toEqual(['root/a/X0.ts']);
    rmSync(link);
  });

  it('is not needed where nothing is to be written', async () => {
    await write(folder, output('old'), options);
    const lock = await take(1);
    lock.release();
    expect(await write(folder, output('old'), options, { attempts: 0 })).toMatchObject([{ change: 'unchanged' }]);
    expect(compare(folder, output('new'), options)).toMatchObject([{ change: 'changed' }]);
  });

  it('ends with its process, however that ends', async () => {
    const compiled = await compile('generator/emit/folder-lock.ts', 'generator/emit/system-calls.ts');
    const program = `
      const { FolderLock } = await import('${compiled}folder-lock.js');
      const { loadSystemCalls } = await import('${compiled}system-calls.js');
      await FolderLock.take(${JSON.stringify(file)}, () => {}, await loadSystemCalls());
      console.log('locked');
      setInterval(() => {}, 1000);`;
    prepare();
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    await expect(take(1)).rejects.toThrow('another run');
    child.kill('SIGKILL');
    await once(child, 'close');
    (await take(1)).release();
  });

  it('is let go when the work fails', async () => {
    await write(folder, output('old'), options);
    writeFileSync(join(folder, 'root/a/X1.ts'), 'mine');
    await expect(write(folder, output('new', 'new'), options)).rejects.toThrow('mi-codegen did not write it');
    (await take(1)).release();
  });

  it('keeps apart the runs of one process', async () => {
    const texts = ['one', 'two', 'three', 'four'];
    await Promise.all(texts.map((text) => write(folder, output(text, text, text), options)));
    const [first, ...others] = Object.values(filesIn(folder));
    expect(texts.map((text) => `${HEADER}${text}\n`)).toContain(first);
    expect(others).toEqual([first, first]);
    expect(readdirSync(folder)).toEqual(['root']);
  });
});
