import { EventEmitter } from 'node:events';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FileWatcher } from '../../../generator/watch/file-watcher.js';
import { WatchedFiles } from '../../../generator/watch/watched-files.js';

/** What watches for the tests: they tell of changes. */
class FakeWatcher extends EventEmitter {
  isClosed = false;

  close(): void {
    this.isClosed = true;
  }
}

const made: FakeWatcher[] = [];
vi.mock('chokidar', () => ({
  watch: () => {
    const watcher = new FakeWatcher();
    made.push(watcher);
    queueMicrotask(() => watcher.emit('ready'));
    return watcher;
  },
}));

const FILE = resolve('a.mof');
const files = (...paths: readonly string[]) => new WatchedFiles(paths, []);

let watcher: FileWatcher;
/** How many bursts have been told. */
let bursts: number;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  made.length = 0;
  bursts = 0;
  watcher = new FileWatcher();
  await watcher.watch(files(FILE));
});
afterEach(() => {
  vi.useRealTimers();
});

function change(path = FILE): void {
  made.at(-1)?.emit('all', 'change', path);
}

async function count(): Promise<void> {
  await watcher.changed();
  bursts++;
}

describe('a watcher of files', () => {
  it('tells of a burst of changes once, when it is over', async () => {
    const told = count();
    for (let index = 0; index < 100; index++) {
      change();
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
    change();
    change();
    await vi.advanceTimersByTimeAsync(100);
    await count();
    expect(bursts).toBe(1);
  });

  it('does not tell of other files', async () => {
    void count();
    change(join(FILE, '..', 'b.mof'));
    await vi.advanceTimersByTimeAsync(1000);
    expect(bursts).toBe(0);
  });

  it('begins anew only for other files, and gives the old ones back', async () => {
    expect(await watcher.watch(files(FILE))).toBe(false);
    expect(await watcher.watch(files(FILE, resolve('b.mof')))).toBe(true);
    expect(made.map(({ isClosed }) => isClosed)).toEqual([true, false]);
  });

  it('says when the system watches no more files', async () => {
    const told = watcher.changed();
    made[0]?.emit('error', Object.assign(new Error('no space left'), { code: 'ENOSPC' }));
    await expect(told).rejects.toMatchObject({
      diagnostics: [{ code: 'not-watched', help: expect.stringContaining('max_user_watches') }],
    });
  });
});
