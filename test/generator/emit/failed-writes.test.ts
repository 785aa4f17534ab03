import fs, { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { HEADER } from '../../../generator/emit/compare.js';
import { write } from '../../../generator/emit/write.js';
import { LIBRARY_SPELLING } from '../../../generator/options/option-table.js';
import { filesIn } from '../../tools/files-in.js';

/** A disk: some calls fail once, when so many of them have been made; others whenever they are made. */
const disk = vi.hoisted(() => ({ left: Number.POSITIVE_INFINITY, once: '', always: [] as readonly string[] }));

vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  const failing = (name: string, call: (...args: readonly unknown[]) => unknown) => {
    return (...args: readonly unknown[]): unknown => {
      if (disk.always.includes(name) || (disk.once === name && disk.left-- === 0)) {
        throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: name });
      }
      return call(...args);
    };
  };
  const mocked = Object.entries(real).map(([name, member]) => [
    name,
    typeof member === 'function' ? failing(name, (...args) => Reflect.apply(member, real, args)) : member,
  ]);
  return { ...Object.fromEntries(mocked), default: real };
});

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mi-codegen-full-'));
});
afterEach(() => {
  repair();
  rmSync(folder, { recursive: true, force: true });
});

const run = (out: string, text: string, names: readonly string[], clean = false) =>
  write(
    join(folder, out),
    {
      files: ['root/a', 'interop'].flatMap((namespace) =>
        names.map((name) => ({ path: `${namespace}/${name}.ts`, text: `${HEADER}${name}\n${text}\n` })),
      ),
      folders: ['root/a', 'interop'],
    },
    { clean, keepTexts: false, spelling: LIBRARY_SPELLING },
  );

const repair = () => Object.assign(disk, { left: Number.POSITIVE_INFINITY, once: '', always: [] });

// Without links, files are replaced one by one.
it.each([
  ['writeFileSync', []],
  ['mkdirSync', []],
  ['renameSync', []],
  ['renameSync', ['linkSync']],
  ['copyFileSync', ['linkSync']],
  ['rmSync', ['linkSync']],
])('keeps the old output where %s fails at any moment (without %j)', async (once, always) => {
  await run('out', 'old', ['A', 'B', 'Gone']);
  const old = filesIn(join(folder, 'out'));
  let failures = 0;
  for (let left = 0; ; left++) {
    Object.assign(disk, { left, once, always });
    const failure = await run('out', 'new', ['A', 'B', 'C'], true).then(
      () => null,
      (error: NodeJS.ErrnoException) => error.code,
    );
    repair();
    if (failure === null || Object.keys(filesIn(join(folder, 'out'))).includes('root/a/C.ts')) break;
    failures++;
    expect(failure).toBe('ENOSPC');
    expect(filesIn(join(folder, 'out'))).toEqual(old);
  }
  const texts = Object.values(filesIn(join(folder, 'out')));
  expect(texts.map((text) => text.includes('new'))).toEqual(Array.from({ length: 6 }, () => true));
  expect(failures).toBeGreaterThan(0);
});

it('leaves no folder of an output that cannot be written', async () => {
  Object.assign(disk, { left: 1, once: 'writeFileSync' });
  await expect(run('deep/below/out', 'new', ['A', 'B'])).rejects.toThrow('ENOSPC');
  expect(fs.readdirSync(folder)).toEqual([]);
});
