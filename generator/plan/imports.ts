import { foldName } from '../../runtime/schema/index.js';
import { mapType, type PlannedClass, type TypedElement, typedElements } from './planned.js';

/** The names that a module imports from another one of the same namespace. */
export interface ModuleImport {
  readonly file: string;
  /** The superclass: the one value that is imported. */
  readonly value: string | null;
  /** Sorted. */
  readonly types: readonly string[];
}

/** A module that the runtime loads when it first needs the class. */
export interface LazyModule {
  /** The CIM name. */
  readonly className: string;
  readonly file: string;
}

/** The elements of a class that mention other classes or their maps. Most elements mention none. */
export function mentioningElements(planned: PlannedClass): readonly TypedElement[] {
  return typedElements(planned).filter(({ type, map }) => type.target !== null || (map && map.owner !== planned));
}

/**
 * The imports of the class's module, the superclass first. Everything else is imported as types only, so that modules
 * may mention each other in circles, and any of them can be loaded first.
 *
 * @param elements those that {@link mentioningElements} finds
 */
export function moduleImports(planned: PlannedClass, elements: readonly TypedElement[]): readonly ModuleImport[] {
  const { superclass } = planned;
  if (elements.length === 0) {
    return superclass === null ? [] : [{ file: superclass.file, value: superclass.identifier, types: [] }];
  }
  const types = mentionedTypes(planned, elements);
  const fromSuperclass = superclass === null ? [] : [moduleImport(superclass, superclass.identifier, types)];
  const others = Array.from(types.keys())
    .filter((owner) => owner !== superclass)
    .map((owner) => moduleImport(owner, null, types));
  return [...fromSuperclass, ...others.sort((a, b) => (a.file < b.file ? -1 : 1))];
}

function moduleImport(
  owner: PlannedClass,
  value: string | null,
  types: ReadonlyMap<PlannedClass, ReadonlySet<string>>,
): ModuleImport {
  return { file: owner.file, value, types: Array.from(types.get(owner) ?? []).sort() };
}

/** Identifiers of other modules that the class's own elements mention, by the class that owns the module. */
function mentionedTypes(planned: PlannedClass, elements: readonly TypedElement[]): Map<PlannedClass, Set<string>> {
  const types = new Map<PlannedClass, Set<string>>();
  const add = (owner: PlannedClass, identifier: string) => {
    if (owner === planned || identifier === planned.superclass?.identifier) return;
    const known = types.get(owner);
    if (known === undefined) types.set(owner, new Set([identifier]));
    else known.add(identifier);
  };
  for (const element of elements) {
    const { target, also } = element.type;
    if (target !== null) add(target, target.identifier);
    for (const mentioned of also) add(mentioned, mentioned.identifier);
    const map = mapType(element);
    if (map !== null) add(map.owner, map.identifier);
  }
  return types;
}

/**
 * The classes that the class's own elements refer to or embed, sorted by name.
 *
 * @param elements those that {@link mentioningElements} finds
 */
export function lazyModules(planned: PlannedClass, elements: readonly TypedElement[]): LazyModule[] {
  if (elements.length === 0) return [];
  const modules = new Map<string, LazyModule>();
  for (const { type } of elements) {
    const { target } = type;
    if (target === null || target === planned) continue;
    modules.set(foldName(target.source.name), { className: target.source.name, file: target.file });
  }
  return Array.from(modules.values()).sort((a, b) => (a.className < b.className ? -1 : 1));
}
