import { isDeepStrictEqual } from 'node:util';
import { type CimClass, type CimMethod, type CimQualifier, type CimTypedElement, DEFAULT_FLAVOR } from './cim-class.js';
import { foldName } from './cim-name.js';
import { findQualifier, type Qualified } from './qualifiers.js';

/** The qualifiers of a string that name the class of the instance in it: that of DSP0004, and Hyper-V's own. */
export const EMBEDDING = ['EmbeddedInstance', 'HyperVEmbeddedInstance'] as const;

/** The class of the instance that a string holds, by the qualifiers that `find` gives; null when they name none. */
export function embeddedClass(find: (name: string) => CimQualifier | undefined): string | null {
  for (const name of EMBEDDING) {
    const value = find(name)?.value;
    if (typeof value === 'string' && value.trim() !== '') return value;
  }
  return null;
}

/**
 * The class that an element refers to (REF) or embeds (class-typed, or `EmbeddedInstance("X")` on a string); null when
 * there is none. The qualifiers of a method are those of its return value.
 */
export function elementClass(element: Pick<CimTypedElement, 'className' | 'qualifiers'>): string | null {
  return element.className ?? embeddedClass((name) => findQualifier(element, name));
}

/** True for an embedded instance that is declared as DSP0004 does it, as a string. */
export function isEmbeddedString(element: Qualified): boolean {
  const hasClass = embeddedClass((name) => findQualifier(element, name)) !== null;
  return hasClass || findQualifier(element, 'EmbeddedObject')?.value === true;
}

/**
 * The type of an embedded instance as WMI declares it, by its qualifier CIMTYPE: `string`, `object`, or
 * `object:Win32_ProcessStartup`. Reports of classes show all of these in one way. Null where the qualifier says
 * nothing.
 */
export function typeInWmi(element: Qualified): Pick<CimTypedElement, 'type' | 'className'> | null {
  const text = findQualifier(element, 'CIMTYPE')?.value;
  if (typeof text !== 'string') return null;
  const [, word = '', className] = /^(string|object)(?::(\S+))?$/i.exec(text.trim()) ?? [];
  if (word === '') return null;
  if (foldName(word) === 'string') return { type: 'string' };
  return className === undefined ? { type: 'instance' } : { type: 'instance', className };
}

/**
 * The folded names of the classes that a class needs: its superclass, and what its elements refer to or embed, the
 * return values of methods among them.
 */
export function neededClasses({ superclass, properties, methods }: CimClass): Set<string> {
  const names = new Set<string>();
  const add = (name: string | null) => {
    if (name !== null) names.add(foldName(name));
  };
  add(superclass);
  for (const property of properties) add(elementClass(property));
  for (const method of methods) {
    add(elementClass(method));
    for (const parameter of method.parameters) add(elementClass(parameter));
  }
  return names;
}

/** The class without its elements and qualifiers: what is asked for its name alone. */
export function nameOnly({ namespace, name, superclass }: CimClass): CimClass {
  return { namespace, name, superclass, qualifiers: [], properties: [], methods: [] };
}

/**
 * A class without what it inherits. MI reports inherited elements and qualifiers together with a class's own, so those
 * that add nothing to the superclass count as inherited. An element that is redeclared without any change gets lost
 * this way, which makes no difference together with the superclasses.
 *
 * @param superclass the superclass with all that it inherits itself.
 * @param isSame whether a qualifier adds nothing to the one of its name that the superclass has.
 */
export function withoutInherited(
  cimClass: CimClass,
  superclass: CimClass,
  isSame: SameQualifier = isDeepStrictEqual,
): CimClass {
  return {
    ...cimClass,
    qualifiers: ownQualifiers(cimClass.qualifiers, superclass.qualifiers, isSame),
    properties: ownElements(cimClass.properties, superclass.properties, {
      own: (property, inherited) => ownPart(property, inherited, isSame),
      bare: withoutQualifiers,
    }),
    methods: ownElements(cimClass.methods, superclass.methods, {
      own: (method, inherited) => ownMethod(method, inherited, isSame),
      bare: bareMethod,
    }),
  };
}

type SameQualifier = (qualifier: CimQualifier, inherited: CimQualifier) => boolean;

/**
 * Whether a qualifier of an answer in CIM-XML adds nothing to that of the superclass: it is marked as inherited, or has
 * its value. An answer may leave out flavors, and WMI knows only two types of numbers.
 * @param marked the qualifiers that are marked.
 */
export function sameAsInherited(marked: ReadonlySet<object>): SameQualifier {
  return (qualifier, inherited) => {
    if (marked.has(qualifier)) return true;
    const { value, flavor } = qualifier;
    const tellsNothing = isDeepStrictEqual(flavor, DEFAULT_FLAVOR) || isDeepStrictEqual(flavor, inherited.flavor);
    return tellsNothing && isDeepStrictEqual(value, inherited.value);
  };
}

