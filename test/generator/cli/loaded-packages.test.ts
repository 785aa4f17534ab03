import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const dist = fileURLToPath(new URL('../../../dist/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'mi-codegen-loaded-'));
afterAll(() => rmSync(folder, { recursive: true }));

function dataUrl(program: string): string {
  return `data:text/javascript,${encodeURIComponent(program)}`;
}

/** Prints the URL of each module that is loaded. */
const HOOKS = dataUrl(`
  import { writeSync } from 'node:fs';
  export async function load(url, context, next) {
    writeSync(2, 'loaded ' + url + '\\n');
    return next(url, context);
  }`);
const PRINT_LOADED = dataUrl(`import { register } from 'node:module'; register(${JSON.stringify(HOOKS)});`);

/** The packages that a program loads. */
function packagesOf(...args: readonly string[]): readonly string[] {
  const { status, stderr } = spawnSync(process.execPath, ['--import', PRINT_LOADED, ...args], { encoding: 'utf8' });
  expect(stderr).toContain('loaded file:');
  expect(status, stderr).toBe(0);
  const packages = stderr.matchAll(/^loaded .*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//gm);
  return [...new Set(Array.from(packages, ([, name = '']) => name))].toSorted();
}

/** The packages that the command loads for a schema of this name and text. */
function packagesOfCommand(flag: string, name: string, text: string): readonly string[] {
  const file = join(folder, name);
  writeFileSync(file, text);
  return packagesOf(`${dist}generator/bin.js`, 'root/test', flag, file, '--out', join(folder, 'out'), '--quiet');
}

describe('the reader of XML', () => {
  it.each(['runtime', 'runtime/v1', 'runtime/memory', 'runtime/handler'])('is not loaded by %s', (entry) => {
    const program = `await import(${JSON.stringify(pathToFileURL(`${dist}${entry}/index.js`).href)});`;
    expect(packagesOf('--input-type=module', '--eval', program)).toEqual([]);
  });

  it('is loaded by a run that reads CIM-XML, and by no other', () => {
    const mof = packagesOfCommand('--mof', 'a.mof', 'class A { };');
    const cimXml = packagesOfCommand('--cim-xml', 'a.xml', '<CLASS NAME="A"/>');
    expect(mof).not.toContain('fast-xml-parser');
    expect(cimXml.filter((name) => !mof.includes(name))).toContain('fast-xml-parser');
  });
});

describe('the readers of configs', () => {
  const packagesWith = (config: string, text: string) => {
    const file = join(folder, config);
    writeFileSync(file, text);
    return packagesOf(`${dist}generator/bin.js`, '--config', file, '--quiet');
  };
  const options = '{ "namespaces": ["root/test"], "source": { "kind": "files", "mof": ["a.mof"] }, "out": "out" }';

  it('are loaded by a run that has such a config, and by no other', () => {
    const without = packagesOfCommand('--mof', 'a.mof', 'class A { };');
    const added = (config: string, text: string) =>
      packagesWith(config, text).filter((name) => !without.includes(name));
    expect(without.filter((name) => /jiti|momoa/.test(name))).toEqual([]);
    expect(added('x.json', options)).toEqual(['@humanwhocodes/momoa']);
    const code = added('x.ts', `export default ${options};`);
    expect(code).toContain('jiti');
    expect(code).not.toContain('@humanwhocodes/momoa');
  });
});
