import { type CimType, type CimTypedElement, effectiveQualifier, type Feature, hasQualifier } from '../schema/index.js';

/** The type that a class declares for the values of a property, a parameter or a return value. */
export interface DeclaredType {
  readonly type: CimType;
  readonly array: boolean;
  /** The number of items of a fixed array; null for any number. */
  readonly arraySize: number | null;
  /** The class of a reference or an embedded instance; null where any class is allowed. */
  readonly className: string | null;
}

/**
 * The declared type of a property or a parameter. An embedded instance that is declared as DSP0004 does it, as a string
 * with a qualifier, has the type `instance`.
 */
export function declaredType(feature: Feature<CimTypedElement>): DeclaredType {
  const { type, array, arraySize = null, className = null } = feature.declaration;
  const declared: DeclaredType = { type, array, arraySize, className };
  if (type !== 'string') return declared;
  const embedded = effectiveQualifier(feature, 'EmbeddedInstance')?.value;
  if (typeof embedded === 'string' && embedded.trim() !== '') {
    return { ...declared, type: 'instance', className: embedded };
  }
  return hasQualifier(feature, 'EmbeddedObject') ? { ...declared, type: 'instance' } : declared;
}

/** The type as messages name it: `uint32[]`, `ref CIM_Account`, `instance of Win32_ProcessStartup`. */
export function describeType({ type, array, className }: DeclaredType): string {
  const words: Partial<Record<CimType, string>> = {
    reference: className === null ? 'ref' : `ref ${className}`,
    instance: className === null ? 'instance' : `instance of ${className}`,
  };
  return `${words[type] ?? type}${array ? '[]' : ''}`;
}
