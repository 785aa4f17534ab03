import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LIBRARY_SPELLING } from '../../../generator/options/option-table.js';
import { resolveOptions } from '../../../generator/options/resolve-options.js';
import { ownRequire } from '../../../generator/package-files.js';
import { packageDigests } from '../../../generator/unchanged/package-digests.js';
import { digestOfProgram, programDigest } from '../../../generator/unchanged/program-digest.js';
import { runKey } from '../../../generator/unchanged/run-key.js';

const keyOf = (options: object) => {
  return runKey({ ...resolveOptions({ namespaces: ['root/cimv2'], ...options }, LIBRARY_SPELLING), imported: null });
};
const BUNDLED = { source: { kind: 'bundled' } };

describe('a run that is repeated', () => {
  it('is of this program, by its contents, and this Node', () => {
    expect(programDigest()).toMatch(/^[\w+/]{43}=$/);
    expect(keyOf(BUNDLED)).toContain(programDigest());
    expect(keyOf(BUNDLED)).toContain(process.version);
  });

  it('is of the packages that are not a part of the program, where they read the schema', () => {
    const digests = packageDigests('fast-xml-parser', performance.timeOrigin);
    expect(Object.keys(digests ?? {}).length).toBeGreaterThan(1);
    expect(keyOf({ source: { kind: 'files', cimXml: ['a.xml'] } })).toContain(JSON.stringify(digests));
    expect(keyOf({ source: { kind: 'files', mof: ['a.mof'] } })).not.toContain('fast-xml-parser');
    expect(packageDigests('no-package-of-this-name', performance.timeOrigin)).toBeNull();
  });

  it.skipIf(process.platform === 'win32')('is of the packages in the folders that Node loads them from', () => {
    // As pnpm lays them out: the packages that a package needs are beside the folder that it is linked to.
    const modules = mkdtempSync(join(realpathSync.native(tmpdir()), 'mi-codegen-packages-'));
    const write = (path: string, text: string) => {
      mkdirSync(dirname(join(modules, path)), { recursive: true });
      writeFileSync(join(modules, path), text);
    };
    const paths = vi.spyOn(ownRequire.resolve, 'paths').mockReturnValue([modules]);
    write('.pnpm/a@1/node_modules/a/package.json', '{ "dependencies": { "b": "1" } }');
    write('.pnpm/a@1/node_modules/b/package.json', '{}');
    write('.pnpm/a@1/node_modules/b/b.cjs', '1');
    write('b/package.json', '{ "version": "another" }');
    symlinkSync(join(modules, '.pnpm/a@1/node_modules/a'), join(modules, 'a'));
    try {
      const before = packageDigests('a', Number.POSITIVE_INFINITY);
      expect(Object.keys(before ?? {})).toEqual(
        ['a', 'b'].map((name) => join(modules, '.pnpm/a@1/node_modules', name)),
      );
      write('.pnpm/a@1/node_modules/b/b.cjs', '2');
      expect(packageDigests('a', Number.POSITIVE_INFINITY)).not.toEqual(before);
      expect(packageDigests('a', 0)).toBeNull();
    } finally {
      paths.mockRestore();
      rmSync(modules, { recursive: true });
    }
  });

  it('asks no machine, unless it is known that there is none', () => {
    const ofSystem = (platform: NodeJS.Platform, source: object) => {
      vi.spyOn(process, 'platform', 'get').mockReturnValue(platform);
      const key = keyOf({ source });
      vi.restoreAllMocks();
      return key === null;
    };
    const usual = { kind: 'live', orBundled: true };
    expect(ofSystem('linux', usual)).toBe(false);
    expect(ofSystem('win32', usual)).toBe(true);
    expect(ofSystem('linux', { kind: 'live' })).toBe(true);
    expect(ofSystem('linux', { ...usual, destination: 'server01' })).toBe(true);
    vi.stubEnv('MI_LIBRARY', '/opt/libmi.so');
    expect(ofSystem('linux', usual)).toBe(true);
    vi.unstubAllEnvs();
  });

  it('type-checks nothing, and was not told to work each time', () => {
    expect(keyOf({ ...BUNDLED, verify: true })).toBeNull();
    expect(keyOf({ ...BUNDLED, cache: false })).toBeNull();
  });
});

describe('a program', () => {
  let folder: string;
  const write = (path: string, text: string) => writeFileSync(join(folder, path), text);
  beforeEach(() => {
    folder = `${mkdtempSync(join(tmpdir(), 'mi-codegen-program-'))}/`;
    for (const path of ['generator/chunks', 'runtime']) mkdirSync(join(folder, path), { recursive: true });
    write('generator/chunks/a-hash.js', 'export {};');
    write('runtime/b.js', 'export {};');
    write('generator/c.mof', 'class C { };');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it.each(['generator/chunks/a-hash.js', 'runtime/b.js', 'generator/c.mof', 'runtime/new.js'])(
    'is another one with another %s',
    (path) => {
      const digest = digestOfProgram(folder, Number.POSITIVE_INFINITY);
      write(path, 'other {};');
      expect(digestOfProgram(folder, Number.POSITIVE_INFINITY)).not.toBe(digest);
    },
  );

  it('is the same where files were touched, or declarations are others', () => {
    const digest = digestOfProgram(folder, Number.POSITIVE_INFINITY);
    utimesSync(join(folder, 'runtime/b.js'), 1, 1);
    write('runtime/b.d.ts', 'export {};');
    expect(digestOfProgram(folder, Number.POSITIVE_INFINITY)).toBe(digest);
  });

  it('is unknown where it was replaced since it was started', () => {
    expect(digestOfProgram(folder, Date.now() + 60_000)).not.toBeNull();
    expect(digestOfProgram(folder, Date.now() - 60_000)).toBeNull();
  });

  it('is unknown where its files are somewhere else', () => {
    expect(digestOfProgram(join(folder, 'runtime/'), Number.POSITIVE_INFINITY)).toBeNull();
  });
});
