/** The door for generated code. What is exported here is part of a revision: it may grow, and nothing may go. */
export type { Invocation } from '../invocation.js';
export type { InvokeOptions, OperationOptions } from '../options.js';
export type { Session } from '../session.js';
export type { CimDateTime, CimInstance, CimInterval, CimReference } from '../values/index.js';
export { cimClass } from './cim-class.js';
export { CimObject, type TypedEnumerateOptions } from './cim-object.js';
export type { ClassTable } from './class-table.js';
export { isKnown, type OpenBigint, type OpenNumber, type OpenString } from './enums.js';
export { invoke, invokeStatic } from './invoke.js';
export type {
  Changes,
  CimConstructor,
  CimInit,
  Embedded,
  Initial,
  KeyName,
  Keys,
  PropertyName,
  Without,
  WriteName,
} from './types.js';
