import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENTRIES } from '../tools/package/chunks.mjs';
import { circles } from '../tools/structure/circles.mjs';
import { importsOf } from '../tools/structure/imports.mjs';
import { parse } from '../tools/structure/sources.mjs';

// What a newcomer gets: the packed package in an empty project. Its dependencies are linked from here, so that the test
// needs no network (.ci/packed installs them for real).

/** The most that an installation may bring, in bytes. */
const MOST = 10_000_000;

const root = fileURLToPath(new URL('../../', import.meta.url));
let folder: string;
let project: string;
/** The packages of an installation, as folders in this repository. */
let dependencies: readonly string[];

beforeAll(() => {
  if (!existsSync(join(root, 'dist/generator/bin.js'))) throw new Error('dist/ is missing: run "npm run build" first');
  folder = mkdtempSync(join(tmpdir(), 'mi-codegen-packed-'));
  project = join(folder, 'project');
  npm('pack', '--ignore-scripts', '--silent', '--pack-destination', folder);
  const [tarball] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  succeed('tar', ['-xzf', tarball ?? ''], folder);
  mkdirSync(join(project, 'node_modules'), { recursive: true });
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'newcomer', version: '7.8.9' }));
  cpSync(join(folder, 'package'), join(project, 'node_modules/mi-codegen'), { recursive: true });
  const paths = npm('ls', '--omit=dev', '--all', '--parseable').split('\n').slice(1).filter(Boolean);
  // The tests under Wine leave koffi for Windows here, which npm would not install.
  dependencies = paths.filter((path) => readJson(join(path, 'package.json')).os?.includes(process.platform) ?? true);
  for (const path of dependencies) link(path, join(project, relative(root, path)));
  for (const name of ['@types/node', 'undici-types'])
    link(join(root, 'node_modules', name), join(project, 'node_modules', name));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the packed package', () => {
  it('holds what a user needs and nothing else', () => {
    const files = packedFiles();
    expect(
      files.filter((file) => !/^dist\/(generator|runtime)\/.*\.(js|d\.ts|json\.br)$/.test(file)).toSorted(),
    ).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist/THIRD-PARTY-LICENSES.txt',
      'dist/config.schema.json',
      'package.json',
    ]);
    // All is bundled. Beside the entries are what old releases of Node read, what comes before the command's own
    // modules, what finds files from its own place, and what is exported as a namespace.
    const modules = files.filter((file) => /^dist\/.*\.js$/.test(file) && !file.includes('/chunks/'));
    const entry = ['bin', 'node-version', 'package-files', 'tune-engine'].map((name) => `generator/${name}`);
    const apart = [...entry, 'runtime/flags'];
    expect(modules.toSorted()).toEqual([...ENTRIES, ...apart].map((name) => `dist/${name}.js`).toSorted());
  });

  it('is small once it is installed', () => {
    expect(dependencies.length + 1).toBeLessThanOrEqual(12);
    const folders = [join(project, 'node_modules/mi-codegen'), ...dependencies];
    expect(folders.map(sizeOf).reduce((sum, size) => sum + size)).toBeLessThanOrEqual(MOST);
  });

  it('imports only what is installed with it', () => {
    const imports = packedFiles()
      .filter((file) => /\.(?:js|d\.ts)$/.test(file))
      .flatMap((file) => importsOf(parse(join(project, 'node_modules/mi-codegen'), file)));
    const inside = imports.filter(({ to }) => to.startsWith('dist/'));
    const packages = imports.filter(({ to }) => !to.startsWith('dist/')).map(({ to }) => to);
    const { dependencies: names } = readJson(join(root, 'package.json'));
    expect(new Set(packages.filter((name) => !isBuiltin(name)))).toEqual(new Set(Object.keys(names)));
    const targets = inside.map(({ from, to }) => to.replace(/\.ts$/, from.endsWith('.d.ts') ? '.d.ts' : '.js'));
    expect(targets.filter((path) => !existsSync(join(project, 'node_modules/mi-codegen', path)))).toEqual([]);
  });

  it('has each module once, and a runtime that needs the generator only where it reads a schema', () => {
    const bundled: Record<string, readonly string[]> = readJson(join(root, 'build/bundled-modules.json'));
    const modules = Object.values(bundled).flat();
    expect(modules).toContain('dist/generator/generate.js');
    expect(modules).toContain('dist/runtime/session.js');
    expect(modules.filter((module, index) => modules.indexOf(module) !== index)).toEqual([]);
    const ofRuntime = Object.keys(bundled).filter((file) => file.startsWith('runtime/'));
    const inRuntime = ofRuntime.flatMap((file) => bundled[file] ?? []);
    expect(inRuntime.filter((module) => module.startsWith('dist/generator/'))).toEqual([]);
    const folder = join(project, 'node_modules/mi-codegen');
    const imports = ofRuntime.flatMap((file) => importsOf(parse(folder, `dist/${file}`)));
    const ofGenerator = imports.filter(({ to }) => to.startsWith('dist/generator/'));
    expect(ofGenerator.map(({ from, to, kind }) => `${from} ${kind} ${to}`).toSorted()).toEqual([
      'dist/runtime/chunks/demo.js lazy dist/generator/chunks/mof.ts',
      'dist/runtime/chunks/demo.js value dist/generator/chunks/bundled-files.ts',
      'dist/runtime/memory/index.js lazy dist/generator/chunks/mof.ts',
    ]);
  });

  it('imports in no circle', () => {
    const files = packedFiles().filter((file) => file.endsWith('.js'));
    const imports = files.flatMap((file) => importsOf(parse(join(project, 'node_modules/mi-codegen'), file)));
    const edges = imports.flatMap(({ from, to, kind }) =>
      kind === 'value' ? [{ from, to: to.replace(/\.ts$/, '.js') }] : [],
    );
    expect(edges).toContainEqual({ from: 'dist/runtime/index.js', to: 'dist/runtime/chunks/session.js' });
    expect(circles(edges)).toEqual([]);
  });

  it('has the licence of each package in the bundle', () => {
    const licenses = readFileSync(join(project, 'node_modules/mi-codegen/dist/THIRD-PARTY-LICENSES.txt'), 'utf8');
    for (const name of ['@humanwhocodes/momoa', 'diff', 'picomatch', 'tinyglobby', 'yargs']) {
      const { version } = readJson(join(root, 'node_modules', name, 'package.json'));
      expect(licenses).toContain(`\n${name} ${version} (`);
    }
  });

  it('goes on when nobody reads its output any more', async () => {
    const command = ['node_modules/mi-codegen/dist/generator/bin.js', 'root/cimv2', '--bundled', '--dry-run'];
    const child = spawn(process.execPath, command, { cwd: project });
    child.stdout.destroy();
    const stderr = child.stderr.setEncoding('utf8').toArray();
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect((await stderr).join('')).toBe('');
  });

  it.each(['10.24.1', '18.20.8', '20.18.3'])('says on Node %s which Node it needs', (version) => {
    const pretend = `data:text/javascript,Object.defineProperty(process.versions,"node",{value:"${version}"})`;
    expect(miCodegen(['--help'], ['--import', pretend])).toEqual({
      status: 1,
      stdout: '',
      stderr: `mi-codegen: Node 20.19, 22.12, 24 or later is needed, and this is Node ${version}: install a newer one from nodejs.org\n`,
    });
  });

  it('helps with the command line', () => {
    const help = readFileSync(join(root, 'test/generator/cli/help.txt'), 'utf8').replaceAll('\r\n', '\n');
    expect(miCodegen(['--help'])).toEqual({ status: 0, stdout: help, stderr: '' });
    expect(miCodegen(['root/cimv2', '--bundeld'])).toEqual({
      status: 2,
      stdout: '',
      stderr: 'mi-codegen: Unknown argument: bundeld; did you mean --bundled?\nTry "mi-codegen --help".\n',
    });
  });

  it('knows its own version', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
    expect(miCodegen(['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('generates the bundled schema', () => {
    const output = succeed(process.execPath, ['node_modules/mi-codegen/dist/generator/bin.js', 'root/cimv2'], project);
    expect(output).toMatch(/^Generated \d+ classes with \d+ methods in generated: \d+ created \(\d+\.\d\d s\)$/m);
    expect(readdirSync(join(project, 'generated/root/cimv2')).toSorted()).toEqual(
      readdirSync(join(root, 'generated/root/cimv2')).toSorted(),
    );
  });

  it('asks for ts-morph where that is needed, and takes what is installed then', () => {
    const place = join(project, 'node_modules/ts-morph');
    const verify = () => miCodegen(['root/cimv2', '--bundled', '--verify', '--out', 'verified']);
    const refused = (message: string) => ({
      status: 1,
      stdout: '',
      stderr: `error ts-morph: ${message}\n  help: install it: npm install --save-dev ts-morph@latest\n1 error\nNothing was written.\n`,
    });
    expect(verify()).toEqual(refused('--verify needs the package ts-morph, which is not installed'));
    const pretend = (text: string) => {
      mkdirSync(place, { recursive: true });
      writeFileSync(join(place, 'index.js'), text);
    };
    pretend("module.exports = { ts: { versionMajorMinor: '5.3', version: '5.3.2' } };");
    expect(verify()).toEqual(
      refused('--verify needs a ts-morph with TypeScript 5.4 or later, and the installed one has TypeScript 5.3.2'),
    );
    pretend("throw new Error('it is broken');");
    expect(verify()).toEqual(refused('--verify needs the package ts-morph, which cannot be loaded: it is broken'));
    expect(existsSync(join(project, 'verified'))).toBe(false);
    rmSync(place, { recursive: true });
    link(join(root, 'node_modules/ts-morph'), place);
    expect(verify().stdout).toMatch(/^Generated \d+ classes/);
  });

  it('can be bundled with a program, and leaves out the classes that it does not use', async () => {
    const modules = await bundle(SMALL_PROGRAM);
    expect(succeed(process.execPath, ['bundled.mjs'], project)).toBe('INVALID_NAMESPACE\n');
    expect(modules).toContain('generated/root/cimv2/Win32_Process.ts');
    expect(modules).not.toContain('generated/root/cimv2/Win32_DiskDrive.ts');
    // The generator comes with the memory, which may read a schema.
    const withoutMemory = SMALL_PROGRAM.replace(/^import .*memory.*$/m, 'class MemoryRepository {}');
    expect((await bundle(withoutMemory)).filter((path) => path.includes('dist/generator/'))).toEqual([]);
  });

  it.each([
    { kind: 'module', typescript: 'typescript-5.4' },
    { kind: 'module', typescript: 'typescript' },
    { kind: 'commonjs', typescript: 'typescript-5.9' },
    { kind: 'commonjs', typescript: 'typescript' },
  ])('serves a $kind program compiled by $typescript', ({ kind, typescript }) => {
    writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'newcomer', private: true, type: kind }));
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(TSCONFIG));
    writeFileSync(join(project, 'main.ts'), PROGRAM);
    rmSync(join(project, 'out'), { recursive: true, force: true });
    succeed(process.execPath, [join(root, 'node_modules', typescript, 'bin/tsc'), '-p', 'tsconfig.json'], project);
    const compiled = readFileSync(join(project, 'out/main.js'), 'utf8');
    expect(compiled).toContain(kind === 'commonjs' ? 'require("mi-codegen/runtime")' : "from 'mi-codegen/runtime'");
    expect(succeed(process.execPath, ['out/main.js'], project)).toBe('created process 42 for notepad.exe\n');
  });
});

