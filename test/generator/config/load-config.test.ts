import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LoadedTarget, loadConfig } from '../../../generator/config/load-config.js';
import { OPTIONS, type OptionName } from '../../../generator/options/option-table.js';
import { ConfigFolder, printed } from './config-folder.js';

let folder: ConfigFolder;
beforeEach(() => {
  folder = new ConfigFolder();
});
afterEach(() => folder.remove());

/** Writes a config, and loads it. */
async function load(name: string, text: string) {
  folder.write(name, text);
  return await loadConfig(name);
}

/** What is printed about a config. */
const refused = (name: string, text: string) => printed(() => load(name, text));

const OPTIONS_OF_A = { namespaces: ['root/a'], out: 'generated' };

describe('a config is read from', () => {
  const esm = `import { defineConfig } from 'mi-codegen';\nexport default defineConfig({ namespaces: ['root/a'] });\n`;
  const typed = `import type { Config } from 'mi-codegen';\nexport default { namespaces: ['root/a'] } satisfies Config;\n`;
  const commonJs = `const { defineConfig } = require('mi-codegen');\nmodule.exports = defineConfig({ namespaces: ['root/a'] });\n`;
  const compiled = `Object.defineProperty(exports, '__esModule', { value: true });\nexports.default = { namespaces: ['root/a'] };`;
  const json = '{ "$schema": "./node_modules/mi-codegen/dist/config.schema.json", "namespaces": ["root/a"] }';
  it.each([
    { type: 'module', name: 'x.ts', text: esm },
    { type: 'module', name: 'x.mts', text: typed },
    { type: 'module', name: 'x.cts', text: `export = { namespaces: ['root/a'] };` },
    { type: 'module', name: 'x.js', text: esm },
    { type: 'module', name: 'x.mjs', text: esm },
    { type: 'module', name: 'x.cjs', text: commonJs },
    { type: 'module', name: 'x.json', text: json },
    { type: 'commonjs', name: 'x.ts', text: typed },
    { type: 'commonjs', name: 'x.mts', text: esm },
    { type: 'commonjs', name: 'x.js', text: commonJs },
    { type: 'commonjs', name: 'x.js', text: esm },
    { type: 'commonjs', name: 'x.js', text: compiled },
    { type: 'commonjs', name: 'x.mjs', text: esm },
    { type: 'commonjs', name: 'x.json', text: json },
  ])('$name in a package of type $type', async ({ type, name, text }) => {
    folder.write('package.json', JSON.stringify({ type }));
    const { file, hasTargets, targets } = await load(name, text);
    expect({ file, hasTargets, targets: targets.map(({ options }) => options) }).toEqual({
      file: name,
      hasTargets: false,
      targets: [OPTIONS_OF_A],
    });
  });

  it.each([
    ['a promise', `export default Promise.resolve({ namespaces: ['root/a'] });`],
    ['a function', `export default () => ({ namespaces: ['root/a'] });`],
    ['an asynchronous function', `export default async () => ({ namespaces: [await 'root/a'] });`],
    ['a file that awaits', `const namespaces = await Promise.resolve(['root/a']);\nexport default { namespaces };`],
    ['a file that imports others', `import { namespaces } from './shared/names';\nexport default { namespaces };`],
  ])('%s', async (_what, text) => {
    folder.write('shared/names.ts', `export const namespaces: readonly string[] = ['root/a'];`);
    expect((await load('x.ts', text)).targets[0]?.options).toEqual(OPTIONS_OF_A);
  });

  it('JSON with comments, a comma at the end, and a byte order mark, or in UTF-16', async () => {
    const text = '{\n  // what this machine has\n  "namespaces": ["root/a",], /* all */\n}\n';
    expect((await load('x.json', `\ufeff${text}`)).targets[0]?.options).toEqual(OPTIONS_OF_A);
    folder.write('y.json', Buffer.from(`\ufeff${text}`, 'utf16le'));
    expect((await loadConfig('y.json')).targets[0]?.options).toEqual(OPTIONS_OF_A);
  });
});

