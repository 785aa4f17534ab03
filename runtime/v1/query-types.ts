import type { EnumerateOptions, OperationOptions } from '../options.js';
import type { Where } from './query-conditions.js';
import type { KeyName, PropertyName } from './types.js';

/** An instance of which only some properties were read: it has these, the keys, and all methods. */
export type Selected<T, K extends PropertyName<T>> = [PropertyName<T>] extends [K]
  ? T
  : Omit<T, Exclude<PropertyName<T>, K | KeyName<T>>>;

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
export interface TypedSubscription<T, K extends PropertyName<T>> extends TypedQuery<T, K> {
  /** How often, in seconds, the server looks for what has happened, where nothing reports it. */
  readonly within?: number | undefined;
}

/** What a subscription to the creation, change or deletion of instances can be given. */
export interface InstanceSubscription<T> extends OperationOptions {
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
