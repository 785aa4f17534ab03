import { foldName } from '../../runtime/schema/index.js';
import type { PlannedClass, PlannedMethod, PlannedProperty } from './planned.js';
import { firstFree, type MemberKind, memberName } from './typescript-names.js';

/** True the first time a name is seen, in any letter case. */
export function isNew(name: string, seen: Set<string>): boolean {
  const folded = foldName(name);
  if (seen.has(folded)) return false;
  seen.add(folded);
  return true;
}

/** The nearest declaration of a property in the class and its superclasses. */
export function inheritedProperty(start: PlannedClass | null, name: string): PlannedProperty | null {
  return findInherited(start, (link) => link.properties, name);
}

/** The nearest declaration of a method in the class and its superclasses. */
export function inheritedMethod(start: PlannedClass | null, name: string): PlannedMethod | null {
  return findInherited(start, (link) => link.methods, name);
}

function findInherited<T extends { readonly declaration: { readonly name: string } }>(
  start: PlannedClass | null,
  features: (link: PlannedClass) => readonly T[],
  name: string,
): T | null {
  const folded = foldName(name);
  for (let link = start; link !== null; link = link.superclass) {
    for (const feature of features(link)) {
      const candidate = feature.declaration.name;
      if (candidate.length === name.length && foldName(candidate) === folded) return feature;
    }
  }
  return null;
}

/**
 * The member for a feature that redeclares none. Along the superclass chain, properties and instance methods share one
 * set of names, and static methods have another one. A name that is taken gets a `$`.
 *
 * @param siblings members of the same class that have their names already
 */
export function freeMember(
  owner: PlannedClass,
  name: string,
  kind: MemberKind,
  siblings: readonly { readonly member: string }[],
): string {
  const isStatic = kind === 'static method';
  return firstFree(
    memberName(name, kind),
    (candidate) =>
      siblings.some((sibling) => sibling.member === candidate) || hasMember(owner.superclass, candidate, isStatic),
  );
}

function hasMember(start: PlannedClass | null, member: string, isStatic: boolean): boolean {
  for (let link = start; link !== null; link = link.superclass) {
    if (!isStatic && link.properties.some((property) => property.member === member)) return true;
    if (link.methods.some((method) => method.isStatic === isStatic && method.member === member)) return true;
  }
  return false;
}
