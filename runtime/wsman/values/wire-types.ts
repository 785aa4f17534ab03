import type { TypesByName } from '../../known-types.js';
import { type CimType, foldName } from '../../schema/index.js';

/**
 * The CIM types of what a message says of itself (DSP0230 7.2): most messages do so only in faults. What is not here
 * has no type.
 */
export const WIRE_TYPES: ReadonlyMap<string, CimType> = new Map([
  ['cimBoolean', 'boolean'],
  ['cimUnsignedByte', 'uint8'],
  ['cimByte', 'sint8'],
  ['cimUnsignedShort', 'uint16'],
  ['cimShort', 'sint16'],
  ['cimUnsignedInt', 'uint32'],
  ['cimInt', 'sint32'],
  ['cimUnsignedLong', 'uint64'],
  ['cimLong', 'sint64'],
  ['cimFloat', 'real32'],
  ['cimDouble', 'real64'],
  ['cimChar16', 'char16'],
  ['cimDateTime', 'datetime'],
  ['cimString', 'string'],
]);

/** Finds the types of a class with those that it inherits; null where they are not known. */
export type FindTypes = (namespace: string, className: string) => TypesByName | null;

/** Knows no class. */
export const NO_TYPES: FindTypes = () => null;

/**
 * The properties of the errors of servers, in their order: of `CIM_Error` (DMTF), and those that `MSFT_WmiError`
 * (Windows) and `OMI_Error` add.
 */
const ERROR_PROPERTIES: readonly (readonly [CimType, string])[] = [
  ['uint16', 'ErrorType'],
  ['string', 'OtherErrorType OwningEntity MessageID Message MessageArguments[]'],
  ['uint16', 'PerceivedSeverity ProbableCause'],
  ['string', 'ProbableCauseDescription RecommendedActions[] ErrorSource'],
  ['uint16', 'ErrorSourceFormat'],
  ['string', 'OtherErrorSourceFormat'],
  ['uint32', 'CIMStatusCode'],
  ['string', 'CIMStatusCodeDescription'],
  ['uint16', 'error_Category'],
  ['uint32', 'error_Code'],
  ['string', 'error_Type error_WindowsErrorMessage'],
  ['uint32', 'OMI_Code'],
  ['uint16', 'OMI_Category'],
  ['string', 'OMI_Type OMI_ErrorMessage'],
];

const ERROR_TYPES: TypesByName = new Map(
  ERROR_PROPERTIES.flatMap(([type, names]) =>
    names.split(' ').map((written) => {
      const name = written.replace('[]', '');
      return [foldName(name), { name, type, array: name !== written, className: null }] as const;
    }),
  ),
);

/** Knows the classes of errors. */
export const ERROR_CLASSES: FindTypes = () => ERROR_TYPES;
