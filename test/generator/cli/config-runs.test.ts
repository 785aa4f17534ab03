import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from '../../tools/run-command.js';
import { ConfigFolder } from '../config/config-folder.js';

let folder: ConfigFolder;
beforeEach(() => {
  folder = new ConfigFolder();
  folder.write('schema/a.mof', 'class A { [Key] string Id; };\nclass Other { [Key] string Id; };\n');
  folder.write('schema/b.mof', 'class B { [Key] string Id; };\n');
});
afterEach(() => folder.remove());

const run = (...words: string[]) => runCommand(words);

/** Writes a config in JSON into the working folder. */
function configure(config: object, path = 'mi-codegen.config.json'): void {
  folder.write(path, JSON.stringify(config, null, 2));
}

function filesIn(path: string): readonly string[] {
  return existsSync(path) ? readdirSync(path).sort() : [];
}

const mof = (...patterns: string[]) => ({ kind: 'files', mof: patterns });
const TARGETS = {
  targets: [
    { namespaces: ['root/a'], source: mof('schema/a.mof'), out: 'a' },
    { namespaces: ['root/b'], source: mof('schema/b.mof'), out: 'b' },
  ],
};

describe('a config', () => {
  it('takes the place of a command line', async () => {
    configure({ namespaces: ['root/a'], source: mof('schema/*.mof'), exclude: ['Other'], out: 'src/cim' });
    expect(await run()).toEqual({
      code: 0,
      stdout: 'Generated 2 classes with 0 methods in src/cim: 3 created (… s)\n',
      stderr: '',
    });
    expect(filesIn('src/cim/root/a')).toEqual(['A.ts', 'B.ts', 'index.ts']);
  });

  it('names files with texts for the schema, relative to its folder', async () => {
    folder.write(
      'configs/texts.mfl',
      '#pragma namespace("root/a/ms_409")\n[Description("Text"), Amendment] class A { };',
    );
    configure({ namespaces: ['root/a'], source: mof('../schema/a.mof'), amend: ['*.mfl'] }, 'configs/a.json');
    expect((await run('--config', 'configs/a.json')).code).toBe(0);
    expect(readFileSync('configs/generated/root/a/A.ts', 'utf8')).toContain('/** Text */');
    const { code, stderr } = await run('--config', 'configs/a.json', '--amend', 'none.mfl');
    expect([code, stderr]).toEqual([1, expect.stringContaining('--amend "none.mfl" does not exist')]);
  });

  it('may have targets that write beside each other what the same sources use', async () => {
    const shared = { out: 'gen', usedBy: ['src/*.ts'] };
    configure({ targets: TARGETS.targets.map((target) => ({ ...target, ...shared })) });
    folder.write('src/x.ts', "import { A } from '../gen/root/a/index.js'; import { B } from '../gen/root/b/index.js';");
    expect(await run()).toMatchObject({ code: 0, stderr: '' });
    expect([...filesIn('gen/root/a'), ...filesIn('gen/root/b')]).toEqual(['A.ts', 'index.ts', 'B.ts', 'index.ts']);
  });

  it('means the same from a folder below, and says that it is used', async () => {
    configure({ namespaces: ['root/a'], source: mof('schema/a.mof') });
    mkdirSync('src/deep', { recursive: true });
    process.chdir('src/deep');
    expect(await run()).toEqual({
      code: 0,
      stdout: 'Generated 2 classes with 0 methods in ../../generated: 3 created (… s)\n',
      stderr: 'note: the options are those of ../../mi-codegen.config.json\n',
    });
    expect(filesIn(join(folder.path, 'generated/root/a'))).toEqual(['A.ts', 'Other.ts', 'index.ts']);
    expect((await run('--quiet')).stderr).toBe('');
    expect((await run('--json')).stderr).toBe('');
  });

  it.each(['[app]', 'x (86)', '{a,b}', '!(a)', '*'])('finds the files of globs in a folder called %s', async (name) => {
    folder.write(join(name, 'app/s/x.mof'), 'class X { };');
    folder.write(join(name, 'lib/y.mof'), 'class Y { };');
    const source = mof('s/*.mof', '../lib/**/*.mof');
    folder.write(join(name, 'app/mi-codegen.config.json'), JSON.stringify({ namespaces: ['root/a'], source }));
    expect((await run('--config', `${name}/app/mi-codegen.config.json`)).code).toBe(0);
    expect(filesIn(join(name, 'app/generated/root/a'))).toEqual(['X.ts', 'Y.ts', 'index.ts']);
  });

  it('is named by --config, and ignored with --no-config', async () => {
    configure({ namespaces: ['root/a'], source: mof('schema/none.mof') });
    configure({ namespaces: ['root/b'], source: mof('../schema/b.mof') }, 'configs/b.json');
    expect((await run('--config', 'configs/b.json')).stderr).toContain('the options are those of configs/b.json');
    expect(filesIn('configs/generated/root/b')).toEqual(['B.ts', 'index.ts']);
    expect((await run('root/a', '--mof', 'schema/a.mof', '--no-config')).code).toBe(0);
    expect(filesIn('generated/root/a')).toEqual(['A.ts', 'Other.ts', 'index.ts']);
    const both = await run('--config', 'configs/b.json', '--no-config');
    expect([both.code, both.stderr.split('\n')[0]]).toEqual([
      2,
      'mi-codegen: --config and --no-config exclude each other',
    ]);
  });

  it('that is wrong is shown with its place, and nothing is done', async () => {
    configure({ namespaces: ['root/a'], outt: 'src' });
    expect(await run()).toEqual({
      code: 2,
      stdout: '',
      stderr: [
        'mi-codegen.config.json:5:3 - error config-option: a config takes no outt',
        '  5 |   "outt": "src"',
        '    |   ^^^^^^',
        '  help: did you mean "out"?',
        '1 error',
        '',
      ].join('\n'),
    });
    const { code, stdout } = await run('--json');
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'config-option', place: { line: 5 } }],
    });
    folder.write('mi-codegen.config.ts', '');
    expect((await run()).stderr).toContain('mi-codegen.config.ts and mi-codegen.config.json');
  });

  it('names its options in diagnostics as it writes them, and flags as flags', async () => {
    configure({ namespaces: ['root/a'], source: mof('none.mof'), classes: ['Z'] });
    expect((await run()).stderr).toContain('error file-not-found: source.mof "none.mof" does not exist');
    const { stderr } = await run('--mof', 'schema/a.mof', '--exclude', 'Y');
    expect(stderr).toContain('classes "Z" matches no class');
    expect(stderr).toContain('--exclude "Y" matches no class');
    configure({ targets: [{ namespaces: ['root/a'], source: { kind: 'live', authentication: 'Basic' } }] });
    expect((await run()).stderr.split('\n')[0]).toBe(
      'mi-codegen: targets[0].source.authentication needs targets[0].source.username',
    );
  });
});

