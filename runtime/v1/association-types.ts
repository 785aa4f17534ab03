import type { OperationOptions } from '../options.js';
import type { CimInstance, CimReference } from '../values/index.js';
import type { CimInit } from './object-state.js';
import type { Selected } from './query-types.js';
import type { GeneratedObject, PropertyName } from './types.js';

/** The names of the references of an association. */
export type Role<A> = {
  [R in PropertyName<A> & keyof A]: NonNullable<A[R]> extends CimReference ? R : never;
}[PropertyName<A> & keyof A];

/** The class that a reference leads to; Unknown when that class was not generated. */
type End<V, Unknown> = V extends CimReference<infer T> ? (unknown extends T ? Unknown : T) : never;

/** The references of an association that can lead to a T. */
export type RoleOf<A, T> = {
  [R in Role<A>]: T extends End<NonNullable<A[R]>, GeneratedObject | CimInstance> ? R : never;
}[Role<A>];

/** The classes at the ends of an association that are called `ResultRole`, seen from the end that is called `From`. */
export type EndsOf<A, From extends Role<A>, ResultRole extends Role<A>, Unknown> = {
  [F in From]: { [R in Exclude<ResultRole, F>]: End<NonNullable<A[R]>, Unknown> }[Exclude<ResultRole, F>];
}[From];

/** An object that was read with its keys alone: it has all methods, and no other property. */
export type KeysOnly<T> = T extends GeneratedObject ? Selected<T, never> : T;

/** An object of a generated class, or one of which only some properties were read. */
export interface Located {
  readonly $path: CimReference;
}

/** The class of an object of which perhaps only some properties were read. */
export type ClassOf<O extends Located> = O extends { readonly $path: CimReference<infer T> } ? T : never;

/** An association that has a reference which can lead to a T. */
export type AssociationOf<A extends GeneratedObject, T> = (abstract new (
  init: CimInit,
) => A) &
  ([RoleOf<A, T>] extends [never]
    ? { readonly $error: 'no reference of this association leads to the object' }
    : unknown);

/** What limits a typed search for associated objects. What is left out does not limit it. */
export interface TypedAssociatorsOptions<From, ResultRole, Result, Keyed> extends OperationOptions {
  /** The reference that leads to this object. Needed where more than one of them can. */
  readonly role?: From | undefined;
  /** The reference that leads to the results. */
  readonly resultRole?: ResultRole | undefined;
  /** The generated class of the results. */
  readonly resultClass?: (abstract new (init: CimInit) => Result) | undefined;
  /** True to read only the keys of each result; false by default. */
  readonly keysOnly?: Keyed | undefined;
}

/** What limits a typed search for associations. What is left out does not limit it. */
export interface TypedReferencesOptions<From, Keyed> extends OperationOptions {
  /** The reference that leads to this object. */
  readonly role?: From | undefined;
  /** True to read only the keys of each association; false by default. */
  readonly keysOnly?: Keyed | undefined;
}
