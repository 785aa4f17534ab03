import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { move } from '../../../generator/emit/move.js';

// No program can be made to hold a file everywhere: the system call is what is replaced.
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  return { ...fs, renameSync: vi.fn(fs.renameSync) };
});

const platform = process.platform;
const on = (name: NodeJS.Platform) => Object.defineProperty(process, 'platform', { value: name });
const failOnce = (code: string) =>
  vi.mocked(renameSync).mockImplementationOnce(() => {
    throw Object.assign(new Error(code), { code });
  });
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mi-codegen-move-'));
  writeFileSync(join(folder, 'a'), '');
  vi.mocked(renameSync).mockClear();
});
afterEach(() => {
  on(platform);
  rmSync(folder, { recursive: true });
});

it('waits for a file that Windows says is in use', () => {
  on('win32');
  failOnce('EPERM');
  failOnce('EBUSY');
  move(join(folder, 'a'), join(folder, 'b'));
  expect(renameSync).toHaveBeenCalledTimes(3);
});

it.each([
  ['win32', 'ENOENT'],
  ['linux', 'EPERM'],
] as const)('does not wait on %s for %s', (name, code) => {
  on(name);
  failOnce(code);
  expect(() => move(join(folder, 'a'), join(folder, 'b'))).toThrow(code);
  expect(renameSync).toHaveBeenCalledTimes(1);
});

it('gives up in the end, and says why', () => {
  on('win32');
  for (let time = 0; time < 6; time++) failOnce('EBUSY');
  expect(() => move(join(folder, 'a'), join(folder, 'b'))).toThrow('EBUSY');
});
