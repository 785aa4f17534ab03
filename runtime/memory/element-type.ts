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

/** An embedded instance declared the DSP0004 way, as a string with a qualifier, travels as an instance. */
export function elementType(element: CimTypedElement): ElementType {
  const { array, arraySize = null, className = null } = element;
  const embedded = findQualifier(element, 'EmbeddedInstance')?.value;
  if (typeof embedded === 'string') return { type: 'instance', array, arraySize, className: embedded };
  if (hasQualifier(element, 'EmbeddedObject')) return { type: 'instance', array, arraySize, className: null };
  return { type: element.type, array, arraySize, className };
}

interface Qualified {
  readonly qualifiers: readonly CimQualifier[];
}

export function findQualifier(element: Qualified, name: string): CimQualifier | undefined {
  return element.qualifiers.find((qualifier) => foldName(qualifier.name) === foldName(name));
}

/** The value of a boolean qualifier; `absent` when the element does not bear it. */
export function hasQualifier(element: Qualified, name: string, absent = false): boolean {
  const qualifier = findQualifier(element, name);
  return qualifier === undefined ? absent : qualifier.value === true;
}

/** `uint32[]`, `ref CIM_Account`, `instance of Win32_ProcessStartup`: the type as a message names it. */
export function describeType({ type, array, className }: ElementType): string {
  const words: Partial<Record<CimType, string>> = {
    reference: className === null ? 'ref' : `ref ${className}`,
    instance: className === null ? 'instance' : `instance of ${className}`,
  };
  return `${words[type] ?? type}${array ? '[]' : ''}`;
}