describe('the command line wins over a config', () => {
  const jsonOf = async (...words: string[]) => JSON.parse((await run('--dry-run', '--json', ...words)).stdout);
  const classesOf = async (...words: string[]): Promise<string[]> =>
    (await jsonOf(...words)).files.map(({ path }: { readonly path: string }) => path);

  it('with namespaces and options', async () => {
    configure({ namespaces: ['root/a'], source: mof('schema/a.mof'), exclude: ['A'] });
    expect(await classesOf()).toEqual(['root/a/Other.ts', 'root/a/index.ts']);
    expect(await classesOf('root/x', '--exclude', 'Other')).toEqual(['root/x/A.ts', 'root/x/index.ts']);
  });

  it('with flags of the same kind of source, which refine it', async () => {
    folder.write('more/c.mof', '#pragma include("d.mof")\nclass C { };');
    folder.write('inc/d.mof', 'class D { };');
    configure({ namespaces: ['root/a'], source: { ...mof('schema/a.mof'), includeDirs: ['inc'] } });
    expect(await classesOf('--mof', 'more/c.mof')).toEqual(['root/a/C.ts', 'root/a/D.ts', 'root/a/index.ts']);
  });

  it('with flags of another kind, which replace it', async () => {
    configure({ namespaces: ['root/cimv2'], source: mof('schema/a.mof') });
    expect((await jsonOf('--bundled')).source).toBe('bundled');
    expect((await jsonOf()).source).toBe('files');
    configure({ namespaces: ['root/a'], source: { kind: 'bundled' } });
    expect((await jsonOf('--mof', 'schema/a.mof')).source).toBe('files');
  });

  it('but a language alone does not change the source', async () => {
    configure({ namespaces: ['root/a'], source: mof('schema/a.mof') });
    expect((await run('--locale', 'de-DE')).stderr.split('\n')[0]).toBe(
      'mi-codegen: --locale goes with --live or --destination, but mi-codegen.config.json reads files',
    );
  });

  it('and completes it', async () => {
    configure({ source: mof('schema/a.mof') });
    expect((await run()).stderr.split('\n')[0]).toBe(
      'mi-codegen: mi-codegen.config.json names no namespaces: give it namespaces: ["root/cimv2"], or name them on the command line, for example: mi-codegen root/cimv2',
    );
    expect((await jsonOf('root/b')).namespaces).toEqual(['root/b']);
  });
});