/**
 * A class together with what it inherits, as MI and other servers report it: the reverse of {@link withoutInherited}.
 *
 * @param superclass the superclass with all that it inherits itself.
 */
export function withInherited(cimClass: CimClass, superclass: CimClass): CimClass {
  return {
    ...cimClass,
    qualifiers: allQualifiers(cimClass.qualifiers, superclass.qualifiers),
    properties: allElements(cimClass.properties, superclass.properties, wholePart),
    methods: allElements(cimClass.methods, superclass.methods, wholeMethod),
  };
}

/** The inherited elements first, each as it is redeclared, if it is. */
function allElements<T extends CimTypedElement | CimMethod>(
  elements: readonly T[],
  inherited: readonly T[],
  whole: (element: T, inherited: T) => T,
): readonly T[] {
  const own = byName(elements);
  const known = byName(inherited);
  const redeclared = inherited.map((element) => {
    const bare = { ...element, qualifiers: [] };
    return whole(own.get(foldName(element.name)) ?? bare, element);
  });
  return [...redeclared, ...elements.filter(({ name }) => !known.has(foldName(name)))];
}

function wholePart<T extends CimTypedElement>(element: T, inherited: T): T {
  return { ...element, qualifiers: allQualifiers(element.qualifiers, inherited.qualifiers) };
}

function wholeMethod(method: CimMethod, inherited: CimMethod): CimMethod {
  const inheritedByName = byName(inherited.parameters);
  const parameters = method.parameters.map((parameter) => {
    const overridden = inheritedByName.get(foldName(parameter.name));
    return overridden === undefined || overridden === parameter ? parameter : wholePart(parameter, overridden);
  });
  return { ...method, parameters, qualifiers: allQualifiers(method.qualifiers, inherited.qualifiers) };
}

function allQualifiers(
  qualifiers: readonly CimQualifier[],
  inherited: readonly CimQualifier[],
): readonly CimQualifier[] {
  const own = byName(qualifiers);
  const passedOn = inherited.filter(({ name, flavor }) => flavor.toSubclass && !own.has(foldName(name)));
  return [...qualifiers, ...passedOn];
}

/**
 * @param functions `own` gives an element without the qualifiers that it inherits, `bare` one without any: what `own`
 * leaves of an element that adds nothing.
 */
function ownElements<T extends { readonly name: string }>(
  elements: readonly T[],
  inherited: readonly T[],
  { own, bare }: { own: (element: T, inherited: T) => T; bare: (inherited: T) => T },
): readonly T[] {
  const inheritedByName = byName(inherited);
  return elements.flatMap((element) => {
    const overridden = inheritedByName.get(foldName(element.name));
    if (overridden === undefined) return [element];
    const rest = own(element, overridden);
    return isDeepStrictEqual(declared({ ...rest, name: overridden.name }), declared(bare(overridden))) ? [] : [rest];
  });
}

/** An element to compare: a default value of null is as good as none. */
function declared<T extends object>(element: T): object {
  if (!('defaultValue' in element) || element.defaultValue !== null) return element;
  const { defaultValue: _, ...rest } = element;
  return rest;
}

function ownPart<T extends CimTypedElement>(element: T, inherited: T, isSame: SameQualifier): T {
  return { ...element, qualifiers: ownQualifiers(element.qualifiers, inherited.qualifiers, isSame) };
}

function withoutQualifiers<T extends CimTypedElement>(element: T): T {
  return { ...element, qualifiers: [] };
}

function ownMethod(method: CimMethod, inherited: CimMethod, isSame: SameQualifier): CimMethod {
  const inheritedByName = byName(inherited.parameters);
  const parameters = method.parameters.map((parameter) => {
    const overridden = inheritedByName.get(foldName(parameter.name));
    return overridden === undefined ? parameter : ownPart(parameter, overridden, isSame);
  });
  return { ...method, parameters, qualifiers: ownQualifiers(method.qualifiers, inherited.qualifiers, isSame) };
}

function bareMethod(method: CimMethod): CimMethod {
  return { ...method, parameters: method.parameters.map(withoutQualifiers), qualifiers: [] };
}

/** A qualifier that is not passed on to subclasses is not inherited, even if the superclass has an equal one. */
function ownQualifiers(
  qualifiers: readonly CimQualifier[],
  inherited: readonly CimQualifier[],
  isSame: SameQualifier,
): readonly CimQualifier[] {
  const inheritedByName = byName(inherited);
  return qualifiers.filter((qualifier) => {
    const known = inheritedByName.get(foldName(qualifier.name));
    return known === undefined || !known.flavor.toSubclass || !isSame(qualifier, known);
  });
}

function byName<T extends { readonly name: string }>(elements: readonly T[]): ReadonlyMap<string, T> {
  return new Map(elements.map((element) => [foldName(element.name), element]));
}
