import { foldName } from '../../runtime/schema/index.js';
import { type Diagnostic, failure } from '../diagnostics/index.js';
import { bundledNamespaces, loadBundled } from './bundled/bundled-schema.js';
import { checkFolders, findFiles } from './files.js';
import type { LiveConnection, LiveOptions } from './live/index.js';
import { loadMof } from './mof/index.js';
import { type NamespacePattern, parsePattern } from './namespaces.js';
import type { LoadedSchema } from './schema-source.js';

export type SourceKind = 'bundled' | 'live' | 'mof';

/** Where to read schemas from. */
export interface SourceOptions {
  readonly namespaces: readonly string[];
  readonly mof?: readonly string[];
  readonly includeDirs?: readonly string[];
  readonly bundled?: boolean;
  readonly live?: LiveOptions;
  /** Whether a class is wanted by its name: a source may leave out what nobody needs. */
  wanted(name: string): boolean;
  readonly onProgress?: (phase: string, done: number, total: number) => void;
}

/** A schema, where it came from, and the namespaces that were asked for, one by one. */
export interface Loaded {
  readonly source: SourceKind;
  readonly loaded: LoadedSchema;
  readonly namespaces: readonly string[];
}

/** Reads MOF files where they are named; else MI, where there is one; else the bundled schema. */
export async function loadSchema(options: SourceOptions): Promise<Loaded> {
  const patterns = options.namespaces.map(parsePattern);
  const [first] = patterns;
  if (first === undefined) throw failure('no-namespace', 'a namespace is needed, for example root/cimv2');
  if (options.mof !== undefined) {
    const { includeDirs = [] } = options;
    checkFolders('--include-dir', includeDirs);
    const loaded = loadMof(await findFiles('--mof', options.mof), { namespace: first.namespace, includeDirs });
    return { source: 'mof', loaded, namespaces: expand(patterns, loaded) };
  }
  const live = options.bundled ? null : await loadLive(patterns, options);
  if (live !== null) return live;
  const loaded = loadBundled(patterns.flatMap(bundledFor));
  return { source: 'bundled', loaded, namespaces: expand(patterns, loaded) };
}

/** The namespaces that patterns stand for, of those a schema has. */
function expand(patterns: readonly NamespacePattern[], { schema }: LoadedSchema): readonly string[] {
  const declared = new Map(schema.classes.map(({ namespace }) => [foldName(namespace), namespace]));
  return distinct(
    patterns.flatMap(({ namespace, deep }) => {
      if (!deep) return [namespace];
      const prefix = `${foldName(namespace)}/`;
      const below = [...declared].filter(([folded]) => folded.startsWith(prefix)).map(([, spelled]) => spelled);
      return declared.has(foldName(namespace)) || below.length === 0 ? [namespace, ...below] : below;
    }),
  );
}

function bundledFor({ namespace, deep }: NamespacePattern): readonly string[] {
  const prefix = `${foldName(namespace)}/`;
  const below = deep ? bundledNamespaces().filter((name) => foldName(name).startsWith(prefix)) : [];
  return below.length > 0 ? below : [namespace];
}

async function loadLive(patterns: readonly NamespacePattern[], options: SourceOptions): Promise<Loaded | null> {
  // What reaches MI is loaded only where it is needed.
  const live = await import('./live/index.js');
  const connection = await live.connect(options.live ?? {});
  if (connection === null) return null;
  try {
    const diagnostics: Diagnostic[] = [];
    const namespaces = await expandLive(connection, patterns, diagnostics);
    const loaded = await live.readSchema(connection.session, {
      namespaces,
      wanted: options.wanted,
      onProgress: (done, total) => options.onProgress?.('reading classes', done, total),
    });
    const withClasses = namespaces.filter((namespace) => loaded.classNames?.(namespace).length !== 0);
    return {
      source: 'live',
      loaded: { ...loaded, diagnostics: [...diagnostics, ...loaded.diagnostics] },
      namespaces: withClasses.length === 0 ? namespaces : withClasses,
    };
  } finally {
    await connection.close();
  }
}

async function expandLive(
  { session }: LiveConnection,
  patterns: readonly NamespacePattern[],
  diagnostics: Diagnostic[],
): Promise<readonly string[]> {
  const { childNamespaces } = await import('./live/index.js');
  const namespaces: string[] = [];
  for (const { namespace, deep } of patterns) {
    namespaces.push(...(deep ? await childNamespaces(session, namespace, diagnostics) : [namespace]));
  }
  return distinct(namespaces);
}

function distinct(namespaces: readonly string[]): readonly string[] {
  const byName = new Map<string, string>();
  for (const namespace of namespaces) {
    if (!byName.has(foldName(namespace))) byName.set(foldName(namespace), namespace);
  }
  return [...byName.values()];
}