describe('several targets', () => {
  it('are generated one after the other', async () => {
    configure(TARGETS);
    expect(await run()).toEqual({
      code: 0,
      stdout:
        'Generated 2 classes with 0 methods in a: 3 created (… s)\nGenerated 1 class with 0 methods in b: 2 created (… s)\n',
      stderr: '',
    });
    expect([filesIn('a/root/a'), filesIn('b/root/b')]).toEqual([
      ['A.ts', 'Other.ts', 'index.ts'],
      ['B.ts', 'index.ts'],
    ]);
  });

  it.each([
    { words: ['ROOT/A'], want: ['targets[0]'] },
    { words: ['root/b'], want: ['targets[1]'] },
    { words: ['root/c/d'], want: ['targets[1]'] },
    { words: ['root/**'], want: ['targets[0]', 'targets[1]'] },
    { words: ['root/b', 'root\\a'], want: ['targets[0]', 'targets[1]'] },
  ])('are selected by $words', async ({ words, want }) => {
    folder.write('schema/b.mof', 'class B { };\n#pragma namespace("root/c/d")\nclass D { };');
    const [first, second] = TARGETS.targets;
    configure({ targets: [first, { ...second, namespaces: ['root/b', 'root/c/**'] }] });
    const { targets } = JSON.parse((await run('--json', '--dry-run', ...words)).stdout);
    expect(targets.map(({ target }: { readonly target: string }) => target)).toEqual(want);
  });

  it('are listed when none has a namespace', async () => {
    configure(TARGETS);
    expect(await run('root/aa')).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'mi-codegen: no target of mi-codegen.config.json has the namespace root/aa: it has targets[0] (root/a), targets[1] (root/b); did you mean "root/a"?\nTry "mi-codegen --help".\n',
    });
  });

  it('are written all or none', async () => {
    folder.write('schema/b.mof', 'class B { uint8 x = 300; };\n');
    configure(TARGETS);
    const { code, stdout, stderr } = await run();
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^targets\[1\] \(root\/b in b\):\nschema\/b\.mof:1:21 - error mof-out-of-range: /);
    expect(stderr).toMatch(/\n1 error\nNothing was written\.\n$/);
    expect([existsSync('a'), existsSync('b')]).toEqual([false, false]);
    expect(JSON.parse((await run('--json')).stdout)).toMatchObject({
      ok: false,
      targets: [
        { target: 'targets[0]', out: 'a', ok: false, diagnostics: [] },
        { target: 'targets[1]', out: 'b', ok: false, diagnostics: [{ code: 'mof-out-of-range' }] },
      ],
    });
  });

  it('say which of them were written when one cannot be', async () => {
    folder.write('b', 'a file where the folder should be');
    configure({ targets: [...TARGETS.targets, { ...TARGETS.targets[0], out: 'c' }] });
    const { code, stdout, stderr } = await run();
    expect(code).toBe(1);
    expect(stdout).toBe('Generated 2 classes with 0 methods in a: 3 created (… s)\n');
    expect(stderr).toMatch(/^targets\[1\] .*:\nerror file-system: .*\n {2}help: .*\n1 error\n/);
    expect(stderr).toMatch(/\nNot written: targets\[1\], targets\[2\]\. Written before: targets\[0\]\.\n$/);
    expect([filesIn('a/root/a').length, existsSync('c')]).toEqual([3, false]);
  });

  it.skipIf(process.platform === 'win32')('must not write the same folder by way of links', async () => {
    const [first] = TARGETS.targets;
    mkdirSync('real');
    symlinkSync('real', 'link');
    symlinkSync('later', 'dangling');
    mkdirSync('h2');
    symlinkSync('../h1/root', 'h2/root');
    for (const [out, other] of [
      ['real/new', 'link/new'],
      ['later', 'dangling'],
      ['h1', 'h2'],
    ]) {
      configure({
        targets: [
          { ...first, out },
          { ...first, out: other },
        ],
      });
      const { code, stderr } = await run();
      expect([code, stderr]).toEqual([1, expect.stringMatching(/error same-output: targets\[1\] would write /)]);
    }
  });

  it('must not write the same folder, however it is spelled', async () => {
    const [first] = TARGETS.targets;
    folder.write('schema/deep.mof', '#pragma namespace("root/a")\nclass C { };');
    const deep = { namespaces: ['root/**'], source: mof('schema/deep.mof'), out: 'b/../a' };
    const second = { namespaces: ['a'], source: mof('schema/b.mof'), out: './a/root' };
    for (const target of [{ ...first, namespaces: ['Root/A'] }, deep, second]) {
      configure({ targets: [first, target] });
      const { code, stderr } = await run();
      expect(code).toBe(1);
      expect(stderr).toMatch(/error same-output: targets\[1\] would write .*, and so would targets\[0\]\n/);
      expect(existsSync('a')).toBe(false);
    }
    configure(TARGETS);
    expect((await run('--out', 'one')).code).toBe(0);
    expect(filesIn('one/root')).toEqual(['a', 'b']);
  });

  it('are checked together', async () => {
    configure(TARGETS);
    await run();
    expect((await run('--check')).code).toBe(0);
    folder.write('schema/b.mof', 'class B { [Key] string Id; string Name; };\n');
    const { code, stdout, stderr } = await run('--check');
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^Compared .* 3 unchanged \(… s\)\nchanged {2}b\/root\/b\/B\.ts\n(.*\n)*--- a\/b\/root\/b\/B\.ts\n/,
    );
    expect(stderr).toBe('The output is out of date: run mi-codegen without --check.\n');
    expect((await run('--check', 'root/a')).code).toBe(0);
    expect(JSON.parse((await run('--check', '--json')).stdout)).toMatchObject({
      ok: false,
      targets: [{ ok: true }, { ok: false }],
    });
  });

  it('print notes and warnings with their names', async () => {
    folder.write('schema/a.mof', 'class A : Missing { };');
    configure(TARGETS);
    expect((await run('--strict')).stderr).toMatch(
      /^targets\[0\] \(root\/a in a\):\n(.*\n)*Nothing was written: with --strict, warnings fail the run\.\n$/,
    );
  });

  it('need namespaces', async () => {
    configure({ targets: [TARGETS.targets[0], { out: 'c' }] });
    expect((await run()).stderr).toContain('error config-option: targets[1] names no namespaces\n');
  });
});

