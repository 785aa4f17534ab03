import { type CimProperty, type Feature, hasQualifier } from '../../runtime/schema/index.js';
import { isSubtype } from './compatible.js';
import { freeMember, inheritedProperty, isNew } from './members.js';
import { planLimits } from './plan-limits.js';
import { planValues } from './plan-values.js';
import type { About, PlannedClass, PlannedProperty } from './planned.js';
import type { Scope } from './scope.js';
import { reexpectedType, valueType } from './value-type.js';

/** Plans the properties that the class declares, after those of its superclasses. */
export function planProperties(owner: PlannedClass, scope: Scope): PlannedProperty[] {
  const planned: PlannedProperty[] = [];
  const seen = new Set<string>();
  for (const declaration of owner.source.properties) {
    const isAccepted = scope.accepts('property', declaration.name, declaration, owner.source.name);
    if (!isAccepted || !isNew(declaration.name, seen)) continue;
    planned.push(planProperty(declaration, owner, scope));
  }
  return planned;
}

function planProperty(declaration: CimProperty, owner: PlannedClass, scope: Scope): PlannedProperty {
  const overridden = inheritedProperty(owner.superclass, declaration.name);
  const feature: Feature<CimProperty> = { declaration, overridden };
  const name = overridden?.name ?? declaration.name;
  const type = reexpectedType(valueType(feature, scope.findClass), overridden);
  // TypeScript requires subclasses to keep what a superclass declares: a key, or a property that is never null.
  const key = hasQualifier(feature, 'Key') || overridden?.key === true;
  return {
    declaration,
    overridden,
    owner,
    name,
    member: overridden?.member ?? freeMember(owner, name, 'property', []),
    type,
    ...planValues(feature, type, overridden, { owner, element: name }, scope),
    limits: planLimits(feature, type, `${owner.source.name}.${name}`, scope),
    key,
    // A key is set when an instance is created, and does not change afterwards.
    writable: !key && hasQualifier(feature, 'Write'),
    nullable: !key && !hasQualifier(feature, 'Required') && overridden?.nullable !== false,
  };
}

/** A redeclared reference or embedded instance has its own class and those of the declarations that it redeclares. */
export function narrowRedeclared(property: PlannedProperty): void {
  const { type, overridden } = property;
  const { target } = type;
  if (target === null || overridden === null || overridden.type.kind !== type.kind) return;
  const before = [overridden.type.target, ...overridden.type.also].filter((other) => other !== null);
  property.type = { ...type, also: before.filter((other) => !isSubtype(target, other)) };
}

/** Keys and writable members, inherited ones included; null when those of the superclass are still right. */
export function planAbout(owner: PlannedClass): About | null {
  const adds = (property: PlannedProperty) =>
    (property.key && property.overridden?.key !== true) || (property.writable && !wasWritable(property.overridden));
  // A detached class inherits nothing that begins with `$`.
  if (owner.detached === null && !owner.properties.some(adds)) return null;
  const chain: PlannedClass[] = [];
  for (let link: PlannedClass | null = owner; link !== null; link = link.superclass) chain.unshift(link);
  const all = chain.flatMap((link) => link.properties);
  const members = (isSelected: (property: PlannedProperty) => boolean) =>
    Array.from(new Set(all.filter(isSelected).map((property) => property.member)));
  const keys = members((property) => property.key);
  const writable = members((property) => property.writable);
  return keys.length + writable.length === 0 ? null : { keys, writable };
}

function wasWritable(property: PlannedProperty | null): boolean {
  for (let link = property; link !== null; link = link.overridden) if (link.writable) return true;
  return false;
}
