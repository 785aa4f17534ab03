import fs, { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HEADER } from '../../../generator/emit/compare.js';
import { write } from '../../../generator/emit/write.js';
import { LIBRARY_SPELLING } from '../../../generator/options/option-table.js';
import { filesIn } from '../../tools/files-in.js';

/**
 * A process that can be killed at every single call of the file system: from then on nothing that it calls does
 * anything, and the files that it has open are closed.
 */
const disk = vi.hoisted(() => ({
  calls: 0,
  killAfter: Number.POSITIVE_INFINITY,
  links: true,
  open: new Set<number>(),
}));

function guarded<A extends readonly unknown[], R>(name: string, call: (...args: A) => R) {
  return (...args: A): R => {
    if (disk.calls >= disk.killAfter) throw new Error('killed');
    disk.calls++;
    const dies = disk.calls === disk.killAfter;
    if (name === 'linkSync' && !disk.links) throw Object.assign(new Error('EPERM'), { code: 'EPERM', syscall: 'link' });
    // A file may be half written.
    const [path, text, ...rest] = args;
    if (name === 'writeFileSync' && dies && typeof text === 'string') {
      return Reflect.apply(call, undefined, [path, text.slice(0, text.length / 2), ...rest]);
    }
    const result = call(...args);
    if (name === 'openSync') disk.open.add(Number(result));
    if (name === 'closeSync') disk.open.delete(Number(path));
    return result;
  };
}

vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  const mocked = Object.entries(real).map(([name, member]) => [
    name,
    name.endsWith('Sync') && typeof member === 'function'
      ? guarded(name, (...args) => Reflect.apply(member, real, args))
      : member,
  ]);
  return { ...Object.fromEntries(mocked), default: real };
});
vi.mock('../../../generator/emit/system-calls.js', async (original) => {
  const { loadSystemCalls } = await original<typeof import('../../../generator/emit/system-calls.js')>();
  const calls = await loadSystemCalls();
  return { loadSystemCalls: async () => calls && { ...calls, exchange: guarded('exchange', calls.exchange) } };
});

type Files = Readonly<Record<string, string>>;
const generated = (files: Files) =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`${path}.ts`, `${HEADER}${path}.\n${text}\n`]));
const OLD = { A: 'old', B: 'old', Gone: 'old', Same: '', index: 'old' };
const NEW = { A: 'new', B: 'new', C: 'new', Same: '', index: 'new' };
const inFolder = (folder: string, files: Files) =>
  generated(Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text])));

interface Scenario {
  readonly name: string;
  readonly before: Files;
  readonly after: Files;
  readonly links?: boolean;
}

/** A run that changes everything that is seen in one step. */
const AT_ONCE: readonly Scenario[] = [
  { name: 'that changes a namespace', before: inFolder('root/a', OLD), after: inFolder('root/a', NEW) },
  { name: 'into no folder', before: {}, after: inFolder('root/a', NEW) },
  {
    name: 'that changes namespaces, and adds others',
    before: { ...inFolder('root/a', OLD), ...inFolder('root/a/b', { X: 'old' }) },
    after: { ...inFolder('root/a', NEW), ...inFolder('root/a/b', { X: 'new' }), ...inFolder('root/c', { X: 'new' }) },
  },
  {
    name: 'that adds a namespace below another',
    before: inFolder('root/a', OLD),
    after: { ...inFolder('root/a', OLD), ...inFolder('root/a/b/c', NEW) },
  },
  { name: 'that changes one file', before: inFolder('root/a', OLD), after: inFolder('root/a', { ...OLD, A: 'new' }) },
];