describe('a process', () => {
  const bin = fileURLToPath(new URL('../../../dist/generator/bin.js', import.meta.url));
  const start = (...words: string[]) =>
    spawnSync(process.execPath, [bin, ...words], { encoding: 'utf8', cwd: folder.path });
  const options = `{ namespaces: ['root/a'], source: { kind: 'files', mof: ['schema/*.mof'] } }`;
  const esm = `import { defineConfig } from 'mi-codegen';\nexport default defineConfig(${options});\n`;

  it.each([
    { type: 'module', name: 'ts', text: esm },
    { type: 'module', name: 'mjs', text: esm },
    { type: 'commonjs', name: 'mts', text: esm },
    {
      type: 'commonjs',
      name: 'ts',
      text: `import type { Config } from 'mi-codegen';\nexport default ${options} as Config;\n`,
    },
    {
      type: 'commonjs',
      name: 'js',
      text: `const { defineConfig } = require('mi-codegen');\nmodule.exports = defineConfig(${options});\n`,
    },
  ])('runs a config.$name in a package of type $type that has not installed mi-codegen', ({ type, name, text }) => {
    folder.write('package.json', JSON.stringify({ type }));
    folder.write(`mi-codegen.config.${name}`, text);
    const { status, stdout, stderr } = start();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('Generated 3 classes');
  });

  it('does not end silently when a config waits forever', () => {
    folder.write('mi-codegen.config.mts', 'export default await new Promise(() => {});\n');
    const { status, stderr } = start();
    expect(stderr).toContain('it waits for a promise that nothing settles');
    expect(status).toBe(2);
  });
});
