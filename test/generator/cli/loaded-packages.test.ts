import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { modulesLoadedBy } from '../../tools/loaded.js';

const dist = fileURLToPath(new URL('../../../dist/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'mi-codegen-loaded-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The modules that the build has put into each file of the bundle. */
const bundled: Readonly<Record<string, readonly string[]>> = JSON.parse(
  readFileSync(new URL('../../../build/bundled-modules.json', import.meta.url), 'utf8'),
);

/** The packages that a program loads: in their own modules, or in those of the bundle. */
function packagesOf(args: readonly string[]): readonly string[] {
  const loaded = modulesLoadedBy(args);
  const base = pathToFileURL(dist).href;
  const inBundle = loaded.flatMap((url) => (url.startsWith(base) ? (bundled[url.slice(base.length)] ?? []) : []));
  const names = [...loaded, ...inBundle].flatMap(
    (path) => /node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(path)?.[1] ?? [],
  );
  return [...new Set(names)].toSorted();
}

function packagesOfEntry(entry: string): readonly string[] {
  const program = `await import(${JSON.stringify(pathToFileURL(`${dist}${entry}/index.js`).href)});`;
  return packagesOf(['--input-type=module', '--eval', program]);
}

const command = `${dist}generator/bin.js`;

/** The packages that the command loads for a schema. */
function packagesOfCommand(flag: string, name: string, text: string): readonly string[] {
  writeFileSync(join(folder, name), text);
  return packagesOf([command, ...run(flag, name)]);
}

function run(flag: string, name: string, ...flags: readonly string[]): readonly string[] {
  return ['root/test', flag, join(folder, name), '--out', join(folder, 'out'), '--quiet', ...flags];
}

describe('the reader of XML', () => {
  it.each(['runtime', 'runtime/v1', 'runtime/memory', 'runtime/handler'])('is not loaded by %s', (entry) => {
    expect(packagesOfEntry(entry)).toEqual([]);
  });

  it('is loaded by a run that reads CIM-XML, and by no other', () => {
    const mof = packagesOfCommand('--mof', 'a.mof', 'class A { };');
    const cimXml = packagesOfCommand('--cim-xml', 'a.xml', '<CLASS NAME="A"/>');
    expect(mof).not.toContain('fast-xml-parser');
    expect(cimXml.filter((name) => !mof.includes(name))).toContain('fast-xml-parser');
  });
});

describe('what reads, renders and type-checks', () => {
  it('is not loaded by a run in which nothing has changed', () => {
    const text = 'class B { [Key] string Id; };';
    const worked = packagesOfCommand('--mof', 'b.mof', text);
    const unchanged = packagesOfCommand('--mof', 'b.mof', text);
    expect(worked).toContain('picomatch');
    expect(unchanged.filter((name) => !worked.includes(name))).toEqual([]);
    expect(unchanged.filter((name) => ['picomatch', 'tinyglobby', 'get-tsconfig'].includes(name))).toEqual([]);
  });
});

describe('the readers of configs', () => {
  const packagesWith = (config: string, text: string) => {
    const file = join(folder, config);
    writeFileSync(file, text);
    return packagesOf([command, '--config', file, '--quiet']);
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
