import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FileWatcher } from '../../../generator/watch/file-watcher.js';
import { WatchedFiles } from '../../../generator/watch/watched-files.js';

type Listener = (event: string, name: string | null) => void;

/** What the system would tell of a folder. */
class FakeWatch extends EventEmitter {
  readonly folder: string;
  readonly listener: Listener;
  isClosed = false;

  constructor(folder: string, listener: Listener) {
    super();
    this.folder = folder;
    this.listener = listener;
  }

  close(): void {
    this.isClosed = true;
  }
}

const made: FakeWatch[] = [];
let refusal: Error | null = null;
vi.mock('node:fs', async (original) => ({
  ...(await original<typeof import('node:fs')>()),
  watch(folder: string, listener: Listener) {
    if (refusal !== null) throw refusal;
    const watcher = new FakeWatch(folder, listener);
    made.push(watcher);
    return watcher;
  },
}));

let folder: string;
let watcher: FileWatcher;
/** How many bursts have been told. */
let bursts: number;

beforeEach(() => {
  folder = realpathSync.native(mkdtempSync(join(tmpdir(), 'mi-codegen-watcher-')));
  mkdirSync(join(folder, 'schema/deep'), { recursive: true });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  made.length = 0;
  refusal = null;
  bursts = 0;
  watcher = new FileWatcher();
});
afterEach(() => {
  watcher.stop();
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

function files(...paths: readonly string[]): WatchedFiles {
  return new WatchedFiles(
    paths.map((path) => join(folder, path)),
    [],
  );
}

/** The folders that are watched now, from the folder of the test. */
const watched = () =>
  made
    .filter(({ isClosed }) => !isClosed)
    .map((each) => each.folder.replace(folder, '.').replaceAll('\\', '/'))
    .sort();

function change(path: string, name: string | null): void {
  made.find((each) => each.folder === join(folder, path) && !each.isClosed)?.listener('change', name);
}

async function count(): Promise<void> {
  if (await watcher.changed()) bursts++;
}

describe('a watcher of files', () => {
  it('tells of a burst of changes once, when it is over', async () => {
    watcher.watch(files('schema/a.mof'));
    const told = count();
    for (let index = 0; index < 100; index++) {
      change('schema', 'a.mof');
      await vi.advanceTimersByTimeAsync(99);
    }
    expect(bursts).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    await told;
    void count();
    await vi.advanceTimersByTimeAsync(1000);
    expect(bursts).toBe(1);
  });

  it('tells of what has changed while nobody asked', async () => {
    watcher.watch(files('schema/a.mof'));
    change('schema', 'a.mof');
    change('schema', 'a.mof');
    await vi.advanceTimersByTimeAsync(100);
    await count();
    expect(bursts).toBe(1);
  });

  it.each([
    ['schema', 'a.mof', 1],
    ['schema', 'b.mof', 0],
    ['schema', 'deep', 0],
    ['.', 'schema', 1],
    ['.', 'other', 0],
    ['schema', null, 1],
  ])('tells of its files and of their folders: %s, %s', async (path, name, told) => {
    watcher.watch(files('schema/a.mof'));
    void count();
    change(path, name);
    await vi.advanceTimersByTimeAsync(1000);
    expect(bursts).toBe(told);
  });

  it('watches the folders of files, and those above them, until they are others', () => {
    expect(watcher.watch(files('schema/a.mof'))).toBe(true);
    expect(watched()).toEqual(['.', './schema']);
    expect(watcher.watch(files('schema/a.mof'))).toBe(false);
    expect(watcher.watch(files('schema/b.mof'))).toBe(true);
    expect(made).toHaveLength(2);
    expect(watcher.watch(files('schema/deep/b.mof'))).toBe(true);
    expect(watched()).toEqual(['./schema', './schema/deep']);
  });

  it('watches a folder anew that has taken the place of another one', () => {
    watcher.watch(files('schema/a.mof'));
    mkdirSync(join(folder, 'next'));
    renameSync(join(folder, 'schema'), join(folder, 'before'));
    renameSync(join(folder, 'next'), join(folder, 'schema'));
    expect(watcher.watch(files('schema/a.mof'))).toBe(true);
    expect(made.map(({ isClosed }) => isClosed)).toEqual([false, true, false]);
    expect(watched()).toEqual(['.', './schema']);
  });

  it('watches a folder anew that was removed and made again, which may have the same number', () => {
    watcher.watch(files('schema/deep/a.mof'));
    rmSync(join(folder, 'schema'), { recursive: true });
    mkdirSync(join(folder, 'schema/deep'), { recursive: true });
    expect(watcher.watch(files('schema/deep/a.mof'))).toBe(true);
    expect(made.map(({ isClosed }) => isClosed)).toEqual([true, true, false, false]);
  });

  it('counts a folder that has gone while it was not asked', () => {
    watcher.watch(files('schema/a.mof'));
    rmSync(join(folder, 'schema'), { recursive: true });
    expect(watcher.watch(files('schema/a.mof'))).toBe(true);
    expect(watcher.watch(files('schema/a.mof'))).toBe(false);
  });

  it('waits for a folder that has gone in one that is there', () => {
    rmSync(join(folder, 'schema'), { recursive: true });
    watcher.watch(files('schema/deep/a.mof'));
    expect(watched()).toEqual(['.']);
  });

  it('follows links to folders, and none in a circle', () => {
    symlinkSync(join(folder, 'schema'), join(folder, 'schema/deep/circle'), 'junction');
    symlinkSync(join(folder, 'schema'), join(folder, 'link'), 'junction');
    watcher.watch(files('link/deep/a.mof'));
    expect(watched()).toContain('./link/deep');
    expect(made.length).toBeLessThan(6);
  });

  it('looks for a folder anew of which the system tells no more', async () => {
    watcher.watch(files('schema/a.mof'));
    void count();
    made.at(-1)?.emit('error', new Error('EPERM'));
    await vi.advanceTimersByTimeAsync(100);
    expect(bursts).toBe(1);
  });

  it('says when the system watches no more folders', () => {
    refusal = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    expect(() => watcher.watch(files('schema/a.mof'))).toThrow('files cannot be watched: no space left');
  });

  it('can be stopped', async () => {
    watcher.watch(files('schema/a.mof'));
    const told = watcher.changed();
    watcher.stop();
    expect(await told).toBe(false);
    expect(watched()).toEqual([]);
  });
});
