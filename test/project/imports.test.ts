import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';

/** The layers, top first: a file imports its own layer and those below. */
const LAYERS = [
  /^generator\/bin\.ts$/,
  /^generator\/cli\//,
  /^generator\/index\.ts$/,
  /^generator\/(generate|notes|mof-schema)\.ts$/,
  /^generator\/emit\//,
  /^generator\/plan\//,
  /^generator\/model\//,
  /^generator\/source\//,
  /^generator\/options\//,
  /^generator\/diagnostics\//,
  /^generator\/number-literal\.ts$/,
  /^runtime\//,
];

/** Packages and the only files that may import them. Elsewhere a package would be loaded by those who do not need it. */
const PACKAGES: Readonly<Record<string, RegExp>> = {
  yargs: /^generator\/cli\/command-line\.ts$/,
  diff: /^generator\/cli\//,
  'ts-morph': /^generator\/emit\/verify\.ts$/,
  'handlebars/runtime.js': /^generator\/emit\//,
  picomatch: /^generator\/model\/select\.ts$/,
  tinyglobby: /^generator\/source\/files\.ts$/,
  koffi: /^runtime\/native\//,
};

interface Import {
  readonly from: string;
  /** A file of the project, or a package. */
  readonly to: string;
  readonly kind: 'value' | 'type' | 'lazy';
}

const files = globSync(['generator/**/*.ts', 'runtime/**/*.ts', '!**/*.d.ts']);
const imports = files.flatMap(importsOf);

describe('imports', () => {
  it('sees the project', () => {
    expect(files.length).toBeGreaterThan(40);
    expect(imports.length).toBeGreaterThan(100);
  });

  it('run one way through the layers', () => {
    const wrong = imports.filter(({ from, to }) => isProjectFile(to) && layer(to) < layer(from));
    expect(wrong).toEqual([]);
  });

  it('form no cycle of values', () => {
    const graph = new Map<string, string[]>();
    for (const { from, to, kind } of imports) {
      if (kind === 'value' && isProjectFile(to)) graph.set(from, [...(graph.get(from) ?? []), to]);
    }
    expect(findCycle(graph)).toBeNull();
  });

  it('load a package only where it belongs', () => {
    const wrong = imports.filter(
      ({ from, to }) => !isProjectFile(to) && !to.startsWith('node:') && !PACKAGES[to]?.test(from),
    );
    expect(wrong).toEqual([]);
  });

  it('load lazily what is slow to load, or what few runs need', () => {
    const lazy =
      /^(?:diff|tinyglobby|generator\/(?:emit\/verify|cli\/(?:command-line|password|commands\/.+)|source\/live\/machine)\.ts)$/;
    const eager = imports.filter(({ to, kind }) => lazy.test(to) && kind === 'value');
    expect(eager).toEqual([]);
  });

  it('of the command load the generator only when it runs', () => {
    const generator = /^generator\/(?:generate\.ts|(?:emit|plan|model|source)\/)/;
    const eager = imports.filter(
      ({ from, to, kind }) => from.startsWith('generator/cli/') && generator.test(to) && kind === 'value',
    );
    expect(eager).toEqual([]);
  });

  it('of generated code are its neighbours and the versioned door', () => {
    const wrong = globSync('generated/**/*.ts')
      .flatMap(importsOf)
      .filter(({ from, to }) => to !== 'mi-codegen/runtime/v1' && posix.dirname(to) !== posix.dirname(from));
    expect(wrong).toEqual([]);
  });
});

function importsOf(from: string): Import[] {
  const text = readFileSync(from, 'utf8');
  const statement = /^(?:import|export)\s+(type\s)?(?:[^'"`;]*?\sfrom\s+)?'([^']+)';|\bimport\('([^']+)'\)/gm;
  return [...text.matchAll(statement)].map(([, type, specifier, lazy]) => ({
    from,
    to: target(from, specifier ?? lazy ?? ''),
    kind: lazy !== undefined ? 'lazy' : type !== undefined ? 'type' : 'value',
  }));
}

function target(from: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  return posix.join(posix.dirname(from), specifier).replace(/\.js$/, '.ts');
}

function isProjectFile(path: string): boolean {
  return /^(generator|runtime)\//.test(path);
}

function layer(path: string): number {
  const found = LAYERS.findIndex((pattern) => pattern.test(path));
  if (found < 0) throw new Error(`${path} is in no layer`);
  return found;
}

function findCycle(graph: ReadonlyMap<string, readonly string[]>): string[] | null {
  const done = new Set<string>();
  const visit = (node: string, path: readonly string[]): string[] | null => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node];
    if (done.has(node)) return null;
    done.add(node);
    for (const next of graph.get(node) ?? []) {
      const cycle = visit(next, [...path, node]);
      if (cycle !== null) return cycle;
    }
    return null;
  };
  for (const node of graph.keys()) {
    const cycle = visit(node, []);
    if (cycle !== null) return cycle;
  }
  return null;
}
