import {
  type CimClass,
  type CimProperty,
  effectiveQualifier,
  type Feature,
  foldName,
} from '../../runtime/schema/index.js';
import type { SchemaIndex } from '../model/index.js';
import { classIdentifier, memberName } from '../plan/typescript-names.js';
import type { AssociationDescription, RoleDescription } from './class-description.js';
import { kindsOf } from './class-kinds.js';
import { objectNameFor } from './usage.js';

/** The associations that can lead to an object of a class: of the nearest superclass first, then by name. */
export function associationsOf(index: SchemaIndex, cimClass: CimClass): readonly AssociationDescription[] {
  const levels = new Map(Array.from(index.chain(cimClass), ({ name }, level) => [foldName(name), level] as const));
  const levelOf = ({ class: name }: RoleDescription) => levels.get(foldName(name ?? ''));
  const found = index
    .classesIn(cimClass.namespace)
    .filter((candidate) => kindsOf(index, candidate).association)
    .flatMap((association) => {
      const roles = rolesOf(index, association);
      const near = roles.filter((role) => levelOf(role) !== undefined);
      return near.map((role) => ({ level: levelOf(role) ?? 0, association, role, roles, isOnly: near.length === 1 }));
    });
  const ordered = found.toSorted((a, b) => a.level - b.level || (a.association.name < b.association.name ? -1 : 1));
  return ordered.map(({ level, association, role, roles, isOnly }) => ({
    name: association.name,
    of: role.class ?? '',
    inherited: level > 0,
    role,
    others: roles.filter((other) => other !== role),
    call: associatorsCall(cimClass.name, association.name, isOnly ? null : role.name),
  }));
}

/** @param role the reference that leads to the object, where more than one of them can */
function associatorsCall(className: string, association: string, role: string | null): string {
  const options = role === null ? '' : `, { role: '${memberName(role, 'property')}' }`;
  return `${objectNameFor(className)}.$associators(${classIdentifier(association)}${options})`;
}

/** The references of an association, also those that it inherits, those of the topmost class first. */
export function rolesOf(index: SchemaIndex, association: CimClass): readonly RoleDescription[] {
  const references = new Map<string, Feature<CimProperty>>();
  const names = new Map<string, string>();
  for (const link of Array.from(index.chain(association)).reverse()) {
    for (const declaration of link.properties) {
      if (declaration.type !== 'reference') continue;
      const key = foldName(declaration.name);
      // The first class that declares it decides about the spelling, in generated code, too.
      if (!names.has(key)) names.set(key, declaration.name);
      references.set(key, { declaration, overridden: references.get(key) ?? null });
    }
  }
  return Array.from(references, ([key, reference]) => ({
    name: names.get(key) ?? reference.declaration.name,
    class: reference.declaration.className ?? null,
    multiplicity: multiplicityOf(reference),
  }));
}

/** How many objects there are at the end of a reference (`Min` and `Max` of DSP0004 5.6.3). */
function multiplicityOf(reference: Feature<CimProperty>): string | null {
  const [min, max] = (['Min', 'Max'] as const).map((name) => {
    const value = effectiveQualifier(reference, name)?.value;
    return typeof value === 'number' ? value : null;
  });
  if (min === null && max === null) return null;
  return min === max ? String(min) : `${min ?? 0}..${max ?? '*'}`;
}
