import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import picomatch from 'picomatch';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import { circles } from '../tools/structure/circles.mjs';
import { type Import, importsOf, isProjectFile } from '../tools/structure/imports.mjs';
import { parse, read, sourceFiles } from '../tools/structure/sources.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * The layers, top first, for imports of values and types alike. A file imports from its own entry and from the layers
 * below. Entries of one layer stand side by side: neither imports the other.
 */
const LAYERS = layers([
  ['generator/bin.ts'],
  ['generator/cli/**'],
  ['generator/index.ts'],
  ['generator/{generate,pull-schema}.ts', 'generator/config/**'],
  ['generator/unchanged/**', 'generator/watch/**'],
  ['generator/{generate-result,notes}.ts'],
  ['generator/diff/**', 'generator/show/**', 'generator/snapshot/**'],
  ['generator/set-up/**', 'generator/used-by/**'],
  ['generator/emit/**'],
  ['generator/plan/**'],
  ['generator/model/**'],
  // It has the schema that the generator brings, read as the generator reads it.
  ['runtime/memory/demo/**'],
  ['generator/source/**'],
  ['generator/options/**'],
  ['generator/ts-morph.ts'],
  ['generator/diagnostics/**', 'generator/{node-version,package-files,real-path,tune-engine}.ts'],
  ['runtime/index.ts'],
  ['runtime/{application,without-mi}.ts'],
  ['runtime/threads/**'],
  ['runtime/memory/**', 'runtime/native/**', 'runtime/wsman/**'],
  ['runtime/v1/**'],
  ['runtime/{session,synchronous-session}.ts'],
  ['runtime/{invocation,open-operations}.ts'],
  ['runtime/{caller-stack,operation,requests,result-stream}.ts'],
  ['runtime/handler/**'],
  ['runtime/{architecture,options,protocol,request-options,session-options,timeout-error}.ts'],
  ['runtime/{embedded-form,errors,flags,known-types,nearest-name,option-checks,stack-frames,value-map,waiting}.ts'],
  ['runtime/{koffi-limit,semaphore}.ts'],
  ['runtime/cim-xml/**', 'runtime/wql/**'],
  ['runtime/xml/**'],
  ['runtime/values/**'],
  ['runtime/schema/**'],
]);

/** What the layers would allow: the native handler carries out requests and knows nothing of generated code. */
const FORBIDDEN = [{ from: 'runtime/native/', to: 'runtime/v1/' }];

/**
 * What the layers would forbid, loaded by `import()` alone: a repository that is asked to read files of MOF, or to be
 * the demo machine.
 */
const LAZY_UPWARDS = [
  { from: 'runtime/memory/mof-files.ts', to: 'generator/source/mof/index.ts' },
  { from: 'runtime/memory/memory-repository.ts', to: 'runtime/memory/demo/index.ts' },
];

/** Values that are recursive by nature: a path holds keys that are values, and a value may be a path. */
const RECURSIVE = ['cim-instance', 'cim-reference', 'cim-value'].map((name) => `runtime/values/${name}.ts`);

/** The packages, each with the only files that import it: others must not load what they do not need. */
const PACKAGES: Readonly<Record<string, RegExp>> = {
  yargs: /^generator\/cli\/command-line\.ts$/,
  diff: /^generator\/cli\//,
  'ts-morph': /^generator\/(?:emit\/verify|ts-morph|used-by\/[\w-]+)\.ts$/,
  'get-tsconfig': /^generator\/set-up\/project\.ts$/,
  picomatch: /^generator\/(?:model\/select|watch\/file-pattern)\.ts$/,
  tinyglobby: /^generator\/source\/files\.ts$/,
  jiti: /^generator\/config\/code-config\.ts$/,
  // The package itself: a config finds it where it is not installed in the project.
  'mi-codegen': /^generator\/config\/code-config\.ts$/,
  '@humanwhocodes/momoa': /^generator\/config\/json-config\.ts$/,
  koffi: /^runtime\/koffi-limit\.ts$/,
  'fast-xml-parser': /^runtime\/xml\/xml\.ts$/,
};

/** What is slow to load, or needed by few runs: loaded by `import()` alone. */
const LAZY = [
  'diff',
  'get-tsconfig',
  'jiti',
  'tinyglobby',
  'generator/cli/command-line.ts',
  'generator/cli/commands/completion-command.ts',
  'generator/cli/commands/diff-command.ts',
  'generator/cli/commands/generate-command.ts',
  'generator/cli/commands/init-command.ts',
  'generator/cli/commands/list-command.ts',
  'generator/cli/commands/pull-command.ts',
  'generator/cli/commands/show-command.ts',
  'generator/cli/password.ts',
  'generator/config/code-config.ts',
  'generator/config/json-config.ts',
  'generator/emit/verify.ts',
  'generator/source/live/machine.ts',
  'generator/used-by/find-imports.ts',
  'generator/cli/watch-targets.ts',
  'runtime/memory/demo/index.ts',
  'runtime/wsman/index.ts',
  'runtime/wsman/security/kerberos/gssapi-mechanism.ts',
  'runtime/wsman/security/kerberos/sspi-mechanism.ts',
];

