import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cacheFolders } from '../../../generator/unchanged/cache-folder.js';

let folder: string;
const before = process.cwd();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mi-codegen-cache-'));
  for (const path of ['app/src', 'app/node_modules', 'bare/src', 'work'])
    mkdirSync(join(folder, path), { recursive: true });
  for (const path of ['app', 'bare']) writeFileSync(join(folder, path, 'package.json'), '{}');
  process.chdir(join(folder, 'work'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

describe('manifests are kept', () => {
  const inApp = () => join(folder, 'app/node_modules/.cache/mi-codegen');
  const first = (out: string) => cacheFolders(out)[0];

  it('in the packages of the project that the output is a part of', () => {
    expect(first(join(folder, 'app/src/not/yet/there'))).toBe(inApp());
    expect(first('../app/src')).toBe(inApp());
  });

  it('else in those of the working folder', () => {
    process.chdir(join(folder, 'app/src'));
    for (const out of ['bare/src', 'elsewhere']) expect(first(join(folder, out))).toBe(inApp());
  });

  it('in those of the workspace where a package of it has none', () => {
    mkdirSync(join(folder, 'app/packages/one'), { recursive: true });
    writeFileSync(join(folder, 'app/packages/one/package.json'), '{}');
    expect(first(join(folder, 'app/packages/one/src'))).toBe(inApp());
  });

  it("else in the user's folder for such files, by the rules of the system", () => {
    vi.stubEnv('XDG_CACHE_HOME', join(folder, 'xdg'));
    expect(cacheFolders(join(folder, 'bare/src'))).toEqual([join(folder, 'xdg/mi-codegen')]);
    expect(cacheFolders(join(folder, 'app/src'))).toEqual([inApp(), join(folder, 'xdg/mi-codegen')]);
    // Relative paths count as not set.
    vi.stubEnv('XDG_CACHE_HOME', 'xdg');
    vi.stubEnv('LOCALAPPDATA', join(folder, 'local'));
    const ofSystem = {
      win32: join(folder, 'local/mi-codegen'),
      darwin: join(homedir(), 'Library/Caches/mi-codegen'),
      linux: join(homedir(), '.cache/mi-codegen'),
    };
    for (const [platform, expected] of Object.entries(ofSystem)) {
      vi.spyOn(process, 'platform', 'get').mockReturnValue(platform as NodeJS.Platform);
      expect(cacheFolders(join(folder, 'bare/src'))).toEqual([expected]);
      vi.restoreAllMocks();
    }
  });

  it.skipIf(process.platform === 'win32').each(['', 'home'])('nowhere else where the home is %j', (home) => {
    vi.stubEnv('XDG_CACHE_HOME', undefined);
    vi.stubEnv('HOME', home);
    expect(cacheFolders(join(folder, 'bare/src'))).toEqual([]);
  });
});
