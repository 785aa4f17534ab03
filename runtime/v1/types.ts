import type { InvokeOptions } from '../options.js';
import type { CimInstance, CimReference } from '../values/index.js';
import type { CimObject } from './cim-object.js';
import type { ObjectState } from './object-state.js';

/** What the constructor of a generated class takes. Only the runtime makes one. */
export interface CimInit {
  readonly state: ObjectState;
  readonly members: readonly (readonly [member: string, value: unknown])[];
}

/** A generated class. */
export type CimConstructor<T extends CimObject = CimObject> = abstract new (init: CimInit) => T;

/** `C` without the members that a CIM subclass redeclares in a way TypeScript does not allow. */
export type Without<
  C extends CimConstructor,
  Member extends PropertyKey,
  Static extends PropertyKey = never,
> = (abstract new (
  init: CimInit,
) => CimObject & Omit<InstanceType<C>, Member | keyof CimObject>) &
  Omit<C, Static | 'prototype'>;

// biome-ignore lint/suspicious/noExplicitAny: a method of any signature.
type Method = (...args: any) => unknown;

/** The names of the CIM properties of T: no method, and nothing that begins with `$`. */
export type PropertyName<T> = {
  [K in keyof T]-?: K extends string ? (K extends `$${string}` ? never : T[K] extends Method ? never : K) : never;
}[keyof T];

type About<T> = T extends { readonly $about?: infer A } ? NonNullable<A> : never;

/** The names of the key properties of T. */
export type KeyName<T> = About<T> extends { readonly key: infer K } ? keyof K & keyof T : never;

/** The names of the properties of T that can be written, without the keys: those cannot change any more. */
export type WriteName<T> = About<T> extends { readonly write: infer W } ? keyof W & keyof T : never;

/** The path of a T or a subclass; also one that does not say of which class it is, such as one made from text. */
export type PathOf<T, P> = CimReference<unknown extends P ? P : T>;

/** The arguments of what takes none: `{}`, and no object of options in their place. */
export type NoArguments = { readonly [name: string]: never };

/** What a method without in-parameters takes: its options, which may also stand where other methods have them. */
export type OptionsFirst = [options?: InvokeOptions] | [args: NoArguments | undefined, options?: InvokeOptions];

/** The outcome of a method that gives out nothing but what it returns. */
export interface Returns<Value> {
  readonly ReturnValue: Value | null;
}

/** Exactly the keys of T, none of them null. */
export type Keys<T> = [KeyName<T>] extends [never]
  ? NoArguments
  : { readonly [K in KeyName<T>]: Input<NonNullable<T[K]>> };

/** What a new instance of T can begin with; undefined is not given. A server may choose keys itself, so none has to be given. */
export type Initial<T> = { readonly [K in PropertyName<T> & keyof T]?: Input<T[K]> | undefined };

/** New values for properties of T that can be written; undefined changes nothing. */
export type Changes<T> = [WriteName<T>] extends [never]
  ? NoArguments
  : { readonly [K in WriteName<T>]?: Input<T[K]> | undefined };

/** What can be given for an embedded instance of T: an object of the class, its values, or an untyped instance. */
export type Embedded<T extends CimObject> = T | Initial<T> | CimInstance;

/** What can be given for a value of type V. */
type Input<V> = V extends readonly (infer I)[] ? (V extends Uint8Array ? V : readonly InputItem<I>[]) : InputItem<V>;

type InputItem<V> = V extends CimObject
  ? Embedded<V>
  : V extends CimReference<infer T>
    ? AnyPath<V, T>
    : V extends CimInstance
      ? CimInstance | CimObject
      : V;

/** A redeclared reference (`CimReference<A> & CimReference<B>`, which no path can be) takes any path. */
type AnyPath<V, T> = [CimReference<T>] extends [V] ? V : CimReference;