const { dependencies, peerDependencies, devDependencies } = JSON.parse(read(root, 'package.json'));

const imports = sourceFiles(root).flatMap((path) => importsOf(parse(root, path)));
const inProject = imports.filter(({ to }) => isProjectFile(to));
const packages = imports.filter(({ to }) => !isProjectFile(to) && !isGenerated(to) && !to.startsWith('node:'));

describe('imports', () => {
  it('lead to files that exist', () => {
    const made = 'generator/emit/templates.ts';
    expect(inProject.filter(({ to }) => to !== made && !existsSync(root + to))).toEqual([]);
  });

  it('run one way through the layers', () => {
    expect(inProject.filter((each) => !isAllowed(each))).toEqual([]);
  });

  it('form no circle of values', () => {
    expect(circles(inProject.filter(({ kind }) => kind === 'value'))).toEqual([]);
  });

  it('form no circle of types, but for values that are recursive by nature', () => {
    const eager = inProject.filter(({ kind }) => kind !== 'lazy');
    expect(circles(eager).filter((files) => !files.every((file) => RECURSIVE.includes(file)))).toEqual([]);
  });

  it('load a package only where it belongs', () => {
    expect(packages.filter(({ from, to }) => !PACKAGES[to]?.test(from))).toEqual([]);
    expect(new Set(packages.map(({ to }) => to))).toEqual(new Set(Object.keys(PACKAGES)));
  });

  it('of packages that users do not have are in the generator, into which the build bundles them', () => {
    const installed = { ...dependencies, ...peerDependencies, 'mi-codegen': true };
    const bundled = packages.filter(({ to }) => !Object.hasOwn(installed, to));
    expect(
      bundled.filter(({ from, to }) => !from.startsWith('generator/') || !Object.hasOwn(devDependencies, to)),
    ).toEqual([]);
    expect(bundled).not.toEqual([]);
    // Users need not have installed these: a module loads them by their paths.
    const optional = packages.filter(({ to }) => Object.hasOwn(peerDependencies, to));
    expect(optional.filter(({ kind }) => kind !== 'type')).toEqual([]);
  });

  it('load lazily what is slow to load, or what few runs need', () => {
    expect(imports.filter(({ to, kind }) => LAZY.includes(to) && kind === 'value')).toEqual([]);
    const loaded = imports.filter(({ kind }) => kind === 'lazy').map(({ to }) => to);
    expect(LAZY.filter((path) => !loaded.includes(path))).toEqual([]);
  });

  it('of the command load the generator only when it runs', () => {
    const generator = /^generator\/(?:generate\.ts|(?:diff|emit|plan|model|show|source|unchanged|used-by\/find)\/)/;
    const ofCommand = inProject.filter(({ from, to }) => from.startsWith('generator/cli/') && generator.test(to));
    expect(ofCommand.filter(({ kind }) => kind === 'value')).toEqual([]);
    expect(ofCommand.filter(({ kind }) => kind === 'lazy')).not.toEqual([]);
  });

  it('of generated classes are in the demo machine alone', () => {
    const ofGenerated = imports.filter(({ to }) => isGenerated(to));
    expect(ofGenerated.filter(({ from }) => !from.startsWith('runtime/memory/demo/'))).toEqual([]);
    expect(ofGenerated).not.toEqual([]);
  });

  it('of generated code are its neighbours and the versioned door', () => {
    const generated = globSync('generated/**/*.ts', { cwd: root }).flatMap((path) => importsOf(parse(root, path)));
    const outside = generated.filter(({ from, to }) => posix.dirname(to) !== posix.dirname(from));
    expect([...new Set(outside.map(({ to }) => to))]).toEqual(['mi-codegen/runtime/v1']);
  });
});

it('the place of a module counts only where the build leaves it in its place', () => {
  const placed = sourceFiles(root).filter(
    (path) => path.startsWith('generator/') && /\bimport\.meta\b/.test(read(root, path)),
  );
  expect(placed).toEqual(['generator/package-files.ts']);
});

function isGenerated(path: string): boolean {
  return path.startsWith('generated/');
}

interface Place {
  readonly layer: number;
  readonly holds: (path: string) => boolean;
}

function layers(table: readonly (readonly string[])[]): Place[] {
  return table.flatMap((entries, layer) => entries.map((pattern) => ({ layer, holds: picomatch(pattern) })));
}

function placeOf(path: string): Place {
  const place = LAYERS.find(({ holds }) => holds(path));
  if (place === undefined) throw new Error(`${path} is in no layer`);
  return place;
}

function isAllowed({ from, to, kind }: Import): boolean {
  if (kind === 'lazy' && LAZY_UPWARDS.some((rule) => rule.from === from && rule.to === to)) return true;
  if (FORBIDDEN.some((rule) => from.startsWith(rule.from) && to.startsWith(rule.to))) return false;
  const [own, other] = [placeOf(from), placeOf(to)];
  return other === own || other.layer > own.layer;
}
