import { type ChildProcess, spawn } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const command = join(root, 'dist/generator/bin.js');

const SCHEMA = 'class A { [Key] string Id; };\nclass B { [Key] string Id; };\n';

let folder: string;
let running: ChildProcess;
let output: string;

beforeEach(() => {
  folder = realpathSync.native(mkdtempSync(join(tmpdir(), 'mi-codegen-watch-')));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules/mi-codegen'), 'junction');
  write('package.json', '{ "type": "module" }');
  write('schema/a.mof', SCHEMA);
});
afterEach(() => {
  running.kill();
  rmSync(folder, { recursive: true, force: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function generated(path: string): string {
  return readFileSync(join(folder, 'src/cim/root/test', path), 'utf8');
}

/** Starts the command, and waits until it watches. */
async function watch(...words: readonly string[]): Promise<void> {
  output = '';
  running = spawn(process.execPath, [command, ...words, '--watch'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [running.stdout, running.stderr]) stream?.setEncoding('utf8').on('data', add);
  await said(/Press Ctrl\+C to stop/);
}

let wake = () => {};

function add(text: string): void {
  output += text;
  wake();
}

/** Waits until the command has written something. Returns all that it has written since the last call. */
async function said(pattern: RegExp): Promise<string> {
  const child = running;
  while (!pattern.test(output)) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the command has ended: ${output}`);
    await new Promise<void>((resolve) => {
      wake = resolve;
      child.once('exit', () => resolve());
    });
  }
  const text = output;
  output = '';
  return text;
}

const MOF = ['root/test', '--mof', 'schema/*.mof', '--out', 'src/cim'];
const USED = [...MOF, '--used-by', 'src/**/*.ts'];
const importing = (names: string) => `import { ${names} } from './cim/root/test/index.js';\n`;

describe('a command that watches', () => {
  it('generates a class when it is imported, and tells of one that does not exist', async () => {
    write('src/a.ts', importing('A'));
    await watch(...USED);
    write('src/a.ts', importing('A, B'));
    await said(/Generated 2 classes .* 1 created/);
    write('src/deep/b.ts', "import { Bx } from '../cim/root/test/index.js';");
    const failed = await said(/Nothing was written/);
    expect(failed).toContain(
      `${join('src', 'deep', 'b.ts')}:1:10 - error unknown-import: there is no "Bx" in root/test`,
    );
    expect(failed).toContain('did you mean "B"?');
    expect(generated('index.ts')).toContain('./B.js');
    write('src/deep/b.ts', '');
    await said(/Generated 2 classes/);
  });

  it('leaves the output while a schema is broken, and goes on when it is mended', async () => {
    await watch(...MOF);
    const before = generated('A.ts');
    write('schema/a.mof', 'class A {');
    expect(await said(/Nothing was written/)).toContain('mof-syntax');
    expect(generated('A.ts')).toBe(before);
    write('schema/a.mof', SCHEMA.replace('string Id', 'uint8 Id'));
    await said(/Generated 2 classes .* 1 changed|2 changed/);
    expect(generated('A.ts')).toContain('Id: number');
  });

  it('adds texts as soon as there are any, also in files that are new', async () => {
    write('texts/a.mfl', 'class A { };');
    await watch(...MOF, '--amend', 'texts/*.mfl');
    write('texts/a.mfl', '[Description("First")] class A { };');
    await said(/Generated 2 classes .* 1 changed/);
    expect(generated('A.ts')).toContain('/** First */');
    write('texts/b.mfl', '[Description("Second")] class B { };');
    await said(/Generated 2 classes .* 1 changed/);
    expect(generated('B.ts')).toContain('/** Second */');
  });

  it('sees files that replace others, new ones, and those that are included', async () => {
    write('schema/b.inc', 'class B2 { };');
    write('schema/a.mof', `${SCHEMA}#pragma include("b.inc")\n`);
    await watch(...MOF);
    write('schema/a.tmp', `${SCHEMA}class C { };\n#pragma include("b.inc")\n`);
    renameSync(join(folder, 'schema/a.tmp'), join(folder, 'schema/a.mof'));
    await said(/Generated 4 classes/);
    write('schema/b.mof', 'class D { };');
    await said(/Generated 5 classes/);
    write('schema/b.inc', 'class B2 { }; class B3 { };');
    await said(/Generated 6 classes/);
  });

  it('waits for a folder that was removed', async () => {
    await watch(...MOF);
    rmSync(join(folder, 'schema'), { recursive: true });
    await said(/"schema\/\*\.mof" matches no file/);
    write('schema/new.mof', `${SCHEMA}class C { };`);
    await said(/Generated 3 classes/);
  });

  it('sees what is in a folder that has taken the place of another one, again and again', async () => {
    await watch(...MOF);
    for (let count = 3; count < 8; count++) {
      write('next/a.mof', `${SCHEMA}class C${count} { };`);
      rmSync(join(folder, 'schema'), { recursive: true });
      renameSync(join(folder, 'next'), join(folder, 'schema'));
      await said(/Generated 3 classes .* 1 created/);
      expect(generated('index.ts')).toContain(`./C${count}.js`);
      // The folder that is there now is watched as well.
      write('schema/a.mof', `${SCHEMA}class C${count} { }; class D${count} { };`);
      await said(/Generated 4 classes/);
    }
  });

  it('sees changes in a folder that was away for a moment', async () => {
    write('src/deep/a.ts', "import { A } from '../cim/root/test/index.js';");
    await watch(...USED);
    renameSync(join(folder, 'src/deep'), join(folder, 'away'));
    renameSync(join(folder, 'away'), join(folder, 'src/deep'));
    write('src/deep/a.ts', "import { A, B } from '../cim/root/test/index.js';");
    await said(/Generated 2 classes/);
  });

  it('sees a module that was missing, and settings that say where modules are', async () => {
    write('src/a.ts', "import { A } from './later.js'; import { B } from '#cim';");
    await watch(...MOF, '--used-by', 'src/a.ts');
    write('src/later.ts', "export * from './cim/root/test/index.js';");
    await said(/Generated 1 class /);
    write('tsconfig.json', '{ "compilerOptions": {} }');
    write('src/a.ts', "import { A } from './later.js'; import { B } from '#cim'; //");
    await said(/Generated 1 class /);
    write('tsconfig.json', '{ "compilerOptions": { "paths": { "#cim": ["./src/cim/root/test/index.ts"] } } }');
    await said(/Generated 2 classes/);
  });

  it('waits for a file that the first run has not found', async () => {
    write('schema/a.mof', `${SCHEMA}#pragma include("more/b.inc")\n`);
    await watch(...MOF);
    write('schema/more/b.inc', 'class C { };');
    await said(/Generated 3 classes/);
  });

  it('reads its config again, with what that imports', async () => {
    const config = (helper: string) =>
      `import { classes } from './${helper}.ts';\n` +
      "export default { namespaces: ['root/test'], source: { kind: 'files', mof: ['schema/*.mof'] }, out: 'src/cim', classes };";
    write('helper.ts', "export const classes = ['A'];");
    write('mi-codegen.config.ts', config('helper'));
    await watch();
    write('helper.ts', "export const classes: string[] = ['A', 'B'];");
    await said(/Generated 2 classes/);
    write('mi-codegen.config.ts', config('none'));
    await said(/none/);
    write('mi-codegen.config.ts', config('helper').replace('src/cim', 'other'));
    await said(/Generated 2 classes .* in other/);
  });

  it('says once what stays the same', async () => {
    write('src/a.ts', importing('A, B'));
    await watch(...USED);
    write('src/a.ts', importing('A'));
    expect(await said(/Generated 1 class/)).toContain('--clean removes it');
    write('src/b.ts', importing('A'));
    expect(await said(/Generated 1 class/)).not.toContain('--clean');
  });

  it('ends when nobody reads what it says', async () => {
    await watch(...MOF);
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.stdout?.destroy();
    for (let number = 0; running.exitCode === null; number++) {
      write('schema/a.mof', `${SCHEMA}class C${number} { };`);
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 200))]);
    }
    expect(await ended).toBe(0);
  });

  it.skipIf(process.platform === 'win32')('ends by a signal', async () => {
    await watch(...MOF);
    const ended = new Promise((resolve) => running.once('exit', (_code, signal) => resolve(signal)));
    running.kill('SIGINT');
    expect(await ended).toBe('SIGINT');
  });
});

describe('a command that cannot watch', () => {
  it.each([
    [['--bundled'], '--watch has nothing to watch'],
    [['--bundled', '--check'], '--watch and --check exclude each other'],
    [['--bundled', '--dry-run'], '--watch and --dry-run exclude each other'],
    [['--bundled', '--json'], '--watch and --json exclude each other'],
  ])('says why: %j', async (words, message) => {
    await expect(watch('root/cimv2', ...words)).rejects.toThrow(message);
    expect(running.exitCode).toBe(2);
  });
});
