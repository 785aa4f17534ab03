import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { PassThrough, Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { main } from '../../../generator/cli/main.js';
import { CONFIG_NAMES } from '../../../generator/config/find-config.js';
import { runCommand } from '../../tools/run-command.js';
import { ConfigFolder } from '../config/config-folder.js';

let folder: ConfigFolder;
beforeEach(() => {
  folder = new ConfigFolder();
});
afterEach(() => {
  vi.restoreAllMocks();
  folder.remove();
});

const CONFIG = 'mi-codegen.config.ts';
const MOF = 'class A { [Key] string Id; B ref Other; };\nclass B { [Key] string Id; };\nclass C { };\n';

const init = (...words: string[]) => runCommand(['init', ...words]);
const config = () => readFileSync(CONFIG, 'utf8');

/** Runs the command on a terminal, and types a text behind each prompt; then input ends. */
async function answer(texts: readonly string[], ...words: string[]) {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  vi.spyOn(process, 'stdin', 'get').mockReturnValue(stdin as unknown as typeof process.stdin);
  const written = { stdout: '', stderr: '' };
  const left = [...texts];
  const type = () => {
    const text = left.shift();
    if (text === undefined) stdin.end();
    else stdin.write(text);
  };
  const stream = (name: keyof typeof written) =>
    Object.assign(new Writable(), {
      isTTY: true,
      write(text: string) {
        written[name] += text;
        if (/^\(.+\) $/.test(text)) setImmediate(type);
        return true;
      },
    }) as Writable as NodeJS.WriteStream;
  const code = await main(['init', ...words], { stdout: stream('stdout'), stderr: stream('stderr') });
  const stderr = stripVTControlCharacters(written.stderr).replaceAll('\r', '').replaceAll(folder.path, '…');
  return { code, stdout: written.stdout, stderr, left };
}

/** What a run without flags prints. */
async function generated(): Promise<readonly string[]> {
  const { code, stdout, stderr } = await runCommand([]);
  if (code !== 0) throw new Error(stderr);
  return stdout.split('\n');
}

describe('mi-codegen init', () => {
  it('takes the defaults with --yes, and says what comes next', async () => {
    expect(await init('--yes')).toEqual({
      code: 0,
      stdout: [
        'Wrote mi-codegen.config.ts. Next:',
        '  npm init -y && npm pkg set type=module                         makes a package of this folder',
        '  npm install --save-dev typescript @types/node                  compiles the classes',
        '  npx tsc --init --module nodenext --target es2022 --types node  lets them compile',
        '  npm install mi-codegen                                         generated code imports it',
        '  npx mi-codegen                                                 writes the classes to generated',
        '  npx mi-codegen --check                                         in CI: fails when the output is out of date',
        '',
      ].join('\n'),
      stderr: '',
    });
    expect(config()).toBe(`import { defineConfig } from 'mi-codegen';

// What \`mi-codegen\` generates. Paths are relative to this file, and flags of the command line win over it.
export default defineConfig({
  namespaces: ['root/cimv2'],
  // The schema is that of this machine, or the bundled one where this machine has none. For one that is the same
  // on every machine, run \`mi-codegen pull root/cimv2\` and read its files:
  // source: { kind: 'files', mof: ['schema/**/*.mof'] },
  // All classes. For some of them, and those that they need:
  // classes: ['Win32_Service*'],
  out: 'generated',
});
`);
  });

  it('takes files and folders that are there for the defaults', async () => {
    folder.write('schema/root/x.mof', MOF);
    folder.write('node_modules/mi-codegen/package.json', '{ "exports": "./index.js" }');
    folder.write('node_modules/mi-codegen/index.js', '');
    mkdirSync('src');
    expect((await init('-y', 'root/x')).stdout).not.toContain('npm install mi-codegen');
    expect(config()).toContain("  source: { kind: 'files', mof: ['schema/**/*.mof'] },\n");
    expect(config()).toContain("  out: 'src/generated',\n");
    expect(await generated()).toEqual(['Generated 3 classes with 0 methods in src/generated: 4 created (… s)', '']);
  });

  it.each([
    [['--live'], "  source: { kind: 'live' },\n"],
    [['--bundled'], "  source: { kind: 'bundled' },\n"],
    [['--mof', 'a.mof', '--mof', "b'.mof", '-I', 'i'], "mof: ['a.mof', 'b\\'.mof'], includeDirs: ['i'] },\n"],
    [['--cim-xml', 'c.xml'], "  source: { kind: 'files', cimXml: ['c.xml'] },\n"],
    [['--class', 'A*', '--class', 'B'], "  classes: ['A*', 'B'],\n"],
    [['--used-by', 'src/*.ts'], "  usedBy: ['src/*.ts'], // the sources that select the classes\n"],
    [['--out', 'x'], "  out: 'x',\n"],
    [['root/a', 'root/b/**'], "  namespaces: ['root/a', 'root/b/**'],\n"],
  ])('takes the answers of %j', async (words, text) => {
    for (const name of ['a.mof', "b'.mof", 'c.xml', 'i/d.mof']) folder.write(name, '');
    expect((await init('--yes', ...words)).code).toBe(0);
    expect(config()).toContain(text);
  });

  it('needs neither a terminal nor --yes where flags answer all', async () => {
    expect((await init('root/cimv2', '--bundled', '--class', 'Win32_Process')).code).toBe(0);
    expect((await generated())[0]).toMatch(/^Generated \d+ classes with \d+ methods in generated: \d+ created/);
  });

  it('writes a config by which sources select classes', async () => {
    folder.write('schema/a.mof', MOF);
    folder.write('src/main.ts', "export { C } from './generated/root/x/index.js';");
    await init('--yes', 'root/x', '--used-by', 'src/**/*.ts');
    expect((await generated())[0]).toBe('Generated 1 class with 0 methods in src/generated: 2 created (… s)');
  });

  it.each(['module', 'commonjs', undefined])('writes a config that loads where a package is %s', async (type) => {
    folder.write('package.json', JSON.stringify({ name: 'x', type }));
    folder.write('schema/a.mof', MOF);
    await init('--yes', 'root/x', '--class', 'A');
    expect((await generated())[0]).toBe('Generated 2 classes with 0 methods in generated: 3 created (… s)');
  });

  it.each(CONFIG_NAMES)('refuses where there is a %s', async (name) => {
    folder.write(name, 'mine');
    expect(await init('--yes')).toEqual({
      code: 1,
      stdout: '',
      stderr: [
        `error config-exists: ${name} is already in this folder`,
        '  help: edit it, or remove it to start anew',
        '1 error',
        'Nothing was written.',
        '',
      ].join('\n'),
    });
    expect(readdirSync('.')).toEqual([name]);
    expect(readFileSync(name, 'utf8')).toBe('mine');
  });

  it.skipIf(process.platform === 'win32')('writes nothing where a link leads nowhere', async () => {
    symlinkSync('nowhere', CONFIG);
    expect((await init('--yes')).stderr).toMatch(/^error config-exists: mi-codegen\.config\.ts is already/);
    expect(existsSync('nowhere')).toBe(false);
  });

  it('says that a folder above has a config, which does not count here', async () => {
    folder.write('mi-codegen.config.json', '{}');
    mkdirSync('below');
    process.chdir('below');
    const { code, stderr } = await init('--yes');
    expect([code, stderr]).toEqual([
      0,
      'note: ../mi-codegen.config.json is there as well: here, the new config counts\n',
    ]);
    expect(existsSync(CONFIG)).toBe(true);
  });

  it.each([
    [[], 2, 'mi-codegen: there is no terminal to ask questions on: take the defaults with --yes\n'],
    [['--yes', 'root cim'], 2, 'mi-codegen: "root cim" is not a namespace; a namespace is names separated by "/", '],
    [['--yes', '--live', '--bundled'], 2, 'mi-codegen: --live and --bundled exclude each other: '],
    [['--yes', '-I', 'x'], 2, 'mi-codegen: --include-dir needs --mof\n'],
    [['--yes', '--mof', '*.mof'], 1, 'error file-not-found: --mof "*.mof" matches no file\n'],
  ])('refuses %j', async (words, code, message) => {
    const run = await init(...words);
    expect(run.code).toBe(code);
    expect(run.stderr.slice(0, message.length)).toBe(message);
    expect(readdirSync('.')).toEqual([]);
  });
});

describe('mi-codegen init on a terminal', () => {
  it('asks three questions, and an empty line stands for what is shown', async () => {
    const { code, stderr } = await answer(['\n', '\n', '\n']);
    expect(stderr).toBe(
      [
        'Which namespace?',
        '  root/cimv2 has what Windows says of the machine; root/** stands for all namespaces below root',
        '(root/cimv2) ',
        'Where does its schema come from?',
        '  1  this machine, or the bundled schema where this machine has none',
        '  2  this machine',
        '  3  the bundled schema, which has the classes of root/cimv2 that people ask for most',
        '  or MOF or CIM-XML files, by a path or glob such as schema/**/*.mof',
        '(1) ',
        'Which classes?',
        '  1  all',
        '  2  those that your sources use: **/*.ts',
        '  or names and globs, such as Win32_Process Win32_Service*; what these need comes along',
        '(1) ',
        '',
      ].join('\n'),
    );
    expect(code).toBe(0);
    const asked = config();
    rmSync(CONFIG);
    await init('--yes');
    expect(config()).toBe(asked);
  });

  it.each([
    ['2', "  source: { kind: 'live' },"],
    ['3', "  source: { kind: 'bundled' },"],
    ['a.mof', "  source: { kind: 'files', mof: ['a.mof'] },"],
    ['*.XML', "  source: { kind: 'files', cimXml: ['*.XML'] },"],
  ])('takes %j for a source', async (line, text) => {
    for (const name of ['a.mof', 'b.XML']) folder.write(name, '');
    expect((await answer([`${line}\n`], 'root/x', '--class', 'A')).code).toBe(0);
    expect(config().split('\n')).toContain(text);
  });

  it.each([
    ['A, B* C', "  classes: ['A', 'B*', 'C'],"],
    ['2', "  usedBy: ['src/**/*.ts'], // the sources that select the classes"],
  ])('takes %j for classes', async (line, text) => {
    mkdirSync('src');
    expect((await answer([`${line}\n`], 'root/x', '--bundled')).code).toBe(0);
    expect(config().split('\n')).toContain(text);
  });

  it('says where the compiler would take the config for a part of the program', async () => {
    folder.write('tsconfig.json', '{}');
    folder.write('package.json', '{}');
    expect((await init('-y')).stderr).toContain('give it an "include" that names your sources');
    rmSync(CONFIG);
    folder.write('tsconfig.json', '{ "include": ["src"] }');
    expect((await init('-y')).stderr).toBe('');
  });

  it('names ts-morph where sources select the classes', async () => {
    const { stdout } = await answer(['2\n'], 'root/x', '--bundled');
    expect(stdout).toMatch(/ {2}npm install --save-dev ts-morph +finds the classes that your sources use\n/);
    expect(stdout).toMatch(/ {2}import \{ … \} from '\.\/generated\/root\/x\/index\.js'; +in a source/);
    expect(config()).toContain("  usedBy: ['**/*.ts'],");
  });

  it('asks again after a wrong answer, and says why', async () => {
    folder.write('schema/a.mof', MOF);
    const lines = ['root cim', 'root/x', 'none.mof', 'schema', '', '7', 'Win32.Process', 'A'];
    const { code, stderr } = await answer(lines.map((line) => `${line}\n`));
    expect(code).toBe(0);
    expect(stderr.split('\n').filter((line) => !/^ {2}|\?$/.test(line))).toEqual([
      '(root/cimv2) root cim',
      '"root cim" is not a namespace; a namespace is names separated by "/", for example root/cimv2',
      '(root/cimv2) root/x',
      '(schema/**/*.mof) none.mof',
      'schema "none.mof" does not exist; paths are relative to …',
      '(schema/**/*.mof) schema',
      'schema "schema" is a folder; name its files: schema "schema/**/*.mof"',
      '(schema/**/*.mof) ',
      '(1) 7',
      '"7" is no name of a class; answer 1, 2, or names such as Win32_Service*',
      '(1) Win32.Process',
      '"Win32.Process" is no name of a class; answer 1, 2, or names such as Win32_Service*',
      '(1) A',
      '',
    ]);
    expect((await generated())[0]).toBe('Generated 2 classes with 0 methods in generated: 3 created (… s)');
  });

  it('takes lines that were typed before they were asked for', async () => {
    expect((await answer(['root/x\n3\nA\n'])).code).toBe(0);
    expect(config()).toMatch(/'root\/x'.*'bundled'.*classes: \['A'\]/s);
  });

  it.each([
    ['the end of the input', ['\n']],
    ['Ctrl-C', ['\n', 'schema\u0003']],
    ['Ctrl-D', ['\n', '\n', '\u0004']],
  ])('writes nothing after %s', async (_what, texts) => {
    const { code, stdout, stderr, left } = await answer(texts);
    expect([code, stdout, left, readdirSync('.')]).toEqual([1, '', [], []]);
    expect(stderr).toMatch(
      /\nerror no-answer: the input has ended before the last answer\n1 error\nNothing was written\.\n$/,
    );
  });

  it('asks nothing where there is a config', async () => {
    folder.write('mi-codegen.config.json', '{}');
    expect((await answer(['\n', '\n', '\n'])).stderr).toMatch(/^error config-exists: mi-codegen\.config\.json is/);
  });
});
