import type { CimDateTime, CimInstance, CimInterval } from '../values/index.js';
import type { CimInit } from './object-state.js';
import type { GeneratedObject, PropertyName } from './types.js';

type Ordered = string | number | bigint | CimDateTime | CimInterval;
type EmbeddedObject = GeneratedObject | CimInstance;

/**
 * Comparisons with a value of type V, all of which must hold. Texts compare without regard to letter case. Nothing but
 * null is equal to null.
 */
export type Comparisons<V> = { readonly eq?: V; readonly ne?: V } & (null extends V
  ? { readonly isNull?: boolean }
  : unknown) &
  ([V] extends [Ordered | null]
    ? {
        readonly gt?: NonNullable<V>;
        readonly ge?: NonNullable<V>;
        readonly lt?: NonNullable<V>;
        readonly le?: NonNullable<V>;
      }
    : unknown) &
  ([V] extends [string | null]
    ? {
        /** A pattern: `%` is any text, `_` any character, `[a-f]` one of these. See `escapeLike`. */
        readonly like?: string;
      }
    : unknown);

/** A condition on a property of type V: its value, comparisons, or the class of an embedded object. */
export type Condition<V> = [NonNullable<V>] extends [EmbeddedObject]
  ? (NonNullable<V> extends GeneratedObject ? Isa<NonNullable<V>> : Isa) | Extract<V, null>
  : V | Comparisons<V>;

/**
 * Conditions on instances of T, all of which must hold. WQL cannot compare arrays and references.
 * @example
 * { State: 'Running', ProcessId: { gt: 4 }, $or: [{ Name: 'a' }, { Name: { like: 'b%' } }] }
 */
export type Where<T> = {
  readonly [K in PropertyName<T> & keyof T as [NonNullable<T[K]>] extends [Ordered | boolean | EmbeddedObject]
    ? K
    : never]?: Condition<T[K]>;
} & {
  /** All of these hold. */
  readonly $and?: readonly Where<T>[];
  /** At least one of these holds. */
  readonly $or?: readonly Where<T>[];
  /** This does not hold. */
  readonly $not?: Where<T>;
};

/** A condition on an embedded object: its class, and its properties. */
export class Isa<out T extends GeneratedObject = GeneratedObject> {
  readonly cls: abstract new (
    init: CimInit,
  ) => T;
  readonly where: unknown;

  /** @internal Conditions come from {@link isa}. */
  constructor(cls: abstract new (init: CimInit) => T, where: unknown) {
    this.cls = cls;
    this.where = where;
  }
}

/**
 * Holds for an embedded object of a class or its subclasses whose properties meet a condition.
 * @example
 * CIM_InstCreation.$subscribe(session, { where: { SourceInstance: isa(CIM_Fan, { Name: 'fan 1' }) } })
 */
export function isa<T extends GeneratedObject>(cls: abstract new (init: CimInit) => T, where?: Where<T>): Isa<T> {
  return new Isa(cls, where ?? {});
}
