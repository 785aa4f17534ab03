import { isDeepStrictEqual } from 'node:util';
import { type CimClass, type CimMethod, type CimQualifier, type CimTypedElement, foldName } from './index.js';

/**
 * A class without what it has from its superclass. MI reports inherited elements and qualifiers among a class's own,
 * so what adds nothing to the superclass's is taken as inherited. An element that is redeclared without any change is
 * dropped so, which changes nothing for who reads the schema with its superclasses.
 *
 * @param parent the superclass with all that it inherits.
 */
export function withoutInherited(cimClass: CimClass, parent: CimClass): CimClass {
  return {
    ...cimClass,
    qualifiers: ownQualifiers(cimClass.qualifiers, parent.qualifiers),
    properties: ownElements(cimClass.properties, parent.properties, ownPart, withoutQualifiers),
    methods: ownElements(cimClass.methods, parent.methods, ownMethod, bareMethod),
  };
}

/**
 * @param own an element with the qualifiers that it does not have from its base.
 * @param bare an element without qualifiers: what `own` leaves of one that adds nothing.
 */
function ownElements<T extends { readonly name: string }>(
  elements: readonly T[],
  inherited: readonly T[],
  own: (element: T, base: T) => T,
  bare: (base: T) => T,
): readonly T[] {
  const bases = byName(inherited);
  return elements.flatMap((element) => {
    const base = bases.get(foldName(element.name));
    if (base === undefined) return [element];
    const rest = own(element, base);
    return isDeepStrictEqual({ ...rest, name: base.name }, bare(base)) ? [] : [rest];
  });
}

function ownPart<T extends CimTypedElement>(element: T, base: T): T {
  return { ...element, qualifiers: ownQualifiers(element.qualifiers, base.qualifiers) };
}

function withoutQualifiers<T extends CimTypedElement>(element: T): T {
  return { ...element, qualifiers: [] };
}

function ownMethod(method: CimMethod, base: CimMethod): CimMethod {
  const bases = byName(base.parameters);
  const parameters = method.parameters.map((parameter) => {
    const inherited = bases.get(foldName(parameter.name));
    return inherited === undefined ? parameter : ownPart(parameter, inherited);
  });
  return { ...method, parameters, qualifiers: ownQualifiers(method.qualifiers, base.qualifiers) };
}

function bareMethod(method: CimMethod): CimMethod {
  return { ...method, parameters: method.parameters.map(withoutQualifiers), qualifiers: [] };
}

/** A qualifier that does not travel to subclasses cannot be inherited, whatever the superclass has. */
function ownQualifiers(
  qualifiers: readonly CimQualifier[],
  inherited: readonly CimQualifier[],
): readonly CimQualifier[] {
  const bases = byName(inherited);
  return qualifiers.filter((qualifier) => {
    const base = bases.get(foldName(qualifier.name));
    return base === undefined || !base.flavor.toSubclass || !isDeepStrictEqual(qualifier, base);
  });
}

function byName<T extends { readonly name: string }>(elements: readonly T[]): ReadonlyMap<string, T> {
  return new Map(elements.map((element) => [foldName(element.name), element]));
}
