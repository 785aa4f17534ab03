import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { modulesLoadedBy } from '../../tools/loaded.js';

// What a start costs is above all the number of modules, and what they need of Node: here it is told without a clock.

const dist = fileURLToPath(new URL('../../../dist/', import.meta.url));
const command = join(dist, 'generator/bin.js');
const folder = mkdtempSync(join(tmpdir(), 'mi-codegen-modules-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The modules of the package that a program loads, and those of Node that it imports, in the order of their names. */
function loadedBy(...args: readonly string[]): readonly string[] {
  const base = pathToFileURL(dist).href;
  const loaded = modulesLoadedBy(args).flatMap((url) => {
    if (url.startsWith('node:')) return [url];
    return url.startsWith(base) ? [relative(dist, fileURLToPath(url)).replaceAll('\\', '/')] : [];
  });
  return [...new Set(loaded)].toSorted();
}

function loadedByEntry(entry: string): readonly string[] {
  const url = JSON.stringify(pathToFileURL(join(dist, entry)).href);
  return loadedBy('--input-type=module', '--eval', `await import(${url});`);
}

const VERSION = ['generator/bin.js', 'generator/node-version.js', 'generator/package-files.js'];
const ENTRY = [...VERSION, 'generator/tune-engine.js', 'generator/cli/main.js'];
const COMMAND = [...ENTRY, 'generator/chunks/command.js', 'generator/chunks/options.js'];
/** What the command and the runtime share: one chunk, and the bundler's helpers. */
const SHARED = ['runtime/chunks/rolldown-runtime.js', 'runtime/chunks/values.js'];
const RUNTIME = ['runtime/chunks/session.js', 'runtime/chunks/values.js'];

const ofPackage = (modules: readonly string[]) => modules.filter((name) => !name.startsWith('node:'));

describe('few modules are loaded', () => {
  it('by --version', () => {
    expect(loadedBy(command, '--version')).toEqual(VERSION);
  });

  it('by --help', () => {
    expect(ofPackage(loadedBy(command, '--help'))).toEqual([...COMMAND, ...SHARED].toSorted());
  });

  it('by a run', () => {
    const schema = join(folder, 'a.mof');
    writeFileSync(schema, 'class A { [Key] string Id; };');
    const run = loadedBy(command, 'root/test', '--mof', schema, '--out', join(folder, 'out'), '--quiet');
    const work = ['unchanged-run', 'bundled-files', 'mof', 'generate'].map((name) => `generator/chunks/${name}.js`);
    expect(ofPackage(run)).toEqual([...COMMAND, ...SHARED, ...work, 'runtime/chunks/koffi.js'].toSorted());
    // As a module it opens stdin, stdout and stderr.
    expect(run).not.toContain('node:process');
  });

  it('by what is shown', () => {
    const work = ['show-command', 'shown-targets', 'show', 'bundled-files', 'mof', 'generate', 'unchanged-run'];
    const chunks = work.map((name) => `generator/chunks/${name}.js`);
    const shown = loadedBy(command, 'show', 'Win32_Service', '--bundled', '--no-config');
    expect(ofPackage(shown)).toEqual([...COMMAND, ...SHARED, ...chunks].toSorted());
  });

  it('by the runtime', () => {
    const entry = ['runtime/index.js', 'runtime/flags.js', 'node:util'];
    expect(loadedByEntry('runtime/index.js')).toEqual([...RUNTIME, ...entry].toSorted());
  });

  it('by a repository in the process', () => {
    const entry = ['memory/index', 'chunks/generated-class', 'chunks/print-xml', 'chunks/write-instance'];
    expect(ofPackage(loadedByEntry('runtime/memory/index.js'))).toEqual(
      [...new Set([...RUNTIME, ...SHARED, ...entry.map((name) => `runtime/${name}.js`)])].toSorted(),
    );
  });

  it('by what generated code imports', () => {
    const entry = ['runtime/v1/index.js', 'runtime/chunks/generated-class.js', 'node:util'];
    expect(loadedByEntry('runtime/v1/index.js')).toEqual([...RUNTIME, ...entry].toSorted());
  });
});
