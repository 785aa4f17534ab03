import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generate } from '../../generator/index.js';
import { findProject, noteSetUp } from '../../generator/set-up/index.js';
import { runTsc } from '../tools/typescript.js';

// What is noted of a project must be what its compiler says: each set-up is compiled for real.

type Api = typeof import('typescript-5.9');

const root = fileURLToPath(new URL('../../', import.meta.url));
const require = createRequire(import.meta.url);
/** As commands they would take minutes. As libraries they keep what they have read. */
const APIS = ['5.4', '5.9', '6.0'].map((version) => ({ version, api: require(`typescript-${version}`) as Api }));

/** The errors of a compiler about an option that it does not know, or not any more: it says best what to do. */
const ABOUT_OPTIONS = new Set([5023, 5107, 5108, 6046]);

const SCHEMA = `
  class B { [Key] string Name; [ValueMap{"1"}, Values{"one"}] uint64 Kind; };
  class A : B { datetime D; B ref R; [Static] uint32 M([In] string S, [In, EmbeddedInstance("B")] string E); };`;

const GOOD = {
  module: 'nodenext',
  target: 'es2022',
  lib: ['es2022', 'esnext.disposable'],
  types: ['node'],
  noEmit: true,
  strict: true,
};

interface SetUp {
  readonly options: Readonly<Record<string, unknown>>;
  readonly type?: 'module' | 'commonjs' | undefined;
  readonly importExtension?: 'js' | 'ts' | undefined;
}

let folder: string;
const link = (name: string, target: string) => {
  mkdirSync(dirname(join(folder, 'node_modules', name)), { recursive: true });
  symlinkSync(target, join(folder, 'node_modules', name), 'junction');
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mi-codegen-set-up-'));
  writeFileSync(join(folder, 'schema.mof'), SCHEMA);
  link('mi-codegen/dist', join(root, 'dist'));
  cpSync(join(root, 'package.json'), join(folder, 'node_modules/mi-codegen/package.json'));
  link('@types/node', join(root, 'node_modules/@types/node'));
  for (const importExtension of ['js', 'ts'] as const) {
    const source = { kind: 'files', mof: [join(folder, 'schema.mof')] } as const;
    await generate({ namespaces: ['root/test'], source, out: join(folder, importExtension), importExtension });
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

function write({ options, type, importExtension = 'js' }: SetUp): void {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'x', dependencies: { 'mi-codegen': '1' }, type }));
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: options, include: [importExtension] }),
  );
}

/** What is noted of a set-up that has been written, under a release of TypeScript. */
async function notes(version: string, { importExtension = 'js' }: SetUp): Promise<readonly string[]> {
  const project = await findProject(join(folder, importExtension, 'root/test/index.ts'));
  if (project === null || 'reason' in project) throw new Error('there is a project');
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const needs = { importExtension, hasImportCalls: true, hasBigints: true };
  return noteSetUp({ ...project, typescript: [major, minor] }, needs);
}

const caches = new Map<Api, Map<string, import('typescript-5.9').SourceFile | undefined>>();

/** The codes of the errors that a compiler finds. */
function errors(api: Api): readonly number[] {
  const path = join(folder, 'tsconfig.json');
  const read = api.readConfigFile(path, api.sys.readFile);
  const parsed = api.parseJsonConfigFileContent(read.config, api.sys, folder, undefined, path);
  const host = api.createCompilerHost(parsed.options);
  const { getSourceFile } = host;
  const cache = caches.get(api) ?? new Map();
  caches.set(api, cache);
  host.getSourceFile = (file, options, ...rest) => {
    const form = typeof options === 'object' ? [options.languageVersion, options.impliedNodeFormat] : [options];
    const key = [file, ...form].join();
    if (!cache.has(key)) cache.set(key, getSourceFile.call(host, file, options, ...rest));
    return cache.get(key);
  };
  const program = api.createProgram(parsed.fileNames, parsed.options, host);
  // Not of the libraries and of Node's types, which take longer than all else.
  const isOurs = ({ fileName }: { readonly fileName: string }) => !/[\\/]node_modules[\\/]/.test(fileName);
  const ofFiles = program
    .getSourceFiles()
    .filter((file) => isOurs(file) && !(file.isDeclarationFile && parsed.options.skipLibCheck === true))
    .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]);
  const ofOptions = [...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()];
  return [...parsed.errors, ...ofOptions, ...ofFiles].map(({ code }) => code);
}

/** The codes of the errors that the newest compiler finds, which is a command alone. */
function errorsOf7(): readonly number[] {
  const output = runTsc('7.0', ['-p', folder, '--pretty', 'false']);
  return Array.from(output.matchAll(/error TS(\d+)/g), ([, code]) => Number(code));
}

/** Compares what is noted with what the compiler says, for every one of the set-ups. */
async function compareAll(
  setUps: readonly SetUp[],
  compilers: readonly (readonly [string, () => readonly number[]])[],
) {
  const wrong: unknown[] = [];
  let failing = 0;
  for (const setUp of setUps) {
    write(setUp);
    for (const [version, compile] of compilers) {
      const found = [...new Set(compile())];
      if (found.length > 0 && found.every((code) => ABOUT_OPTIONS.has(code))) continue;
      const noted = await notes(version, setUp);
      if (found.length > 0) failing += 1;
      if (noted.length > 0 !== found.length > 0) wrong.push({ version, ...setUp, found, noted });
    }
  }
  expect(wrong).toEqual([]);
  return failing;
}

