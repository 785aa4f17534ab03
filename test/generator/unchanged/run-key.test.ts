import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LIBRARY_SPELLING } from '../../../generator/options/option-table.js';
import { resolveOptions } from '../../../generator/options/resolve-options.js';
import { packageVersions } from '../../../generator/unchanged/package-versions.js';
import { digestOfProgram, programDigest } from '../../../generator/unchanged/program-digest.js';
import { runKey } from '../../../generator/unchanged/run-key.js';

const keyOf = (options: object) => runKey(resolveOptions({ namespaces: ['root/cimv2'], ...options }, LIBRARY_SPELLING));
const BUNDLED = { source: { kind: 'bundled' } };

describe('a run that is repeated', () => {
  it('is of this program, by its contents, and this Node', () => {
    expect(programDigest()).toMatch(/^[\w+/]{43}=$/);
    expect(keyOf(BUNDLED)).toContain(programDigest());
    expect(keyOf(BUNDLED)).toContain(process.version);
  });

  it('is of the packages that are not a part of the program, where they read the schema', () => {
    const versions = packageVersions('fast-xml-parser');
    expect(Object.keys(versions ?? {}).length).toBeGreaterThan(1);
    expect(keyOf({ source: { kind: 'files', cimXml: ['a.xml'] } })).toContain(JSON.stringify(versions));
    expect(keyOf({ source: { kind: 'files', mof: ['a.mof'] } })).not.toContain('fast-xml-parser');
    expect(packageVersions('no-package-of-this-name')).toBeNull();
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