describe('the targets of a config', () => {
  const optionsOf = (targets: readonly LoadedTarget[]) => targets.map(({ name, options }) => ({ name, ...options }));

  it('have the options beside them, where they give none themselves', async () => {
    const source = { kind: 'live', destination: 'server01', locale: 'de-DE' };
    const config = {
      source,
      importExtension: 'ts',
      exclude: ['*_Perf*'],
      targets: [
        { namespaces: ['root/a'], out: 'a' },
        { namespaces: ['root/b'], source: { kind: 'live' }, exclude: [], importExtension: undefined },
      ],
    };
    const { targets, hasTargets } = await load('x.mjs', `export default ${JSON.stringify(config)}`);
    expect(hasTargets).toBe(true);
    expect(optionsOf(targets)).toEqual([
      { name: 'targets[0]', namespaces: ['root/a'], out: 'a', source, importExtension: 'ts', exclude: ['*_Perf*'] },
      {
        name: 'targets[1]',
        namespaces: ['root/b'],
        out: 'generated',
        source: { kind: 'live' },
        importExtension: 'ts',
        exclude: [],
      },
    ]);
  });

  it('have paths from the folder of the config, the default output folder included', async () => {
    const source = { kind: 'files', mof: ['a/*.mof'], cimXml: ['./b.xml'], includeDirs: ['..'] };
    const own = { kind: 'live', destination: 'server01', checkCertificateName: false };
    const live = { ...own, trustedCertificates: 'ca.pem', certificateFile: '../me.pem', privateKeyFile: './me.key' };
    folder.write(
      'app/x.json',
      JSON.stringify({
        namespaces: ['root/a'],
        targets: [{ source, out: '../out' }, { source: { kind: 'bundled' } }, { source: live }],
      }),
    );
    folder.write('elsewhere/y.txt', '');
    process.chdir('elsewhere');
    const { file, targets } = await loadConfig(join(folder.path, 'app/x.json'));
    expect(file).toBe(join('..', 'app', 'x.json'));
    const way = (...names: string[]) => `${join('..', 'app')}/${names.join('/')}`;
    expect(optionsOf(targets)).toEqual([
      {
        name: 'targets[0]',
        namespaces: ['root/a'],
        source: { kind: 'files', mof: [way('a/*.mof')], cimXml: [way('b.xml')], includeDirs: ['..'] },
        out: '../out',
      },
      { name: 'targets[1]', namespaces: ['root/a'], source: { kind: 'bundled' }, out: way('generated') },
      {
        name: 'targets[2]',
        namespaces: ['root/a'],
        source: {
          ...own,
          trustedCertificates: way('ca.pem'),
          certificateFile: join('..', 'me.pem'),
          privateKeyFile: way('me.key'),
        },
        out: way('generated'),
      },
    ]);
    // An option for files that is added to the table is a path, too.
    const [paths, files] = (['files', 'live'] as const).map((kind) =>
      OPTIONS.filter((option) => option.source === kind).flatMap(({ property }) => property ?? []),
    );
    expect(paths).toEqual(Object.keys(source).slice(1));
    expect(files?.filter((name) => /File|Certificates/.test(name))).toEqual(Object.keys(live).slice(3));
  });

  it('know how the file writes an option', async () => {
    const { targets } = await load(
      'x.json',
      '{ "clean": true, "namespaces": ["root/a"], "targets": [{ "source": { "kind": "files", "mof": ["a"] }, "out": "a" }] }',
    );
    const names: OptionName[] = ['out', 'clean', 'strict', 'source.files.mof', 'source.live.locale'];
    expect(names.map((name) => targets[0]?.nameOf(name))).toEqual([
      'targets[0].out',
      'clean',
      null,
      'targets[0].source.mof',
      null,
    ]);
    expect((await load('y.json', '{ "out": "a" }')).targets[0]?.nameOf('out')).toBe('out');
  });
});

