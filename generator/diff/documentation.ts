import { isDeepStrictEqual } from 'node:util';
import { type CimQualifier, effectiveQualifier, type Feature, foldName } from '../../runtime/schema/index.js';
import type { TypedElement } from '../plan/planned.js';

/** Qualifiers that the plan understands, and those that only repeat what a declaration says anyway. */
const PLANNED: ReadonlySet<string> = new Set(
  [
    'Key Write Required In Out Static Stream Override CIMTYPE SubType',
    'ValueMap Values BitMap BitValues EmbeddedInstance EmbeddedObject OctetString',
    'MinLen MaxLen MinValue MaxValue',
  ]
    .join(' ')
    .split(' ')
    .map(foldName),
);

/** A property, a method or a parameter. */
type Documented = Feature & Partial<TypedElement> & { readonly declaration: { readonly defaultValue?: unknown } };

/**
 * True when two declarations say the same about an element, apart from what its types show. Only what one of them says
 * itself is compared: what both inherit was compared where it is declared.
 */
export function hasSameDocumentation(before: Documented, after: Documented): boolean {
  const names = new Set([...before.declaration.qualifiers, ...after.declaration.qualifiers].map(qualifierName));
  for (const name of names) {
    if (PLANNED.has(name)) continue;
    if (!isSameValue(effectiveQualifier(before, name), effectiveQualifier(after, name))) return false;
  }
  const [defaultBefore, defaultAfter] = [before, after].map(({ declaration }) => declaration.defaultValue ?? null);
  return isDeepStrictEqual(defaultBefore, defaultAfter) && isDeepStrictEqual(before.unnamed, after.unnamed);
}

/** True when two classes have the same qualifiers. Those of superclasses do not count. */
export function hasSameQualifiers(before: readonly CimQualifier[], after: readonly CimQualifier[]): boolean {
  const values = (qualifiers: readonly CimQualifier[]) =>
    new Map(qualifiers.map((qualifier) => [qualifierName(qualifier), qualifier.value]));
  return isDeepStrictEqual(values(before), values(after));
}

function qualifierName({ name }: CimQualifier): string {
  return foldName(name);
}

/** False and null are what a qualifier is that is not there (DSP0004 5.6.1.2). */
function isSameValue(before: CimQualifier | undefined, after: CimQualifier | undefined): boolean {
  return isDeepStrictEqual(before?.value || null, after?.value || null);
}
