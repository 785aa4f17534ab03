import { type CimClass, foldName, neededClasses } from '../../runtime/schema/index.js';

/**
 * The classes of a namespace in an order that every MOF compiler takes: each class after its superclass and, unless
 * they need each other in a circle, after the classes that it refers to or embeds. Where that leaves a choice, by name.
 */
export function readingOrder(classes: readonly CimClass[]): readonly CimClass[] {
  const sorted = classes.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const byName = new Map(sorted.map((cimClass) => [foldName(cimClass.name), cimClass]));
  const neededBy = (cimClass: CimClass) =>
    Array.from(neededClasses(cimClass)).flatMap((name) => byName.get(name) ?? []);
  const superclassOf = ({ superclass }: CimClass) => {
    const found = superclass === null ? undefined : byName.get(foldName(superclass));
    return found === undefined ? [] : [found];
  };
  const visited = new Set<CimClass>();
  const placed = new Set<CimClass>();
  const ordered: CimClass[] = [];
  for (const cimClass of sorted) {
    for (const next of depthFirst(cimClass, neededBy, visited)) {
      // In a circle, a superclass may be waiting for this very class.
      ordered.push(...depthFirst(next, superclassOf, placed));
    }
  }
  return ordered;
}

/** The classes that can be reached from one, each after those that it leads to; without those visited before. */
function* depthFirst(
  start: CimClass,
  leadsTo: (cimClass: CimClass) => readonly CimClass[],
  visited: Set<CimClass>,
): Generator<CimClass, void, undefined> {
  const path: { readonly cimClass: CimClass; readonly pending: Iterator<CimClass> }[] = [];
  const enter = (cimClass: CimClass) => {
    if (visited.has(cimClass)) return;
    visited.add(cimClass);
    path.push({ cimClass, pending: leadsTo(cimClass).values() });
  };
  enter(start);
  for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
    const { done, value } = step.pending.next();
    if (done !== true) {
      enter(value);
      continue;
    }
    path.pop();
    yield step.cimClass;
  }
}