describe('a mistake in JSON has its place', () => {
  it('where an option is not known, in any target', async () => {
    const text =
      '{\n  "targets": [\n    { "out": "a" },\n    { "source": { "kind": "files", "moff": [], "mof": "a" } }\n  ]\n}';
    expect(await refused('x.json', text)).toBe(
      [
        'x.json:4:36 - error config-option: a config takes no targets[1].source.moff where source.kind is files',
        '  4 |     { "source": { "kind": "files", "moff": [], "mof": "a" } }',
        '    |                                    ^^^^^^',
        '  help: did you mean "mof"?',
        'x.json:4:48 - error config-option: a config takes an array of strings as targets[1].source.mof',
        '  4 |     { "source": { "kind": "files", "moff": [], "mof": "a" } }',
        '    |                                                ^^^^^',
        '  help: write ["a"]',
      ].join('\n'),
    );
  });

  it.each([
    ['{ "targets": {} }', '1:3 - error config-option: a config takes an array of at least one target as targets'],
    ['{ "targets": [] }', '1:3 - error config-option: a config takes an array of at least one target as targets'],
    ['{ "targets": [1] }', '1:15 - error config-option: a config takes an object of options as targets[0]'],
    ['{ "targets": [{ "targets": [] }] }', '1:17 - error config-option: a config takes no targets[0].targets'],
    ['[]', '1:1 - error config-option: a config takes an object of options'],
    ['{ "$schema": 1 }', '1:3 - error config-option: a config takes a string as $schema'],
    ['{ "source": "bundled" }', '1:3 - error config-option: a config takes an object as source'],
    ['{ "source": { } }', '1:3 - error config-option: a config takes one of files, live, bundled as source.kind'],
    ['{ "__proto__": 1 }', '1:3 - error config-option: a config takes no __proto__'],
    ['{ "namespaces": ["root/a?"] }', '1:18 - error config-option: "root/a?" is not a namespace'],
    ['{ "out": }', '1:10 - error config-syntax: "}" is not expected here'],
    ['{ out: "a" }', '1:3 - error config-syntax: "out" is not expected here'],
    ['{ "out": "a" ', '1:13 - error config-syntax: the end of the file is not expected here'],
    ['', '1:1 - error config-syntax: the end of the file is not expected here'],
  ])('%s', async (text, message) => {
    expect((await refused('x.json', text)).split('\n')[0]).toBe(`x.json:${message}`);
  });

  it('and a way out', async () => {
    expect(await refused('x.json', '{ "mode": "check" }')).toContain('help: use --check or --dry-run');
    const password = '{ "source": { "kind": "live", "username": "me", "password": "secret" } }';
    const text = await refused('x.json', password);
    expect(text).toContain('a config takes no source.password\n');
    expect(text).not.toContain('"secret"');
    expect(await refused('x.json', '{ "source": { "kind": "live", "Pasword": "hidden" } }')).not.toContain('hidden');
    expect(text).toContain('help: others can read a config: set the environment variable MI_PASSWORD');
    expect(await refused('x.json', '{ "mof": ["a.mof"] }')).toContain(
      "help: write source: { kind: 'files', mof: [...] }",
    );
    expect(await refused('x.json', "{ 'out': 1 }")).toContain('help: in JSON, names and texts stand in double quotes');
  });
});

