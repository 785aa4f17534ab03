import type { CimType } from '../../schema/index.js';

/**
 * The structures of the MI client ABI (MI.h), in bytes, on a 64-bit machine. They do not depend on the width of
 * `MI_Char`: a string is a pointer wherever it stands.
 */

/** Of `MI_Application`, `MI_Session`, `MI_Operation`, the options, `MI_QualifierSet` and `MI_ParameterSet`. */
export const HANDLE = { size: 24, functionTable: 16 } as const;

/** `MI_Instance` and `MI_Class` begin with their function table. */
export const OBJECT = { functionTable: 0 } as const;

/** `MI_Value`, a union; an array in it is a pointer to its items and their number. */
export const VALUE = { size: 40, alignment: 8, arrayItems: 0, arrayCount: 8 } as const;

/** `MI_Datetime`, a union of `MI_Timestamp` and `MI_Interval`; fields of 32 bits, of which only `utc` is signed. */
export const DATETIME = {
  size: 36,
  isTimestamp: 0,
  timestamp: { year: 4, month: 8, day: 12, hour: 16, minute: 20, second: 24, microseconds: 28, utc: 32 },
  interval: { days: 4, hours: 8, minutes: 12, seconds: 16, microseconds: 20, padding: 24 },
} as const;

/** `MI_Interval` alone, as the timeouts take it: an `MI_Datetime` without `isTimestamp`. */
export const INTERVAL = {
  size: 32,
  days: 0,
  hours: 4,
  minutes: 8,
  seconds: 12,
  microseconds: 16,
  padding: 20,
} as const;

/** `MI_OperationCallbacks`. */
export const OPERATION_CALLBACKS = {
  size: 72,
  callbackContext: 0,
  promptUser: 8,
  writeError: 16,
  writeMessage: 24,
  writeProgress: 32,
  instanceResult: 40,
  indicationResult: 48,
  classResult: 56,
  streamedParameterResult: 64,
} as const;

/** `MI_SessionCallbacks`. */
export const SESSION_CALLBACKS = { size: 24, callbackContext: 0, writeMessage: 8, writeError: 16 } as const;

/** `MI_UserCredentials`: the union holds either a user or a certificate. */
export const USER_CREDENTIALS = {
  size: 32,
  authenticationType: 0,
  domain: 8,
  username: 16,
  password: 24,
  certificateThumbprint: 8,
} as const;

export const POINTER_SIZE = 8;

/** The bytes of one item of an array, by its type. */
export const TYPE_SIZES: Readonly<Record<CimType, number>> = {
  boolean: 1,
  uint8: 1,
  sint8: 1,
  uint16: 2,
  sint16: 2,
  uint32: 4,
  sint32: 4,
  uint64: 8,
  sint64: 8,
  real32: 4,
  real64: 8,
  char16: 2,
  datetime: DATETIME.size,
  string: POINTER_SIZE,
  reference: POINTER_SIZE,
  instance: POINTER_SIZE,
};
