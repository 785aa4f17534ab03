import type { OperationOptions } from '../options.js';
import type { CimDateTime, CimInstance, CimInterval } from '../values/index.js';
import type { CimObject } from './cim-object.js';
import type { Isa } from './query-conditions.js';
import type { KeyName, PropertyName } from './types.js';

/** An instance of which only some properties were asked for: it has these, the keys, and all methods. */
export type Selected<T, K extends PropertyName<T>> = [PropertyName<T>] extends [K]
  ? T
  : Omit<T, Exclude<PropertyName<T>, K | KeyName<T>>>;

type Ordered = string | number | bigint | CimDateTime | CimInterval;
type Embedded = CimObject | CimInstance;

/**
 * Comparisons with a value of type V; all that are given hold. Texts are compared without regard to letter case, and
 * null is equal to null alone.
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

/** What can be said of a property of type V: its value, comparisons, or the class of an embedded object. */
export type Condition<V> = [NonNullable<V>] extends [Embedded]
  ? (NonNullable<V> extends CimObject ? Isa<NonNullable<V>> : Isa) | Extract<V, null>
  : V | Comparisons<V>;

/**
 * Conditions on instances of T, all of which hold. WQL cannot compare arrays and references.
 * @example
 * { State: 'Running', ProcessId: { gt: 4 }, $or: [{ Name: 'a' }, { Name: { like: 'b%' } }] }
 */
export type Where<T> = {
  readonly [K in PropertyName<T> & keyof T as [NonNullable<T[K]>] extends [Ordered | boolean | Embedded]
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

/** What a typed query can be given. */
export interface TypedQuery<T, K extends PropertyName<T>> extends OperationOptions {
  /** The properties to read, beside the keys; all, unless said. */
  readonly select?: readonly K[] | undefined;
  /** Which instances; all, unless said. */
  readonly where?: Where<T> | undefined;
}

/** What a typed subscription can be given. Of the session's options, `timeout` does not count for it. */
export interface TypedSubscription<T, K extends PropertyName<T>> extends TypedQuery<T, K> {
  /** So many seconds pass between two looks of the server, where it has to look for what happens. */
  readonly within?: number | undefined;
}

/** What a subscription to the life of instances can be given. */
export interface InstanceSubscription<T> extends OperationOptions {
  /**
   * So many seconds pass between two looks of the server for what has changed; what begins and ends between them is
   * not seen. Windows asks for it unless a provider reports such events itself.
   */
  readonly within?: number | undefined;
  /** Which instances: conditions on `TargetInstance`. */
  readonly where?: Where<T> | undefined;
}

/** What a subscription to changes of instances can be given. */
export interface ModificationSubscription<T> extends InstanceSubscription<T> {
  /** Conditions on the instance as it was before: on `PreviousInstance`. */
  readonly previous?: Where<T> | undefined;
}

interface InstanceEvent<T> extends CimObject {
  /** The instance; after a deletion, as it was last. */
  readonly TargetInstance: T;
  /** When the event was made: 100 nanoseconds since 1601, in UTC. */
  readonly TIME_CREATED?: bigint | null;
}

/** An instance of T has been created. */
export interface InstanceCreationEvent<T> extends InstanceEvent<T> {
  readonly $className: '__InstanceCreationEvent';
}

/** An instance of T has changed. */
export interface InstanceModificationEvent<T> extends InstanceEvent<T> {
  readonly $className: '__InstanceModificationEvent';
  /** The instance as it was before. */
  readonly PreviousInstance: T;
}

/** An instance of T has been deleted. */
export interface InstanceDeletionEvent<T> extends InstanceEvent<T> {
  readonly $className: '__InstanceDeletionEvent';
}

/** An instance of T has been created, changed or deleted: `$className` says which. */
export type InstanceOperationEvent<T> =
  | InstanceCreationEvent<T>
  | InstanceModificationEvent<T>
  | InstanceDeletionEvent<T>;
