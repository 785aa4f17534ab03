import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LAYOUT, VERSION } from '../../runtime/values/copies.js';
import { runTsc } from '../tools/typescript.js';

// A workspace whose packages have installed a copy of mi-codegen each: test/pack/copies, in a temporary folder. The
// dependencies of the copies are linked from here, so that the test needs no network.

const root = fileURLToPath(new URL('../../', import.meta.url));
const fixture = fileURLToPath(new URL('copies/', import.meta.url));
const PACKAGES = ['app', 'lib'] as const;

let workspace: string;

beforeAll(() => {
  if (!existsSync(join(root, 'dist/runtime/index.js'))) throw new Error('dist/ is missing: run "npm run build" first');
  workspace = realpathSync.native(mkdtempSync(join(tmpdir(), 'mi-codegen-copies-')));
  cpSync(join(fixture, 'schema.mof'), join(workspace, 'schema.mof'));
  for (const name of ['@types/node', 'undici-types', 'koffi', 'fast-xml-parser']) {
    link(join(root, 'node_modules', name), join(workspace, 'node_modules', name));
  }
  for (const name of PACKAGES) {
    const folder = join(workspace, 'packages', name);
    cpSync(join(fixture, name), folder, { recursive: true });
    write(join(folder, 'package.json'), { name, type: 'module' });
    cpSync(join(root, 'dist'), join(copyIn(name), 'dist'), { recursive: true });
    cpSync(join(root, 'package.json'), join(copyIn(name), 'package.json'));
    const bin = join(copyIn(name), 'dist/generator/bin.js');
    run([bin, 'root/test', '--mof', '../../schema.mof', '--quiet'], folder);
  }
});
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

const OPTIONS = {
  strict: true,
  exactOptionalPropertyTypes: true,
  module: 'nodenext',
  target: 'es2022',
  types: ['node'],
  skipLibCheck: true,
};

describe('two copies', () => {
  it('of one version work together, and are one package for the compiler', () => {
    makeLib({});
    expect(compile('main', 'worker', 'types', 'one-version')).toBe('');
    expect(program('main')).toBe('the copies work together\n');
  });

  it('of two versions work together, and have types that fit', () => {
    makeLib({ version: '9.8.7' });
    expect(compile('main', 'worker', 'types')).toBe('');
    expect(program('main')).toBe('the copies work together\n');
  });

  it('of which one cannot read the objects of the other say which they are, and what to do', () => {
    makeLib({ version: '9.8.7', layout: 'v2.1' });
    expect(compile('foreign')).toBe('');
    const [app, theirs] = PACKAGES.map((name) => copyIn(name).replaceAll('\\', '/'));
    const end =
      ` of another copy of mi-codegen. Two copies that do not fit together are loaded, ${VERSION} in ${app} and 9.8.7 in ` +
      `${theirs}: let one be installed, by "npm dedupe", or with mi-codegen in the peerDependencies of the packages ` +
      'that share it';
    const lines = program('foreign').trim().split('\n');
    expect(lines.filter((line) => !line.endsWith(end))).toEqual(['[]']);
    expect(lines.map((line) => line.replace(end, ''))).toEqual(REFUSED);
  });
});

/** What is said before the copies are named. Last come the objects that are of a class of the other copy. */
const REFUSED = [
  'MiArgumentError: Test_Device.$get: takes a session as its first argument, not an object (Session)',
  'TypeError: initialize: handler must be a handler: an object with the methods newSession and close, not an object (MemoryRepository)',
  'TypeError: provide() takes a generated class, not a class (CimObject)',
  'TypeError: update() takes an object of a generated class, not an object (CimObject)',
  'MiArgumentError: Test_Device.$create: Installed must be a CimDateTime or a CimInterval, not an object (CimDateTime)',
  'MiArgumentError: Test_Device.$create: Home must be a CimReference, not an object (CimReference)',
  'MiArgumentError: Test_Device.$create: Setting must be an instance of Test_Setting or its values, not an object (CimInstance)',
  'MiArgumentError: Test_Device.$create: Setting must be an instance of Test_Setting or its values, not an object (CimObject)',
  'MiArgumentError: Test_Device.$query: where.Installed must be a CimDateTime or a CimInterval, not an object (CimDateTime)',
  'MiArgumentError: Test_Event.$subscribe: where.Source is an embedded object: its condition is made by isa() with a generated class, not a class (CimObject)',
  'MiArgumentError: Test_Room.$references: takes a generated class, not a class (CimObject)',
  'TypeError: session.getInstance(namespace, target): target must be a CimReference or a CimInstance, not an object (CimInstance)',
  'TypeError: session.getInstance(namespace, target): target must be a CimReference or a CimInstance, not an object (CimReference)',
  'TypeError: session.create(namespace, instance): instance must be a CimInstance, not an object (CimInstance)',
  'TypeError: WQL: value 1 is an object (CimDateTime)',
  'TypeError: the handler gave an object (CimInstance)',
  '[]',
];

/** Compiles programs of the package `app`. Gives what the compiler says. */
function compile(...names: readonly string[]): string {
  write(join(workspace, 'tsconfig.json'), {
    compilerOptions: OPTIONS,
    files: names.map((name) => `packages/app/${name}.ts`),
  });
  return runTsc('7.0', ['-p', workspace, '--pretty', 'false']);
}

function program(name: string): string {
  return run([`packages/app/${name}.js`], workspace);
}

/** Makes the copy of `lib` one of another version or layout. */
function makeLib({
  version = VERSION,
  layout = LAYOUT,
}: {
  readonly version?: string;
  readonly layout?: string;
}): void {
  const changes = [
    ['package.json', `"version": "${VERSION}"`, `"version": "${version}"`],
    ['dist/runtime/chunks/values.js', `VERSION = "${VERSION}"`, `VERSION = "${version}"`],
    ['dist/runtime/chunks/values.js', `LAYOUT = "${LAYOUT}"`, `LAYOUT = "${layout}"`],
  ] as const;
  for (const [path] of changes) cpSync(join(root, path), join(copyIn('lib'), path));
  for (const [path, from, to] of changes) {
    const text = readFileSync(join(copyIn('lib'), path), 'utf8');
    expect(text).toContain(from);
    writeFileSync(join(copyIn('lib'), path), text.replace(from, to));
  }
}

/** The folder of a package's copy of mi-codegen. */
function copyIn(name: (typeof PACKAGES)[number]): string {
  return join(workspace, 'packages', name, 'node_modules/mi-codegen');
}

function write(file: string, content: object): void {
  writeFileSync(file, JSON.stringify(content));
}

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path, 'junction');
}

/** Runs a program of JavaScript. Gives what it prints. */
function run(args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}
