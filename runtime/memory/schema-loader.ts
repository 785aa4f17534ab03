import {
  type CimInstanceDeclaration,
  type CimSchema,
  foldName,
  isSystemName,
  normalizeNamespace,
  type SchemaValue,
} from '../schema/index.js';
import type { InstanceStore } from './instance-store.js';
import { collecting, RepositoryLoadError } from './repository-error.js';
import { type AliasLookup, isInstance, isList, SchemaValues } from './schema-values.js';

/**
 * A copy of a store with the classes and instances of a schema. The store itself does not change.
 * @throws RepositoryLoadError naming everything that is wrong.
 */
export function extendStore(store: InstanceStore, schema: CimSchema): InstanceStore {
  const problems: string[] = [];
  const loaded = store.copy(store.classes.extend(schema.classes, namespacesOf(schema), problems), problems);
  const aliases = aliasLookup(schema);
  for (const declaration of schema.instances) {
    const { namespace, className } = declaration;
    collecting(problems, `instance of ${namespace}:${className}`, () => loadInstance(declaration, loaded, aliases));
  }
  if (problems.length > 0) throw new RepositoryLoadError(problems);
  return loaded;
}

function namespacesOf({ qualifierDeclarations, instances }: CimSchema): readonly string[] {
  const mentioned = [...qualifierDeclarations, ...instances].map(({ namespace }) => namespace);
  const created = instances.flatMap(({ namespace, className, properties }) => {
    const name = properties.find((property) => foldName(property.name) === 'name')?.value;
    return childNamespace(className, namespace, name) ?? [];
  });
  return [...mentioned, ...created];
}

/**
 * The namespace that an instance of WMI's `__NAMESPACE` creates below its own.
 * @returns null for an instance of another class, and for a name that no namespace can have.
 */
export function childNamespace(className: string, namespace: string, name: unknown): string | null {
  return foldName(className) === '__namespace' ? normalizeNamespace(`${namespace}/${name}`) : null;
}

function loadInstance(declaration: CimInstanceDeclaration, store: InstanceStore, aliases: AliasLookup): void {
  const { namespace, className, alias } = declaration;
  const cimClass = store.classes.find(namespace, className);
  // A system class that Microsoft's reference does not have. Its instances configure WMI, and are of no use here.
  if (cimClass === undefined && isSystemName(className)) return;
  const instance = new SchemaValues(store.classes, namespace, aliases).instance(declaration);
  // An instance without keys that has an alias is there only to be embedded in others.
  if (cimClass !== undefined && (cimClass.keys.length > 0 || alias === undefined)) store.load(cimClass, instance);
}

/** Finds the instances of a schema, and the instances embedded in them, by their aliases. */
function aliasLookup(schema: CimSchema): AliasLookup {
  const byAlias = new Map<string, CimInstanceDeclaration>();
  for (const declaration of declarations(schema.instances)) {
    if (declaration.alias !== undefined) byAlias.set(foldName(declaration.alias), declaration);
  }
  return (alias) => byAlias.get(foldName(alias));
}

function* declarations(value: SchemaValue): Generator<CimInstanceDeclaration> {
  if (isList(value)) {
    for (const item of value) yield* declarations(item);
  } else if (isInstance(value)) {
    yield value;
    for (const property of value.properties) yield* declarations(property.value ?? null);
  }
}
