import { isDeepStrictEqual } from 'node:util';
import type { CimClass, CimMethod, CimQualifier, CimTypedElement } from './cim-class.js';
import { foldName } from './cim-name.js';
import { findQualifier } from './qualifiers.js';

/**
 * The class that an element refers to (REF) or embeds (class-typed, or `EmbeddedInstance("X")` on a string); null when
 * there is none. The qualifiers of a method are those of its return value.
 */
export function elementClass(element: Pick<CimTypedElement, 'className' | 'qualifiers'>): string | null {
  if (element.className !== undefined) return element.className;
  const embedded = findQualifier(element, 'EmbeddedInstance')?.value;
  return typeof embedded === 'string' && embedded !== '' ? embedded : null;
}

/**
 * The folded names of the classes that a class needs: its superclass, and what its elements refer to or embed, the
 * return values of methods among them.
 */
export function neededClasses({ superclass, properties, methods }: CimClass): Set<string> {
  const elements = [...properties, ...methods, ...methods.flatMap((method) => method.parameters)];
  const names = [superclass, ...elements.map(elementClass)];
  return new Set(names.flatMap((name) => (name === null ? [] : foldName(name))));
}

/**
 * A class without what it inherits. MI reports inherited elements and qualifiers together with a class's own, so those
 * that add nothing to the superclass count as inherited. An element that is redeclared without any change gets lost
 * this way, which makes no difference together with the superclasses.
 *
 * @param superclass the superclass with all that it inherits itself.
 */
export function withoutInherited(cimClass: CimClass, superclass: CimClass): CimClass {
  return {
    ...cimClass,
    qualifiers: ownQualifiers(cimClass.qualifiers, superclass.qualifiers),
    properties: ownElements(cimClass.properties, superclass.properties, ownPart, withoutQualifiers),
    methods: ownElements(cimClass.methods, superclass.methods, ownMethod, bareMethod),
  };
}

/**
 * @param own gives an element without the qualifiers that it inherits.
 * @param bare gives an element without qualifiers: what `own` leaves of one that adds nothing.
 */
function ownElements<T extends { readonly name: string }>(
  elements: readonly T[],
  inherited: readonly T[],
  own: (element: T, inherited: T) => T,
  bare: (inherited: T) => T,
): readonly T[] {
  const inheritedByName = byName(inherited);
  return elements.flatMap((element) => {
    const overridden = inheritedByName.get(foldName(element.name));
    if (overridden === undefined) return [element];
    const rest = own(element, overridden);
    return isDeepStrictEqual({ ...rest, name: overridden.name }, bare(overridden)) ? [] : [rest];
  });
}

function ownPart<T extends CimTypedElement>(element: T, inherited: T): T {
  return { ...element, qualifiers: ownQualifiers(element.qualifiers, inherited.qualifiers) };
}

function withoutQualifiers<T extends CimTypedElement>(element: T): T {
  return { ...element, qualifiers: [] };
}

function ownMethod(method: CimMethod, inherited: CimMethod): CimMethod {
  const inheritedByName = byName(inherited.parameters);
  const parameters = method.parameters.map((parameter) => {
    const overridden = inheritedByName.get(foldName(parameter.name));
    return overridden === undefined ? parameter : ownPart(parameter, overridden);
  });
  return { ...method, parameters, qualifiers: ownQualifiers(method.qualifiers, inherited.qualifiers) };
}

function bareMethod(method: CimMethod): CimMethod {
  return { ...method, parameters: method.parameters.map(withoutQualifiers), qualifiers: [] };
}

/** A qualifier that is not passed on to subclasses is not inherited, even if the superclass has an equal one. */
function ownQualifiers(
  qualifiers: readonly CimQualifier[],
  inherited: readonly CimQualifier[],
): readonly CimQualifier[] {
  const inheritedByName = byName(inherited);
  return qualifiers.filter((qualifier) => {
    const same = inheritedByName.get(foldName(qualifier.name));
    return same === undefined || !same.flavor.toSubclass || !isDeepStrictEqual(qualifier, same);
  });
}

function byName<T extends { readonly name: string }>(elements: readonly T[]): ReadonlyMap<string, T> {
  return new Map(elements.map((element) => [foldName(element.name), element]));
}
