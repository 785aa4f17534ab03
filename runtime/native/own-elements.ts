import { isDeepStrictEqual } from 'node:util';
import { type CimClass, type CimMethod, type CimQualifier, type CimTypedElement, foldName } from '../schema/index.js';

/**
 * A class without what it has from its superclass. MI reports inherited elements and qualifiers among a class's own,
 * so what equals the superclass's is taken as inherited: an element that is redeclared without any change is dropped,
 * which changes nothing for who reads the schema with its superclasses.
 *
 * @param parent the superclass with all that it inherits.
 */
export function withoutInherited(cimClass: CimClass, parent: CimClass): CimClass {
  return {
    ...cimClass,
    qualifiers: ownQualifiers(cimClass.qualifiers, parent.qualifiers),
    properties: ownElements(cimClass.properties, parent.properties, ownElement),
    methods: ownElements(cimClass.methods, parent.methods, ownMethod),
  };
}

function ownElements<T extends { readonly name: string }>(
  elements: readonly T[],
  inherited: readonly T[],
  own: (element: T, base: T) => T,
): readonly T[] {
  const bases = new Map(inherited.map((element) => [foldName(element.name), element]));
  return elements.flatMap((element) => {
    const base = bases.get(foldName(element.name));
    if (base === undefined) return [element];
    return isDeepStrictEqual(element, base) ? [] : [own(element, base)];
  });
}

function ownElement<T extends CimTypedElement>(element: T, base: T): T {
  return { ...element, qualifiers: ownQualifiers(element.qualifiers, base.qualifiers) };
}

function ownMethod(method: CimMethod, base: CimMethod): CimMethod {
  const bases = new Map(base.parameters.map((parameter) => [foldName(parameter.name), parameter]));
  const parameters = method.parameters.map((parameter) => {
    const inherited = bases.get(foldName(parameter.name));
    return inherited === undefined ? parameter : ownElement(parameter, inherited);
  });
  return { ...method, parameters, qualifiers: ownQualifiers(method.qualifiers, base.qualifiers) };
}

/** A qualifier that does not travel to subclasses cannot be inherited, whatever the superclass has. */
function ownQualifiers(
  qualifiers: readonly CimQualifier[],
  inherited: readonly CimQualifier[],
): readonly CimQualifier[] {
  const bases = new Map(inherited.map((qualifier) => [foldName(qualifier.name), qualifier]));
  return qualifiers.filter((qualifier) => {
    const base = bases.get(foldName(qualifier.name));
    return base === undefined || !base.flavor.toSubclass || !isDeepStrictEqual(qualifier, base);
  });
}
