import { mayOverride, sameShape } from './compatible.js';
import type { Detached, PlannedClass, PlannedMethod } from './planned.js';
import type { Scope } from './scope.js';

/**
 * Detaches the classes that are no subtypes of their superclasses in TypeScript. Detaching a class can make another one
 * incompatible, such as one with a method that returns it, so this repeats until nothing changes.
 *
 * @param classes superclasses before subclasses
 */
export function detachIncompatible(classes: readonly PlannedClass[], scope: Scope): void {
  let changed = true;
  while (changed) {
    changed = false;
    for (const planned of classes) {
      const { members, statics } = incompatibleMembers(planned);
      const before = planned.detached;
      if (members.length === (before?.members.length ?? 0) && statics.length === (before?.statics.length ?? 0))
        continue;
      const base = before?.base ?? scope.allocate(`${planned.source.name}_Base`);
      planned.detached = { base, members, statics };
      changed = true;
    }
  }
}

function incompatibleMembers(planned: PlannedClass): Omit<Detached, 'base'> {
  const properties = planned.properties.filter(
    ({ type, overridden }) => overridden !== null && !sameShape(type, overridden.type),
  );
  const redeclared = planned.methods.filter(({ overridden }) => overridden !== null);
  const changed = redeclared.filter((method) => method.overridden !== null && !mayOverride(method, method.overridden));
  const instanceMethods = redeclared.filter(({ isStatic }) => !isStatic);
  // TypeScript sees the methods of a detached superclass as properties, which no method may override.
  const isDetached =
    properties.length + changed.length > 0 || instanceMethods.some((method) => isBehindDetached(planned, method));
  const members = isDetached ? [...properties, ...instanceMethods] : [];
  return { members: members.map(memberOf), statics: changed.filter(({ isStatic }) => isStatic).map(memberOf) };
}

function memberOf({ member }: { readonly member: string }): string {
  return member;
}

function isBehindDetached(planned: PlannedClass, { overridden }: PlannedMethod): boolean {
  let link = planned.superclass;
  while (link !== null && link !== overridden?.owner) {
    if (link.detached !== null) return true;
    link = link.superclass;
  }
  return false;
}
