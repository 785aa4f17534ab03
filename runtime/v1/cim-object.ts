// biome-ignore-all lint/complexity/noThisInStatic: a static is about the generated class that it is called on.

import type { IndicationResult, OperationOptions } from '../options.js';
import type { Session } from '../session.js';
import { CimInstance, type CimReference, membersToJson } from '../values/index.js';
import { inspectableMembers } from '../values/shown.js';
import { classCall } from './class-call.js';
import { instanceEvents } from './instance-events.js';
import { locate } from './key-input.js';
import {
  type AssociationOf,
  associatedObjects,
  type ClassOf,
  type EndsOf,
  type KeysOnly,
  type Located,
  type Role,
  type RoleOf,
  referringObjects,
  type TypedAssociatorsOptions,
  type TypedReferencesOptions,
} from './navigation.js';
import { createObject, deleteObject, modifyObject, readObject, refreshObject } from './object-operations.js';
import { type CimInit, defineMembers, knownState, setState, stateOf } from './object-state.js';
import { operationOptions, queryText } from './query.js';
import type {
  CreationEvent,
  DeletionEvent,
  InstanceSubscription,
  ModificationEvent,
  ModificationSubscription,
  Selected,
  TypedEnumerateOptions,
  TypedQuery,
  TypedSubscription,
} from './query-types.js';
import { keyObject, pathOf, typedEvents, typedInstances } from './results.js';
import type { Changes, GeneratedObject, Initial, Keys, PathOf, PropertyName } from './types.js';

/** A generated class. */
export type CimConstructor<T extends CimObject = CimObject> = abstract new (init: CimInit) => T;

/** The classes at the ends of an association that are called `To`, seen from the end that is called `From`. */
export type Associated<A, From extends Role<A>, To extends Role<A>> = EndsOf<A, From, To, CimObject | CimInstance>;

/** An instance of T has been created. */
export type InstanceCreationEvent<T> = CimObject & CreationEvent<T>;
/** An instance of T has changed. */
export type InstanceModificationEvent<T> = CimObject & ModificationEvent<T>;
/** An instance of T has been deleted. */
export type InstanceDeletionEvent<T> = CimObject & DeletionEvent<T>;
/** An instance of T has been created, changed or deleted: `$className` says which. */
export type InstanceOperationEvent<T> =
  | InstanceCreationEvent<T>
  | InstanceModificationEvent<T>
  | InstanceDeletionEvent<T>;

/**
 * The superclass of all generated classes: an instance that came from a server. It has the properties that the answer
 * held. Members that begin with `$` are mi-codegen's; all others are the CIM class's.
 */
export class CimObject implements GeneratedObject {
  static {
    inspectableMembers(
      CimObject.prototype,
      (self) => stateOf(self)?.className ?? 'CimObject',
      (self) => ({ ...self }),
    );
  }

  /** Which members are keys, and which can be written. It exists in types only. */
  declare readonly $about?: object;

  /** Objects come from a session: only the runtime calls this. */
  constructor({ state, members }: CimInit) {
    setState(this, state);
    defineMembers(this, members);
  }

  /**
   * Reads the instance that has these keys, or this path.
   * @throws MiError NOT_FOUND when there is none.
   * @throws MiArgumentError when a key is missing or of a wrong type.
   */
  static async $get<T extends CimObject, P = unknown>(
    this: CimConstructor<T>,
    session: Session,
    keys: Keys<T> | PathOf<T, P>,
    options?: OperationOptions,
  ): Promise<T> {
    return readObject(classCall<T>(this, session, '$get'), keys, options);
  }

  /**
   * An object of the instance that has these keys, or this path, without reading it: to call its methods, to change or
   * delete it, or to see what it is associated with. It has its keys and no other property until `$refresh` reads them.
   * @throws MiArgumentError when a key is missing or of a wrong type.
   */
  static $at<T extends CimObject, P = unknown>(
    this: CimConstructor<T>,
    session: Session,
    keys: Keys<T> | PathOf<T, P>,
  ): KeysOnly<T> {
    return keyObject(locate(keys, classCall<KeysOnly<T>>(this, session, '$at')));
  }