/** A run of which each file, or each namespace, is seen to change at once: all of it when it ends, or the next one. */
const COMPLETED_LATER: readonly Scenario[] = [
  {
    name: 'where there are no hard links',
    before: inFolder('root/a', OLD),
    after: inFolder('root/a', NEW),
    links: false,
  },
  {
    name: 'that changes namespaces whose first names differ',
    before: { ...inFolder('root/a', OLD), ...inFolder('interop', { X: 'old' }) },
    after: { ...inFolder('root/a', NEW), ...inFolder('interop', { X: 'new' }), ...inFolder('third', { X: 'new' }) },
  },
];

const MINE: Files = { 'root/a/mine.ts': 'export {};\n', 'readme.txt': 'mine' };

let folder: string;
let out: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mi-codegen-killed-'));
  out = join(folder, 'out');
});
afterEach(() => {
  revive();
  rmSync(folder, { recursive: true, force: true });
});

function run(files: Files, clean = true) {
  const output = {
    files: Object.entries(files).map(([path, text]) => ({ path, text })),
    folders: [...new Set(Object.keys(files).map((path) => path.slice(0, path.lastIndexOf('/'))))],
  };
  return write(out, output, { clean, keepTexts: false, spelling: LIBRARY_SPELLING });
}

/** The operating system closes what a process has open. */
function revive(): void {
  disk.killAfter = Number.POSITIVE_INFINITY;
  disk.links = true;
  for (const file of disk.open) fs.closeSync(file);
  disk.open.clear();
}

const found = (): Files => (existsSync(out) ? filesIn(out) : {});

/** Kills a run after its first call, its second ... until one ends by itself. `check` sees what each has left. */
async function killEverywhere(scenario: Scenario, check: (whole: Whole) => Promise<void>): Promise<void> {
  const mine = Object.keys(scenario.before).length > 0 ? MINE : {};
  const before = join(folder, 'before');
  await run(scenario.before);
  for (const [path, text] of Object.entries(mine)) fs.writeFileSync(join(out, path), text);
  if (existsSync(out)) cpSync(out, before, { recursive: true });
  for (let killAfter = 1, ended = false; !ended; killAfter++) {
    rmSync(out, { recursive: true, force: true });
    if (existsSync(before)) cpSync(before, out, { recursive: true });
    Object.assign(disk, { calls: 0, killAfter, links: scenario.links ?? true });
    ended = await run(scenario.after).then(
      () => true,
      (error: Error) => {
        expect(error.message).toBe('killed');
        return false;
      },
    );
    revive();
    await check({ old: { ...scenario.before, ...mine }, new: { ...scenario.after, ...mine } });
  }
}

interface Whole {
  readonly old: Files;
  readonly new: Files;
}

describe('a run that is killed at any moment', () => {
  it.each(AT_ONCE)('$name leaves the old or the new output, which the next run cleans up', async (scenario) => {
    const seen = new Set<string>();
    await killEverywhere(scenario, async (whole) => {
      const which = JSON.stringify(found()) === JSON.stringify(sorted(whole.new)) ? 'new' : 'old';
      seen.add(which);
      expect(found()).toEqual(whole[which]);
      await run(scenario.after);
      expectOnly(whole.new);
    });
    expect([...seen]).toEqual(['old', 'new']);
  });

  it.each(COMPLETED_LATER)(
    '$name leaves whole files, and the next run of whatever kind completes it',
    async (scenario) => {
      const seen = new Set<string>();
      await killEverywhere(scenario, async (whole) => {
        for (const [path, text] of Object.entries(found())) expect([whole.old[path], whole.new[path]]).toContain(text);
        const other = inFolder('another', { X: '' });
        await run(other);
        const which = found()['root/a/A.ts'] === whole.new['root/a/A.ts'] ? 'new' : 'old';
        seen.add(which);
        expectOnly({ ...whole[which], ...other });
      });
      expect([...seen]).toEqual(['old', 'new']);
    },
  );
});

function expectOnly(files: Files): void {
  expect(found()).toEqual(files);
  expect(readdirSync(out).filter((name) => name.startsWith('.'))).toEqual([]);
}

function sorted(files: Files): Files {
  return Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
}
