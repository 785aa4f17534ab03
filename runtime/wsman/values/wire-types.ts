import type { TypesByName } from '../../protocol.js';
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

const NUMBERS: readonly (readonly [CimType, string])[] = [
  ['uint16', 'ErrorType PerceivedSeverity ProbableCause ErrorSourceFormat error_Category'],
  ['uint32', 'CIMStatusCode error_Code OMI_Code OMI_Category'],
];

/** The numbers in the errors of servers: `CIM_Error` of DMTF, `MSFT_WmiError` of Windows, and `OMI_Error`. */
const ERROR_TYPES: TypesByName = new Map(
  NUMBERS.flatMap(([type, names]) =>
    names.split(' ').map((name) => [foldName(name), { name, type, array: false, className: null }] as const),
  ),
);

/** Knows the classes of errors. */
export const ERROR_CLASSES: FindTypes = () => ERROR_TYPES;
