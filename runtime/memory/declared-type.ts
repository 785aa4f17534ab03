import { type CimQualifier, type CimType, type CimTypedElement, foldName } from '../schema/index.js';

/** What a value must be: the type of a property, a parameter, or a return value. */
export interface ElementType {
  readonly type: CimType;
  readonly array: boolean;
  /** How many items a fixed array has; null for any number. */
  readonly arraySize: number | null;
  /** The class of a reference or an embedded instance; null where any class may stand. */
  readonly className: string | null;
}

/**
 * The type of an element. An embedded instance declared the DSP0004 way, as a string with a qualifier, travels as an
 * instance; an override that leaves the qualifier out inherits it.
 * @param overridden the type in the superclass.
 */
export function elementType(element: CimTypedElement, overridden?: ElementType): ElementType {
  const { type, array, arraySize = null, className = null } = element;
  const instance = (of: string | null): ElementType => ({ type: 'instance', array, arraySize, className: of });
  const embedded = findQualifier(element, 'EmbeddedInstance')?.value;
  if (typeof embedded === 'string') return instance(embedded);
  if (hasQualifier(element, 'EmbeddedObject')) return instance(null);
  if (type === 'string' && overridden?.type === 'instance') return instance(overridden.className);
  return { type, array, arraySize, className };
}

interface Qualified {
  readonly qualifiers: readonly CimQualifier[];
}

export function findQualifier(element: Qualified, name: string): CimQualifier | undefined {
  return element.qualifiers.find((qualifier) => foldName(qualifier.name) === foldName(name));
}

/** True when the element bears the boolean qualifier, and does not negate it. */
export function hasQualifier(element: Qualified, name: string): boolean {
  return findQualifier(element, name)?.value === true;
}

/** `uint32[]`, `ref CIM_Account`, `instance of Win32_ProcessStartup`: the type as a message names it. */
export function describeType({ type, array, className }: ElementType): string {
  const words: Partial<Record<CimType, string>> = {
    reference: className === null ? 'ref' : `ref ${className}`,
    instance: className === null ? 'instance' : `instance of ${className}`,
  };
  return `${words[type] ?? type}${array ? '[]' : ''}`;
}
