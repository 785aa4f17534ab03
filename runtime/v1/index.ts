/** The door for generated code. What it exports is part of a revision: names may be added, and none may be removed. */

export type { Invocation } from '../invocation.js';
export type { IndicationResult, InvokeOptions, OperationOptions } from '../options.js';
export type { Session } from '../session.js';
export { isKnown, type OpenBigint, type OpenNumber, type OpenString, ranges, type Values } from '../value-map.js';
export type { CimDateTime, CimInstance, CimInterval, CimReference } from '../values/index.js';
export {
  type Associated,
  type CimClassType,
  type CimConstructor,
  CimObject,
  type InstanceCreationEvent,
  type InstanceDeletionEvent,
  type InstanceModificationEvent,
  type InstanceOperationEvent,
} from './cim-object.js';
export type { ClassTable } from './class-table.js';
export { cimClass } from './generated-class.js';
export { invoke, invokeStatic } from './invoke.js';
export type {
  AssociationOf,
  ClassOf,
  KeysOnly,
  Located,
  Role,
  RoleOf,
  TypedAssociatorsOptions,
  TypedReferencesOptions,
} from './navigation.js';
export type { CimInit } from './object-state.js';
export type {
  Comparisons,
  Condition,
  Found,
  InstanceSubscription,
  Isa,
  ModificationSubscription,
  Selected,
  TypedEnumerateOptions,
  TypedQuery,
  TypedSubscription,
  Where,
} from './query-types.js';
export type {
  Changes,
  Embedded,
  GeneratedObject,
  Initial,
  KeyName,
  Keys,
  NoArguments,
  OptionsFirst,
  PathOf,
  PropertyName,
  Returns,
  WriteName,
} from './types.js';
export type { Without } from './without.js';