const product = <A, B>(as: readonly A[], bs: readonly B[]) => as.flatMap((a) => bs.map((b) => [a, b] as const));
const maybe = (name: string, value: unknown) => (value === undefined ? {} : { [name]: value });

const MODULES = [undefined, 'commonjs', 'amd', 'es2015', 'es2020', 'node16', 'nodenext', 'preserve'];
const RESOLUTIONS = [undefined, 'node10', 'bundler'];
const TYPES = ['module', undefined] as const;

/** Modules, and how they are found. */
const LOADING: readonly SetUp[] = [
  ...product(['module'] as const, product(MODULES, RESOLUTIONS)),
  ...product([undefined], product(MODULES, [undefined, 'bundler'])),
].map(([type, [module, moduleResolution]]) => {
  const { module: _, ...rest } = { ...GOOD, skipLibCheck: true };
  return { type, options: { ...rest, ...maybe('module', module), ...maybe('moduleResolution', moduleResolution) } };
});

const TARGETS = [undefined, 'es2019', 'es2022', 'esnext'];
const LIBS = [['es2020'], ['es2022'], ['es2022', 'dom'], ['es2022', 'dom', 'esnext.disposable'], ['esnext']];
const NAMED_TYPES = [undefined, ['node'], []];

/** Targets and libraries, where the declarations of packages are checked. */
const LIBRARIES: readonly SetUp[] = [
  ...product(NAMED_TYPES, product(TARGETS, [undefined])),
  ...product([undefined, []], product(['es2022'], LIBS)),
].map(([types, [target, lib]]) => {
  const options = { module: 'nodenext', noEmit: true, ...maybe('target', target), ...maybe('lib', lib) };
  return { type: 'module', options: { ...options, ...maybe('types', types) } };
});

const SINGLE: readonly SetUp[] = [
  ...[{}, { allowImportingTsExtensions: true }, { rewriteRelativeImportExtensions: true }].flatMap((extra) => [
    { type: 'module', importExtension: 'ts', options: { ...GOOD, ...extra } } as const,
    {
      type: 'module',
      importExtension: 'ts',
      options: { ...GOOD, ...extra, noEmit: false, rootDir: '.', outDir: 'out' },
    } as const,
  ]),
  ...product(TYPES, ['nodenext', 'commonjs', 'esnext', 'preserve']).map(([type, module]) => ({
    type,
    options: {
      ...GOOD,
      module,
      verbatimModuleSyntax: true,
      ...(module === 'esnext' ? { moduleResolution: 'bundler' } : {}),
    },
  })),
  { type: 'module', options: { ...GOOD, rootDir: 'src' } },
  { type: 'module', options: { ...GOOD, rootDir: 'src', moduleResolution: 'node16' } },
  { type: 'module', options: { ...GOOD, rootDir: '.' } },
  {
    type: 'module',
    options: { ...GOOD, module: 'esnext', moduleResolution: 'bundler', resolvePackageJsonExports: false },
  },
  { type: 'module', options: { ...GOOD, strict: false, isolatedModules: true, useDefineForClassFields: false } },
  { type: 'module', options: { ...GOOD, experimentalDecorators: true, emitDecoratorMetadata: true } },
  { type: 'module', options: {} },
  { options: {} },
  { options: { skipLibCheck: true, module: 'commonjs' } },
  { options: { skipLibCheck: true, moduleResolution: 'bundler' } },
  { options: { skipLibCheck: true, moduleResolution: 'bundler', target: 'es2015' } },
  { options: { noCheck: true, module: 'commonjs' } },
];

/** Of three compilers, each is asked where it differs from the others. */
const [OLDEST = [], OLD = [], NEW = []] = APIS.map(({ version, api }) => [[version, () => errors(api)] as const]);

describe('what is noted of a project is what its compiler says', () => {
  it('of modules and how they are found', async () => {
    const commonJs = LOADING.filter(({ type }) => type === undefined);
    expect(await compareAll(LOADING, OLDEST)).toBeGreaterThan(10);
    expect(await compareAll(commonJs, OLD)).toBeGreaterThan(5);
    expect(await compareAll(LOADING, NEW)).toBeGreaterThan(5);
  });

  it('of targets, libraries and types', async () => {
    const byDefault = LIBRARIES.filter(({ options }) => !('types' in options));
    expect(await compareAll(byDefault, OLDEST)).toBeGreaterThan(1);
    expect(await compareAll(LIBRARIES, NEW)).toBeGreaterThan(8);
  });

  it('of other options', async () => {
    const extensions = SINGLE.filter(({ importExtension }) => importExtension === 'ts');
    expect(await compareAll(extensions, OLDEST)).toBeGreaterThan(3);
    expect(await compareAll(SINGLE, OLD)).toBeGreaterThan(5);
  });

  it('of the newest release', async () => {
    const some = [...LOADING, ...LIBRARIES, ...SINGLE].filter((_, index) => index % 9 === 0);
    expect(await compareAll(some, [['7.0', errorsOf7]])).toBeGreaterThan(3);
  });
});
