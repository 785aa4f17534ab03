import { type CimSchema, foldName, isSchema, isSystemName } from '../../runtime/schema/index.js';
import type { LoadedSchema } from '../source/schema-source.js';
import { ClassComparison } from './class-comparison.js';
import { PlannedSchema } from './planned-schema.js';
import { elementChange, type SchemaChange, schemaChange } from './schema-change.js';

/** What a comparison found. */
export interface SchemaComparison {
  /** Sorted by class; within a class in the order of its declarations. */
  readonly changes: readonly SchemaChange[];
  /** Classes that are not compared: a server refused them, or a superclass of them. */
  readonly unread: readonly string[];
}

/**
 * What has changed from one schema to another for those who use the classes that are generated from it. Each change is
 * reported once, in the class where it arises, and not in its subclasses. Namespaces and classes are matched by name,
 * in any letter case; where each schema has one namespace, these are compared whatever their names are. Instances and
 * qualifier declarations do not count, since no class is generated from them.
 *
 * @returns the changes, sorted by class; `breaking` tells which of them callers must know of
 * @throws DiagnosticError for a schema from which no classes can be generated, as for a name that is no identifier
 * @throws TypeError for what is no schema, such as the result of `loadMof()` in place of its `schema`
 */
export function compareSchemas(before: CimSchema, after: CimSchema): readonly SchemaChange[] {
  if (!isSchema(before) || !isSchema(after)) {
    throw new TypeError('compareSchemas() takes two schemas: compareSchemas(before.schema, after.schema)');
  }
  return compareLoaded(asLoaded(before), asLoaded(after)).changes;
}

function asLoaded(schema: CimSchema): LoadedSchema {
  return { schema, diagnostics: [], files: [], locate: () => undefined };
}

/** Compares schemas as {@link compareSchemas} does. Classes that a source has, but could not read, are left out. */
export function compareLoaded(before: LoadedSchema, after: LoadedSchema): SchemaComparison {
  const [known, present] = [new PlannedSchema(before), new PlannedSchema(after)];
  const changes: SchemaChange[] = [];
  const unread: string[] = [];
  for (const pair of namespacePairs(known.namespaces, present.namespaces)) {
    const found = compareNamespaces(known, present, pair);
    changes.push(...found.changes);
    unread.push(...found.unread);
  }
  return { changes: changes.toSorted(byClass), unread: unread.toSorted() };
}

/** A namespace before and after. */
interface NamespacePair {
  readonly before: string;
  readonly after: string;
}

/** Each namespace with the one of its name; of two schemas with one namespace each, these. */
function namespacePairs(before: readonly string[], after: readonly string[]): readonly NamespacePair[] {
  const [only, onlyAfter] = [before[0], after[0]];
  if (before.length === 1 && after.length === 1 && only !== undefined && onlyAfter !== undefined) {
    return [{ before: only, after: onlyAfter }];
  }
  const names = new Map([...before, ...after].map((namespace) => [foldName(namespace), namespace]));
  return Array.from(names.values(), (namespace) => ({ before: namespace, after: namespace }));
}

function compareNamespaces(known: PlannedSchema, present: PlannedSchema, pair: NamespacePair): SchemaComparison {
  const changes: SchemaChange[] = [];
  const unread: string[] = [];
  const comparison = new ClassComparison((name) => present.find(pair.after, name));
  for (const before of known.classesIn(pair.before)) {
    const { name } = before.source;
    const after = present.find(pair.after, name);
    if (
      present.isUnread(pair.after, name) ||
      known.derivesFromUnread(before) ||
      (after && present.derivesFromUnread(after))
    ) {
      unread.push(before.path);
    } else if (after === undefined) {
      if (!isSystemName(name)) changes.push(schemaChange(before.path, elementChange('class-gone', null)));
    } else {
      changes.push(...comparison.changesIn({ before, after }).map((change) => schemaChange(before.path, change)));
    }
  }
  for (const after of present.classesIn(pair.after)) {
    const { name } = after.source;
    if (known.find(pair.before, name) !== undefined) continue;
    if (known.isUnread(pair.before, name)) unread.push(after.path);
    else if (!isSystemName(name)) changes.push(schemaChange(after.path, elementChange('class-added', null)));
  }
  return { changes, unread };
}

/** By code units of the folded names: the same everywhere. Sorting keeps the order within a class. */
function byClass(a: SchemaChange, b: SchemaChange): number {
  const [nameA, nameB] = [foldName(a.class), foldName(b.class)];
  return nameA < nameB ? -1 : nameA > nameB ? 1 : 0;
}
