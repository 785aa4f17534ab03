import { foldName } from '../../runtime/schema/index.js';
import { type Diagnostic, DiagnosticError, failure, hasErrors, plural } from '../diagnostics/index.js';
import { SchemaIndex, select, selector } from '../model/index.js';
import { distinctNamespaces, matchingNamespaces, type NamespacePattern } from '../options/namespace-pattern.js';
import type { GenerateSettings } from '../options/resolve-options.js';
import type { LoadedSchema, SchemaRequest, SourceAnswer } from '../source/schema-source.js';
import { loadSchema } from '../source/sources.js';
import { compareLoaded } from './compare-schemas.js';
import type { SchemaChange } from './schema-change.js';

/** A schema to compare. */
export interface ComparedSource {
  /** What the user calls it, for messages. */
  readonly name: string;
  readonly settings: Pick<GenerateSettings, 'source' | 'amend' | 'classes' | 'exclude' | 'spelling' | 'onProgress'>;
  /** Null for files, which say themselves what they declare. */
  readonly namespace: NamespacePattern | null;
}

/** What a comparison of two sources found. */
export interface SourceComparison {
  readonly changes: readonly SchemaChange[];
  /** Warnings about both schemas; errors are thrown. */
  readonly diagnostics: readonly Diagnostic[];
  /** What the user should know that is neither wrong nor suspicious. */
  readonly notes: readonly string[];
}

/** The namespace of files that name none, where nothing else says it. */
const DEFAULT_NAMESPACE: NamespacePattern = { namespace: 'root/cimv2', deep: false };

/**
 * Loads two schemas and compares them.
 *
 * @param namespace the namespace of what files give none; null where the other schema says it
 * @throws DiagnosticError when one of them cannot be read, or has no class to compare
 */
export async function compareSources(
  before: ComparedSource,
  after: ComparedSource,
  namespace: NamespacePattern | null,
): Promise<SourceComparison> {
  const sides = await loadBoth(before, after, namespace);
  const diagnostics = sides.flatMap(({ answer }) => answer.loaded.diagnostics);
  if (hasErrors(diagnostics)) throw new DiagnosticError(diagnostics);
  const [known, present] = [comparedPart(sides[0], after), comparedPart(sides[1], before)];
  checkGlobs([known.loaded, present.loaded], after.settings);
  const { changes, unread } = compareLoaded(known.loaded, present.loaded);
  const selects = selector(after.settings);
  const isSelected = (path: string) => selects(path.slice(path.lastIndexOf(':') + 1));
  return {
    changes: changes.filter((change) => isSelected(change.class)),
    diagnostics,
    notes: [
      ...sides.flatMap(({ answer }) => answer.notes),
      ...known.notes,
      ...present.notes,
      ...noteOtherName(known.loaded, present.loaded),
      ...noteUnread(unread.filter(isSelected)),
    ],
  };
}

/** A schema that was loaded. */
interface Side {
  readonly source: ComparedSource;
  readonly answer: SourceAnswer;
}

/** Files that name no namespace declare into that of the other schema, if it has one only. */
async function loadBoth(
  before: ComparedSource,
  after: ComparedSource,
  given: NamespacePattern | null,
): Promise<readonly [Side, Side]> {
  const first = await load(before, given ?? after.namespace ?? DEFAULT_NAMESPACE);
  const second = await load(after, given ?? before.namespace ?? onlyNamespace(first) ?? DEFAULT_NAMESPACE);
  const other = onlyNamespace(second);
  const isSettled = given !== null || before.namespace !== null || after.namespace !== null;
  if (isSettled || other === null || isInto(first, other)) return [first, second];
  const again = await load(before, other);
  return [isInto(again, other) ? again : first, second];
}

async function load(source: ComparedSource, into: NamespacePattern): Promise<Side> {
  const { settings, namespace } = source;
  const { source: options, amend, onProgress, spelling } = settings;
  const request: SchemaRequest = {
    namespaces: [namespace ?? into],
    selects: selector(settings),
    amend,
    spelling,
    ...(onProgress === undefined ? {} : { onProgress }),
  };
  return { source, answer: await loadSchema(options, request) };
}

function declaredNamespaces({ schema }: LoadedSchema): readonly string[] {
  return distinctNamespaces(schema.classes.map(({ namespace }) => namespace));
}

function onlyNamespace({ answer }: Side): NamespacePattern | null {
  const [namespace, ...others] = declaredNamespaces(answer.loaded);
  return namespace === undefined || others.length > 0 ? null : { namespace, deep: false };
}

function isInto(side: Side, { namespace }: NamespacePattern): boolean {
  return foldName(onlyNamespace(side)?.namespace ?? '') === foldName(namespace);
}

/** The part of a schema to compare: of files, what they declare in the namespaces that the other address names. */
function comparedPart(
  { source: { name, namespace }, answer: { loaded, namespaces } }: Side,
  other: ComparedSource,
): { readonly loaded: LoadedSchema; readonly notes: readonly string[] } {
  const declared = declaredNamespaces(loaded);
  const isEmpty = declared.length === 0 && namespaces.every((each) => (loaded.classNames?.(each) ?? []).length === 0);
  if (isEmpty) throw failure('empty-namespace', `${name} declares no class`);
  if (namespace !== null || other.namespace === null || declared.length < 2) return { loaded, notes: [] };
  const wanted = new Set(matchingNamespaces([other.namespace], loaded.schema).map(foldName));
  const isWanted = (each: string) => wanted.has(foldName(each));
  const others = declared.filter((each) => !isWanted(each));
  if (others.length === declared.length) {
    const message = `${name} declares no class in ${other.namespace.namespace}; it has classes in ${others.join(', ')}`;
    throw failure('empty-namespace', message, `compare with one of these in place of ${other.name}`);
  }
  const classes = loaded.schema.classes.filter((cimClass) => isWanted(cimClass.namespace));
  const notes = others.map((each) => `${each} of ${name} is not compared, since ${other.name} does not name it`);
  return { loaded: { ...loaded, schema: { ...loaded.schema, classes } }, notes };
}

/** @throws DiagnosticError for a glob that matches no class of either schema */
function checkGlobs(
  schemas: readonly LoadedSchema[],
  { classes, exclude, spelling }: ComparedSource['settings'],
): void {
  const [known = [], present = []] = schemas.map((loaded) => {
    const index = new SchemaIndex(loaded);
    const namespaces = index.namespaces();
    const { diagnostics } = select(index, { namespaces, source: 'files', classes, exclude, spelling });
    return diagnostics.filter(({ code }) => code === 'unknown-class');
  });
  const inBoth = present.filter(({ message }) => known.some((other) => other.message === message));
  if (inBoth.length > 0) throw new DiagnosticError(inBoth);
}

function noteOtherName(before: LoadedSchema, after: LoadedSchema): readonly string[] {
  const [known, present] = [declaredNamespaces(before), declaredNamespaces(after)];
  const [only = '', onlyAfter = ''] = [known[0], present[0]];
  if (known.length !== 1 || present.length !== 1 || foldName(only) === foldName(onlyAfter)) return [];
  return [`${only} is compared with ${onlyAfter}: each schema has one namespace`];
}

function noteUnread(unread: readonly string[]): readonly string[] {
  if (unread.length === 0) return [];
  const names = `${unread.slice(0, 3).join(', ')}${unread.length > 3 ? ', …' : ''}`;
  const classes = plural(unread.length, 'class', 'classes');
  return [`not compared: ${classes} that could not be read, or with a superclass that could not: ${names}`];
}
