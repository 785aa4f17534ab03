import type { InvokeOptions } from '../options.js';
import type { Session } from '../session.js';
import type { CimInstance, CimReference } from '../values/index.js';

/** By this, types tell objects of generated classes from other values. `CimObject` implements it. */
export interface GeneratedObject {
  /** The class as the server named it. */
  readonly $className: string;
  readonly $session: Session;
  readonly $path: CimReference;
  /** The instance as it travelled. */
  readonly $instance: CimInstance;
}

// biome-ignore lint/suspicious/noExplicitAny: a function of any signature.
type AnyFunction = (...args: any) => unknown;

/** The names of the CIM properties of T: no method, and nothing that begins with `$`. */
export type PropertyName<T> = {
  [K in keyof T]-?: K extends string ? (K extends `$${string}` ? never : T[K] extends AnyFunction ? never : K) : never;
}[keyof T];

type About<T> = T extends { readonly $about?: infer A } ? NonNullable<A> : never;

/** The names of the key properties of T. */
export type KeyName<T> = About<T> extends { readonly key: infer K } ? keyof K & keyof T : never;

/** The names of the properties of T that can be written, except the keys, which cannot change. */
export type WriteName<T> = About<T> extends { readonly write: infer W } ? keyof W & keyof T : never;

/** The path of a T or a subclass; also a path that does not say of which class it is, such as one made from text. */
export type PathOf<T, P> = CimReference<unknown extends P ? P : T>;

/** The arguments of a method that takes none: `{}`. An object of options does not match it. */
export type NoArguments = { readonly [name: string]: never };

/** What a method without in-parameters takes: its options, which may also stand where other methods have them. */
export type OptionsFirst = [args: NoArguments | undefined, options?: InvokeOptions] | [options?: InvokeOptions];

/** The outcome of a method that gives out nothing but what it returns. */
export interface Returns<Value> {
  readonly ReturnValue: Value | null;
}

/** Exactly the keys of T, none of them null. */
export type Keys<T> = [KeyName<T>] extends [never]
  ? NoArguments
  : { readonly [K in KeyName<T>]: Input<NonNullable<T[K]>> };

/**
 * The values of a new instance of T. A value that is undefined is not given. None has to be given: a server may choose
 * keys itself.
 */
export type Initial<T> = { readonly [K in PropertyName<T> & keyof T]?: Input<T[K]> | undefined };

/** New values for properties of T that can be written. A value that is undefined changes nothing. */
export type Changes<T> = [WriteName<T>] extends [never] ? NoWritableProperty : WritableProperties<T>;

// The compiler names these two types when a property cannot be written. Their common member, which nobody can give,
// keeps each assignable to the other: an object of a subclass that can write more is an object of the superclass. A
// symbol of this package's own would be another one in each of its copies.

type WritableProperties<T> = { readonly [K in WriteName<T>]?: Input<T[K]> | undefined } & NoWritableProperty;

interface NoWritableProperty {
  readonly [Symbol.unscopables]?: never;
}

/**
 * What can be given for an embedded instance of T: an object of the class, its values, an untyped instance, or the text
 * of one in CIM-XML.
 */
export type Embedded<T extends GeneratedObject> = T | Initial<T> | CimInstance | string;

/**
 * What can be given for a value of type V. It must not compare one class with another: classes that embed each other
 * would be compared through their properties, and those through this type again (TS2615).
 */
export type Input<V> = V extends readonly unknown[] ? readonly InputItem<V[number]>[] : InputItem<V>;

type InputItem<V> = V extends GeneratedObject
  ? Embedded<V>
  : V extends CimReference<infer T>
    ? AnyPath<V, T>
    : V extends CimInstance
      ? CimInstance | GeneratedObject | string
      : V;

/** Any path will do for a redeclared reference: no path is a `CimReference<A> & CimReference<B>`. */
type AnyPath<V, T> = Same<V, CimReference<T>> extends true ? V : CimReference;

type Same<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;
