/** The door for generated code. What is exported here is part of a revision: it may grow, and nothing may go. */

export type { IndicationResult } from '../indication.js';
export type { Invocation } from '../invocation.js';
export type { InvokeOptions, OperationOptions } from '../options.js';
export type { Session } from '../session.js';
export { isKnown, type OpenBigint, type OpenNumber, type OpenString, ranges, type Values } from '../value-map.js';
export type { CimDateTime, CimInstance, CimInterval, CimReference } from '../values/index.js';
export type {
  Associated,
  AssociationOf,
  ClassOf,
  KeysOnly,
  Located,
  Role,
  RoleOf,
  TypedAssociatorsOptions,
  TypedReferencesOptions,
} from './association-types.js';
export { cimClass } from './cim-class.js';
export { CimObject, type TypedEnumerateOptions } from './cim-object.js';
export type { ClassTable } from './class-table.js';
export { invoke, invokeStatic } from './invoke.js';
export type { Isa } from './isa.js';
export type {
  Comparisons,
  Condition,
  InstanceCreationEvent,
  InstanceDeletionEvent,
  InstanceModificationEvent,
  InstanceOperationEvent,
  InstanceSubscription,
  ModificationSubscription,
  Selected,
  TypedQuery,
  TypedSubscription,
  Where,
} from './query-types.js';
export type {
  Changes,
  CimConstructor,
  CimInit,
  Embedded,
  Initial,
  KeyName,
  Keys,
  NoArguments,
  OptionsFirst,
  PathOf,
  PropertyName,
  Returns,
  Without,
  WriteName,
} from './types.js';