/** Bundles a program as `bundled.mjs`. @returns the modules in it. */
async function bundle(program: string): Promise<readonly string[]> {
  writeFileSync(join(project, 'small.ts'), program);
  const bundled = await rolldown({ input: join(project, 'small.ts'), platform: 'node', external: 'koffi' });
  const { output } = await bundled.write({ file: join(project, 'bundled.mjs'), codeSplitting: false });
  return output[0].moduleIds.map((path) => relative(project, path).replaceAll('\\', '/'));
}

const TSCONFIG = {
  compilerOptions: {
    strict: true,
    module: 'nodenext',
    target: 'es2022',
    types: ['node'],
    skipLibCheck: false,
    outDir: 'out',
  },
  include: ['main.ts', 'generated'],
};

const PROGRAM = `
import { loadBundled } from 'mi-codegen';
import { initialize, Session } from 'mi-codegen/runtime';
import { type ProtocolHandler, RunningOperation } from 'mi-codegen/runtime/handler';
import { MemoryRepository } from 'mi-codegen/runtime/memory';
import { Win32_Process } from './generated/root/cimv2/index.js';

const silent: ProtocolHandler = {
  newSession: async () => ({ start: (_, sink) => new RunningOperation(sink, async () => {}), close: async () => {} }),
  close: async () => {},
};

// What the runtime alone makes.
export const refused = [
  // @ts-expect-error sessions come from an application
  () => new Session(),
  // @ts-expect-error objects come from a session
  () => new Win32_Process(),
  // @ts-expect-error the runtime's own
  (session: Session) => session.prepare,
];

async function main(): Promise<void> {
  const repository = new MemoryRepository({ schema: loadBundled(['root/cimv2']).schema });
  repository.provide(Win32_Process, { Create: () => ({ ReturnValue: 0, ProcessId: 42 }) });
  const application = await initialize({ handler: repository, handlers: { SILENT: silent } });
  await (await application.newSession({ protocol: 'silent' })).testConnection();
  const session = await application.newSession();
  const CommandLine = 'notepad.exe';
  const { ProcessId } = await Win32_Process.Create(session, { CommandLine });
  console.log(\`created process \${ProcessId} for \${CommandLine}\`);
  await application.close();
}
main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
`;