describe('a mistake in code has its place', () => {
  it('where the text has one such name', async () => {
    const text = `export default {\n  source: { kind: 'files', moff: ['a.mof'] },\n  clases: [],\n  // clases: all\n};\n`;
    expect(await refused('x.ts', text)).toBe(
      [
        'error config-option: x.ts: a config takes no clases',
        '  help: did you mean "classes"?',
        'x.ts:2:28 - error config-option: a config takes no source.moff where source.kind is files',
        `  2 |   source: { kind: 'files', moff: ['a.mof'] },`,
        '    |                            ^^^^',
        '  help: did you mean "mof"?',
      ].join('\n'),
    );
  });

  it.each([
    { text: `export default { 'out-dir': 'a' };`, where: 'x.ts:1:18', marked: 9 },
    { text: `const moff = [];\nexport default { moff };`, where: 'x.ts:2:18', marked: 4 },
    { text: `export default { moff() {} };`, where: 'x.ts:1:18', marked: 4 },
    { text: `export default { ['mo' + 'ff']: 1 };`, where: 'error', marked: 0 },
  ])('also in $text', async ({ text, where, marked }) => {
    const lines = await refused('x.ts', text);
    expect(lines.startsWith(where)).toBe(true);
    expect(lines.replaceAll(/[^^]/g, '')).toHaveLength(marked);
  });

  it('where it is no code', async () => {
    expect(await refused('x.ts', `const a: number = 1;\nexport default { out: 'a' ];\n`)).toBe(
      [
        'x.ts:2:27 - error config-syntax: Unexpected token, expected ","',
        `  2 | export default { out: 'a' ];`,
        '    |                           ^',
      ].join('\n'),
    );
  });

  it('where it throws', async () => {
    const text = `interface A { a: string }\n\nexport default {\n  out: missing.out,\n};\n`;
    expect(await refused('x.ts', text)).toBe(
      [
        'x.ts:4:3 - error config-failed: the config failed with ReferenceError: missing is not defined',
        '  4 |   out: missing.out,',
        '    |   ^^^^^^^^^^^^^^^^^',
      ].join('\n'),
    );
  });

  it('where a file that it imports throws', async () => {
    folder.write('lib/out.ts', `export function out(): string {\n  throw new TypeError('no\\nfolder');\n}\n`);
    expect(
      await refused('x.mts', `import { out } from './lib/out.ts';\nexport default () => ({ out: out() });\n`),
    ).toBe(
      [
        `${join('lib', 'out.ts')}:2:3 - error config-failed: the config failed with TypeError: no folder`,
        `  2 |   throw new TypeError('no\\nfolder');`,
        '    |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
      ].join('\n'),
    );
  });

  it('where it imports what is not there', async () => {
    expect((await refused('x.ts', `import a from './nothing.js';\nexport default a;\n`)).split('\n')[0]).toBe(
      `x.ts:1:1 - error config-failed: the config failed with Error: Cannot find module './nothing.js'`,
    );
  });

  it.each([
    ['a text that is thrown', `throw 'no server';`, 'error config-failed: x.ts: the config failed with no server'],
    ['no export', 'export const config = {};', 'error config-without-export: x.ts has no default export'],
    ['no export at all', '', 'error config-without-export: x.ts has no default export'],
    ['null', 'export default null;', 'error config-option: x.ts: a config takes an object of options'],
    ['a text', `export default 'root/a';`, 'error config-option: x.ts: a config takes an object of options'],
    [
      'a function without result',
      'export default () => {};',
      'error config-option: x.ts: a config takes an object of options',
    ],
  ])('or none: %s', async (_what, text, message) => {
    expect((await refused('x.ts', text)).split('\n')[0]).toBe(message);
  });
});

describe('a config is refused', () => {
  it('that does not exist', async () => {
    expect(await printed(() => loadConfig('no/x.ts'))).toBe(
      `error no-config: the config ${join('no', 'x.ts')} does not exist\n  help: paths are relative to ${folder.path}`,
    );
  });

  it.each(['x.yaml', 'x'])('that is called %s', async (name) => {
    expect(await refused(name, '{}')).toContain(`error no-config: ${name} is no config\n`);
  });

  it('that is a folder', async () => {
    folder.write('x.ts/y', '');
    expect(await printed(() => loadConfig('x.ts'))).toContain('error no-config: x.ts is no config\n');
  });
});
