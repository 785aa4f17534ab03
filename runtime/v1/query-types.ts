import type { EnumerateOptions, OperationOptions } from '../options.js';
import type { EventDelivery } from '../request-options.js';
import { acrossCopies } from '../values/copies.js';
import type { CimDateTime, CimInstance, CimInterval, CimReference } from '../values/index.js';
import type { CimInit } from './object-state.js';
import type { GeneratedObject, Input, KeyName, PropertyName } from './types.js';

/** An instance of which only some properties were read: it has these, the keys, and all methods. */
export type Selected<T, K extends PropertyName<T>> = {
  [Member in keyof T as Member extends Exclude<PropertyName<T>, K | KeyName<T>> ? never : Member]: T[Member];
};

/** What a query finds that reads the properties K: instances of T, where these are all properties. */
export type Found<T, K extends PropertyName<T>> = [PropertyName<T>] extends [K] ? T : Selected<T, K>;

/** What a typed enumeration can be given. */
export type TypedEnumerateOptions = Omit<EnumerateOptions, 'keysOnly'>;

/** What a typed query can be given. */
export interface TypedQuery<T, K extends PropertyName<T>> extends OperationOptions {
  /** The properties to read, beside the keys. All properties are read by default. */
  readonly select?: readonly K[] | undefined;
  /** Which instances to read. All are read by default. */
  readonly where?: Where<T> | undefined;
}

/** What a typed subscription can be given. The `timeout` of the session does not apply to it. */
export interface TypedSubscription<T, K extends PropertyName<T>> extends TypedQuery<T, K>, EventDelivery {
  /** How often, in seconds, the server looks for what has happened, where nothing reports it. */
  readonly within?: number | undefined;
}

/** What a subscription to the creation, change or deletion of instances can be given. */
export interface InstanceSubscription<T> extends OperationOptions, EventDelivery {
  /**
   * How often, in seconds, the server looks for what has changed. It does not see what begins and ends between two
   * looks. Windows requires it unless a provider reports such events itself.
   */
  readonly within?: number | undefined;
  /** Which instances: conditions on `TargetInstance`. */
  readonly where?: Where<T> | undefined;
}

/** What a subscription to changes of instances can be given. */
export interface ModificationSubscription<T> extends InstanceSubscription<T> {
  /** Conditions on the instance as it was before the change: on `PreviousInstance`. */
  readonly previous?: Where<T> | undefined;
}

interface InstanceEvent<T> {
  /** The instance; after a deletion, as it was before. */
  readonly TargetInstance: T;
  /** When the event was raised: 100 nanoseconds since 1601, in UTC. */
  readonly TIME_CREATED?: bigint | null;
}

/** What an event has, beside what all objects have, that says that an instance of T has been created. */
export interface CreationEvent<T> extends InstanceEvent<T> {
  readonly $className: '__InstanceCreationEvent';
}

/** The same for an instance of T that has changed. */
export interface ModificationEvent<T> extends InstanceEvent<T> {
  readonly $className: '__InstanceModificationEvent';
  /** The instance as it was before the change. */
  readonly PreviousInstance: T;
}

/** The same for an instance of T that has been deleted. */
export interface DeletionEvent<T> extends InstanceEvent<T> {
  readonly $className: '__InstanceDeletionEvent';
}

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
  : [NonNullable<V>] extends [CimReference]
    ? Input<V> | Comparisons<Input<V>>
    : V | Comparisons<V>;

/**
 * Conditions on instances of T, all of which must hold. WQL cannot compare arrays. A reference is compared with the
 * path of an object: `{ GroupComponent: group.$path }`.
 *
 * A property that has a value map takes any value of its type, since the map of a subclass or of a newer server may be
 * larger. The constant of the map has the values by name, and a misspelt name does not compile:
 * `{ State: Win32_BaseService_State.Running }`.
 * @example
 * { State: 'Running', ProcessId: { gt: 4 }, $or: [{ Name: 'a' }, { Name: { like: 'b%' } }] }
 */
export type Where<T> = {
  readonly [K in PropertyName<T> & keyof T as [NonNullable<T[K]>] extends [
    Ordered | boolean | EmbeddedObject | CimReference,
  ]
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
  static {
    acrossCopies(Isa, 'Isa');
  }

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