  /** Reads all instances of the class and its subclasses. Each loop over it is an operation of its own. */
  static $enumerate<T extends CimObject>(
    this: CimConstructor<T>,
    session: Session,
    options?: TypedEnumerateOptions,
  ): AsyncIterable<T> {
    const { generated } = classCall<T>(this, session, '$enumerate');
    return typedInstances(session.enumerate(generated.namespace, generated.name, options), generated, session);
  }

  /**
   * Reads the instances of the class and its subclasses that a query finds: of each, its keys and the properties that
   * the query selects. Each loop over it is an operation of its own.
   * @example
   * Win32_Service.$query(session, { select: ['Name'], where: { StartMode: 'Auto', State: { ne: 'Running' } } })
   * @throws MiArgumentError at once, for a property or a value that the class does not allow.
   */
  static $query<T extends CimObject, const K extends PropertyName<T> = PropertyName<T>>(
    this: CimConstructor<T>,
    session: Session,
    query: TypedQuery<T, K> = {},
  ): AsyncIterable<Selected<T, K>> {
    const call = classCall<Selected<T, K>>(this, session, '$query');
    const found = session.query(call.generated.namespace, queryText(query, call), operationOptions(query));
    return typedInstances(found, call.generated, session);
  }

  /**
   * Waits for events of the class, which is an indication class, and its subclasses. Each loop over it is a
   * subscription of its own, which ends when the loop is left.
   * @throws MiArgumentError at once, for a property or a value that the class does not allow.
   */
  static $subscribe<T extends CimObject, const K extends PropertyName<T> = PropertyName<T>>(
    this: CimConstructor<T>,
    session: Session,
    subscription: TypedSubscription<T, K> = {},
  ): AsyncIterable<IndicationResult<Selected<T, K>>> {
    const call = classCall<Selected<T, K>>(this, session, '$subscribe');
    return typedEvents(queryText(subscription, call), operationOptions(subscription), call.generated, session);
  }

  /**
   * Waits for instances of the class and its subclasses to be created: `__InstanceCreationEvent`. Each loop over it is
   * a subscription of its own, which ends when the loop is left.
   * @example
   * const started = Win32_Process.$created(session, { within: 2, where: { Name: 'notepad.exe' } });
   * for await (const { indication } of started) {
   *   await indication.TargetInstance.Terminate();
   * }
   * @throws MiArgumentError at once, for a property or a value that the class does not allow.
   */
  static $created<T extends CimObject>(
    this: CimConstructor<T>,
    session: Session,
    subscription?: InstanceSubscription<T>,
  ): AsyncIterable<IndicationResult<InstanceCreationEvent<T>>> {
    return instanceEvents('$created', this, session, CimObject, subscription);
  }

  /** Waits for instances to be changed: `__InstanceModificationEvent`. Otherwise as `$created`. */
  static $modified<T extends CimObject>(
    this: CimConstructor<T>,
    session: Session,
    subscription?: ModificationSubscription<T>,
  ): AsyncIterable<IndicationResult<InstanceModificationEvent<T>>> {
    return instanceEvents('$modified', this, session, CimObject, subscription);
  }

  /** Waits for instances to be deleted: `__InstanceDeletionEvent`. Otherwise as `$created`. */
  static $deleted<T extends CimObject>(
    this: CimConstructor<T>,
    session: Session,
    subscription?: InstanceSubscription<T>,
  ): AsyncIterable<IndicationResult<InstanceDeletionEvent<T>>> {
    return instanceEvents('$deleted', this, session, CimObject, subscription);
  }

