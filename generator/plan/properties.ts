import type { CimProperty } from '../../runtime/schema/index.js';
import { EffectiveQualifiers } from '../model/index.js';
import { isSubtype } from './compatible.js';
import { isNew, type PlannedFeatures, propertyMember } from './members.js';
import { planLimits } from './plan-limits.js';
import { planValues } from './plan-values.js';
import type { About, PlannedClass, PlannedProperty, ValueType } from './planned.js';
import type { Scope } from './scope.js';
import { reexpectedType, valueType } from './value-type.js';

/** Plans the properties that the class declares, after those of its superclasses. */
export function planProperties(owner: PlannedClass, features: PlannedFeatures, scope: Scope): PlannedProperty[] {
  const planned: PlannedProperty[] = [];
  const seen = new Set<string>();
  for (const declaration of owner.source.properties) {
    const isAccepted = scope.accepts('property', declaration.name, declaration, owner.source.name);
    if (!isAccepted || !isNew(declaration.name, seen)) continue;
    planned.push(planProperty(declaration, owner, features, scope));
  }
  return planned;
}

function planProperty(
  declaration: CimProperty,
  owner: PlannedClass,
  features: PlannedFeatures,
  scope: Scope,
): PlannedProperty {
  const overridden = features.inheritedProperty(owner, declaration.name);
  const qualifiers = new EffectiveQualifiers(declaration, overridden?.qualifiers ?? null);
  const name = overridden?.name ?? declaration.name;
  const type = reexpectedType(valueType(declaration, qualifiers, scope.findClass), overridden);
  // TypeScript requires subclasses to keep what a superclass declares: a key, or a property that is never null.
  const key = qualifiers.isTrue('Key') || overridden?.key === true;
  // A key is set when an instance is created, and does not change afterwards.
  const writable = !key && qualifiers.isTrue('Write');
  const { map, unnamed } = planValues({ declaration, qualifiers, owner, element: name }, type, overridden, scope);
  return {
    declaration,
    overridden,
    qualifiers,
    owner,
    name,
    member: overridden?.member ?? propertyMember(name, features.inheritedMethod(owner, name)),
    type,
    map,
    unnamed,
    limits: planLimits(declaration, qualifiers, type, `${owner.source.name}.${name}`, scope),
    key,
    writable,
    everWritable: writable || overridden?.everWritable === true,
    nullable: !key && !qualifiers.isTrue('Required') && overridden?.nullable !== false,
  };
}

/**
 * A redeclared reference or embedded instance has its own class and those of the declarations that it redeclares, as
 * far as it does not derive from them. If that is more than one, they are all that the superclass has.
 */
export function narrowRedeclared(property: PlannedProperty): void {
  const { type, overridden } = property;
  if (overridden !== null && type.target !== null) property.type = narrowedType(property, overridden.type);
}

function narrowedType({ type, owner: { superclass }, member }: PlannedProperty, inherited: ValueType): ValueType {
  const { target } = type;
  if (target === null || superclass === null || inherited.kind !== type.kind) return type;
  const before = [inherited.target, ...inherited.also].filter((other) => other !== null);
  const also = before.filter((other) => !isSubtype(target, other));
  if (also.length < 2 && inherited.inherited === null) return { ...type, also };
  return { ...type, inherited: { owner: superclass, member, list: inherited.list } };
}

/** The keys and writable members that a class adds to those of its superclass; null where it adds none. */
export function planAbout(owner: PlannedClass): About | null {
  const members = (isAdded: (property: PlannedProperty) => boolean) =>
    owner.properties.filter(isAdded).map((property) => property.member);
  const keys = members(({ key, overridden }) => key && overridden?.key !== true);
  const writable = members((property) => property.writable && property.overridden?.everWritable !== true);
  // A detached class inherits nothing that begins with `$`.
  if (keys.length + writable.length === 0 && owner.detached === null) return null;
  const inherits = inheritsAbout(owner);
  return keys.length + writable.length === 0 && !inherits ? null : { inherits, keys, writable };
}

function inheritsAbout({ superclass }: PlannedClass): boolean {
  for (let link = superclass; link !== null; link = link.superclass) if (link.about !== null) return true;
  return false;
}
