import { foldName } from '../../runtime/schema/index.js';

import { mapType, typedElements } from './elements.js';
import type { PlannedClass, ValueType } from './planned.js';

/** What a module imports from another module of the same namespace. */
export interface ModuleImport {
  readonly file: string;
  /** The superclass, which is the only value import; null for any other module. */
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

/**
 * What the class's module imports, the superclass first. Everything else is a type import, so modules may refer to each
 * other in cycles, and any of them can be loaded first.
 */
export function moduleImports(planned: PlannedClass): ModuleImport[] {
  const { superclass } = planned;
  const types = mentionedTypes(planned);
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
function mentionedTypes(planned: PlannedClass): Map<PlannedClass, Set<string>> {
  const types = new Map<PlannedClass, Set<string>>();
  const add = (owner: PlannedClass, identifier: string) => {
    if (owner === planned || identifier === planned.superclass?.identifier) return;
    const known = types.get(owner);
    if (known === undefined) types.set(owner, new Set([identifier]));
    else known.add(identifier);
  };
  for (const element of typedElements(planned)) {
    for (const mentioned of classesOf(element.type)) add(mentioned, mentioned.identifier);
    const map = mapType(element);
    if (map !== null) add(map.owner, map.identifier);
  }
  return types;
}

/** The classes that the class's own elements refer to or embed, sorted by name. */
export function lazyModules(planned: PlannedClass): LazyModule[] {
  const modules = new Map<string, LazyModule>();
  for (const { type } of typedElements(planned)) {
    const { target } = type;
    if (target === null || target === planned) continue;
    modules.set(foldName(target.source.name), { className: target.source.name, file: target.file });
  }
  return Array.from(modules.values()).sort((a, b) => (a.className < b.className ? -1 : 1));
}

function classesOf({ target, also }: ValueType): PlannedClass[] {
  return target === null ? [] : [target, ...also];
}
