import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { realPath } from '../../generator/real-path.js';

/** What is removed when its real path is asked for: another program may do so at any time. */
let going: string | null = null;
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const native = (path: string): string => {
    if (path === going) fs.rmSync(path, { recursive: true });
    return fs.realpathSync.native(path);
  };
  return { ...fs, realpathSync: Object.assign((path: string) => fs.realpathSync(path), { native }) };
});

let folder: string;
beforeEach(() => {
  folder = realpathSync.native(mkdtempSync(join(tmpdir(), 'mi-codegen-real-path-')));
  mkdirSync(join(folder, 'real/deep'), { recursive: true });
  symlinkSync(join(folder, 'real'), join(folder, 'link'), 'junction');
});
afterEach(() => {
  going = null;
  rmSync(folder, { recursive: true, force: true });
});

describe('a real path', () => {
  it('leads through links, also to what is not there', () => {
    expect(realPath(join(folder, 'link/deep'))).toBe(join(folder, 'real/deep'));
    expect(realPath(join(folder, 'link/none/a.ts'))).toBe(join(folder, 'real/none/a.ts'));
  });

  it('is found of what goes while it is looked for', () => {
    going = join(folder, 'link/deep');
    expect(realPath(going)).toBe(join(folder, 'real/deep'));
  });
});