  /** Waits for instances to be created, changed or deleted: `__InstanceOperationEvent`. Otherwise as `$created`. */
  static $changed<T extends CimObject>(
    this: CimConstructor<T>,
    session: Session,
    subscription?: InstanceSubscription<T>,
  ): AsyncIterable<IndicationResult<InstanceOperationEvent<T>>> {
    return instanceEvents('$changed', this, session, CimObject, subscription);
  }

  /**
   * Creates an instance.
   * @returns the instance with the values that were given, and with those that the server answered.
   * @throws MiError ALREADY_EXISTS when there is an instance with these keys.
   * @throws MiArgumentError when a value is of a wrong type.
   */
  static async $create<T extends CimObject>(
    this: CimConstructor<T>,
    session: Session,
    values: Initial<T>,
    options?: OperationOptions,
  ): Promise<T> {
    return createObject(classCall<T>(this, session, '$create'), values, options);
  }

  /** The session that the instance came from. */
  get $session(): Session {
    return knownState(this).session;
  }

  /** The class as the server named it; it may be a subclass that was not generated. */
  get $className(): string {
    return knownState(this).className;
  }

  /**
   * The path of the instance.
   * @throws MiArgumentError when the object was read without its keys.
   */
  get $path(): CimReference<this> {
    return pathOf(knownState(this));
  }

  /** The instance as it travelled. It also has the properties that the generated class does not declare. */
  get $instance(): CimInstance {
    const { className, elements, namespace } = knownState(this);
    return new CimInstance(className, elements, namespace);
  }

  /**
   * Reads the objects that an association leads to from this one. Each loop over it is an operation of its own.
   *
   * They are of the class at the other end. Where more than one reference of the association can lead to this object,
   * or to others, they are of any of those classes, unless a `role` says which.
   * @param association its generated class.
   * @example
   * for await (const partition of disk.$associators(Win32_DiskDriveToDiskPartition)) console.log(partition.Size);
   */
  $associators<
    O extends Located,
    A extends CimObject,
    From extends RoleOf<A, ClassOf<O>> = RoleOf<A, ClassOf<O>>,
    To extends Role<A> = Role<A>,
    Result extends Associated<A, From, To> = Associated<A, From, To>,
    Keyed extends boolean = false,
  >(
    this: O,
    association: AssociationOf<A, ClassOf<O>>,
    options: TypedAssociatorsOptions<From, To, Result, Keyed> = {},
  ): AsyncIterable<Keyed extends true ? KeysOnly<Result> : Result> {
    return associatedObjects(knownState(this), association, options);
  }

  /**
   * Reads the associations of a class that refer to this object. Each loop over it is an operation of its own.
   * @param association its generated class.
   */
  $references<
    O extends Located,
    A extends CimObject,
    From extends RoleOf<A, ClassOf<O>> = RoleOf<A, ClassOf<O>>,
    Keyed extends boolean = false,
  >(
    this: O,
    association: AssociationOf<A, ClassOf<O>>,
    options: TypedReferencesOptions<From, Keyed> = {},
  ): AsyncIterable<Keyed extends true ? KeysOnly<A> : A> {
    return referringObjects(knownState(this), association, options);
  }

  /**
   * Reads the instance again, into this object.
   * @returns this object. It has all properties then, which the type of an object that was read in part does not say.
   */
  async $refresh(options?: OperationOptions): Promise<this> {
    await refreshObject(this, options);
    return this;
  }

  /**
   * Changes properties of the instance, and of this object when that has succeeded.
   * @throws MiArgumentError when a property is a key or cannot be written, or a value is of a wrong type.
   */
  $modify<O extends Located>(this: O, changes: Changes<ClassOf<O>>, options?: OperationOptions): Promise<void> {
    return modifyObject(this, changes, options);
  }

  /** Deletes the instance. */
  $delete(options?: OperationOptions): Promise<void> {
    return deleteObject(this, options);
  }

  /** The members by name. Integers that are not safe as a number become strings, bytes arrays of numbers. */
  toJSON(): unknown {
    return membersToJson(this);
  }
}