const SMALL_PROGRAM = `
import { initialize, MiError } from 'mi-codegen/runtime';
import { MemoryRepository } from 'mi-codegen/runtime/memory';
import { Win32_Process } from './generated/root/cimv2/Win32_Process.js';

const schema = { classes: [], instances: [], qualifierDeclarations: [] };
const application = await initialize({ handler: new MemoryRepository({ schema }) });
const session = await application.newSession();
const error: unknown = await Win32_Process.Create(session, { CommandLine: 'notepad.exe' }).catch((error) => error);
console.log(error instanceof MiError && error.result);
await application.close();
`;

function packedFiles(): readonly string[] {
  const folder = join(project, 'node_modules/mi-codegen');
  return filesBelow(folder).map((file) => relative(folder, file).replaceAll('\\', '/'));
}

function filesBelow(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

function sizeOf(folder: string): number {
  return filesBelow(folder).reduce((sum, file) => sum + statSync(file).size, 0);
}

function readJson(file: string) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function npm(...args: string[]): string {
  // Under "npm test" npm says where it is; a bare "vitest run" finds it on the PATH.
  const path = process.env['npm_execpath'];
  return path?.endsWith('.js') ? succeed(process.execPath, [path, ...args], root) : succeed('npm', args, root);
}

/** Runs the command of the packed package, after Node's own options. */
function miCodegen(args: readonly string[], nodeArgs: readonly string[] = []) {
  const bin = 'node_modules/mi-codegen/dist/generator/bin.js';
  const { status, stdout, stderr } = run(process.execPath, [...nodeArgs, bin, ...args], project);
  return { status, stdout, stderr };
}

function succeed(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = run(command, args, cwd);
  if (status !== 0) throw error ?? new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

function run(command: string, args: readonly string[], cwd: string): SpawnSyncReturns<string> {
  return spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    shell: command === 'npm' && process.platform === 'win32',
  });
}

function link(target: string, path: string): void {
  if (existsSync(path) || !existsSync(target)) return;
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path, 'junction');
}
