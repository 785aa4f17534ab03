import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runCommand } from '../../tools/run-command.js';

/** What the system would tell of a folder. */
class FakeWatch extends EventEmitter {
  isClosed = false;

  close(): void {
    this.isClosed = true;
  }
}

const made: FakeWatch[] = [];
vi.mock('node:fs', async (original) => ({
  ...(await original<typeof import('node:fs')>()),
  watch(folder: string) {
    if (folder.endsWith('schema')) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    const watcher = new FakeWatch();
    made.push(watcher);
    return watcher;
  },
}));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mi-codegen-watched-'));
  mkdirSync(join(folder, 'schema'));
  writeFileSync(join(folder, 'schema/a.mof'), 'class A { [Key] string Id; };\n');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('a command that cannot watch says so, and keeps no watcher that would keep the process', async () => {
  const words = ['root/test', '--mof', join(folder, 'schema/*.mof'), '--out', join(folder, 'out'), '--watch'];
  const { code, stderr } = await runCommand(words, folder);
  expect(code).toBe(2);
  expect(stderr).toContain('files cannot be watched: no space left');
  expect(made.length).toBeGreaterThan(0);
  expect(made.filter(({ isClosed }) => !isClosed)).toEqual([]);
});
