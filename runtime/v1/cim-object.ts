// biome-ignore-all lint/complexity/noThisInStatic: a static is about the generated class that it is called on.

import type { IndicationResult, OperationOptions } from '../options.js';
import type { Events, Results } from '../result-stream.js';
import type { Session } from '../session.js';
import { CimInstance, type CimReference, membersToJson } from '../values/index.js';
import { inspectableMembers } from '../values/shown.js';
import { classCall } from './class-call.js';
import { enumerateObjects, queryObjects, subscribeToClass } from './class-operations.js';
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
import {
  createObject,
  deleteObject,
  modifyObject,
  newLocalObject,
  readObject,
  refreshObject,
} from './object-operations.js';
import { type CimInit, defineMembers, knownState, Stateful, stateOf } from './object-state.js';
import type {
  CreationEvent,
  DeletionEvent,
  Found,
  InstanceSubscription,
  ModificationEvent,
  ModificationSubscription,
  TypedEnumerateOptions,
  TypedQuery,
  TypedSubscription,
} from './query-types.js';
import { keyObject, pathOf } from './results.js';
import type { Changes, GeneratedObject, Initial, Keys, PathOf, PropertyName } from './types.js';

/** A generated class. {@link CimClassType} has its static methods as well. */
export type CimConstructor<T extends CimObject = CimObject> = abstract new (init: CimInit) => T;

/** A generated class with its static methods: for lists of classes, and for functions that take any class. */
export type CimClassType<T extends CimObject = CimObject> = CimConstructor<T> & Omit<typeof CimObject, 'prototype'>;

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
export class CimObject extends Stateful implements GeneratedObject {
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
    super(state);
    defineMembers(this, members);
  }

  /**
   * Reads the instance that has these keys, or this path.
   * @throws MiError NOT_FOUND when there is none.
   * @throws MiArgumentError when a key is missing or of a wrong type.
   */
  static async $get<C extends CimConstructor, P = unknown>(
    this: C,
    session: Session,
    keys: Keys<InstanceType<C>> | PathOf<InstanceType<C>, P>,
    options?: OperationOptions,
  ): Promise<InstanceType<C>> {
    return readObject(classCall<InstanceType<C>>(this, session, '$get'), keys, options);
  }

  /**
   * An object of the instance that has these keys, or this path, without reading it: to call its methods, to change or
   * delete it, or to see what it is associated with. It has its keys and no other property until `$refresh` reads them.
   * @throws MiArgumentError when a key is missing or of a wrong type.
   */
  static $at<C extends CimConstructor, P = unknown>(
    this: C,
    session: Session,
    keys: Keys<InstanceType<C>> | PathOf<InstanceType<C>, P>,
  ): KeysOnly<InstanceType<C>> {
    return keyObject(locate(keys, classCall<KeysOnly<InstanceType<C>>>(this, session, '$at')));
  }

  /** Reads all instances of the class and its subclasses. Each loop over it is an operation of its own. */
  static $enumerate<C extends CimConstructor>(
    this: C,
    session: Session,
    options?: TypedEnumerateOptions,
  ): Results<InstanceType<C>> {
    return enumerateObjects(classCall<InstanceType<C>>(this, session, '$enumerate'), options);
  }

  /**
   * Reads the instances of the class and its subclasses that a query finds: of each, its keys and the properties that
   * the query selects. Each loop over it is an operation of its own.
   * @example
   * Win32_Service.$query(session, { select: ['Name'], where: { StartMode: 'Auto', State: { ne: 'Running' } } })
   * @throws MiArgumentError at once, for a property or a value that the class does not allow.
   */
  static $query<
    C extends CimConstructor,
    const K extends PropertyName<InstanceType<C>> = PropertyName<InstanceType<C>>,
  >(this: C, session: Session, query: TypedQuery<InstanceType<C>, K> = {}): Results<Found<InstanceType<C>, K>> {
    return queryObjects(classCall<Found<InstanceType<C>, K>>(this, session, '$query'), query);
  }

  /**
   * Waits for events of the class, which is an indication class, and its subclasses. Each loop over it is a
   * subscription of its own, which ends when the loop is left.
   * @throws MiArgumentError at once, for a property or a value that the class does not allow.
   */
  static $subscribe<
    C extends CimConstructor,
    const K extends PropertyName<InstanceType<C>> = PropertyName<InstanceType<C>>,
  >(
    this: C,
    session: Session,
    subscription: TypedSubscription<InstanceType<C>, K> = {},
  ): Events<IndicationResult<Found<InstanceType<C>, K>>> {
    return subscribeToClass(classCall<Found<InstanceType<C>, K>>(this, session, '$subscribe'), subscription);
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
  static $created<C extends CimConstructor>(
    this: C,
    session: Session,
    subscription?: InstanceSubscription<InstanceType<C>>,
  ): Events<IndicationResult<InstanceCreationEvent<InstanceType<C>>>> {
    return instanceEvents('$created', this, session, CimObject, subscription);
  }

  /** Waits for instances to be changed: `__InstanceModificationEvent`. Otherwise as `$created`. */
  static $modified<C extends CimConstructor>(
    this: C,
    session: Session,
    subscription?: ModificationSubscription<InstanceType<C>>,
  ): Events<IndicationResult<InstanceModificationEvent<InstanceType<C>>>> {
    return instanceEvents('$modified', this, session, CimObject, subscription);
  }

  /** Waits for instances to be deleted: `__InstanceDeletionEvent`. Otherwise as `$created`. */
  static $deleted<C extends CimConstructor>(
    this: C,
    session: Session,
    subscription?: InstanceSubscription<InstanceType<C>>,
  ): Events<IndicationResult<InstanceDeletionEvent<InstanceType<C>>>> {
    return instanceEvents('$deleted', this, session, CimObject, subscription);
  }

  /** Waits for instances to be created, changed or deleted: `__InstanceOperationEvent`. Otherwise as `$created`. */
  static $changed<C extends CimConstructor>(
    this: C,
    session: Session,
    subscription?: InstanceSubscription<InstanceType<C>>,
  ): Events<IndicationResult<InstanceOperationEvent<InstanceType<C>>>> {
    return instanceEvents('$changed', this, session, CimObject, subscription);
  }

  /**
   * Creates an instance.
   * @returns the instance with the values that were given, and with those that the server answered.
   * @throws MiError ALREADY_EXISTS when there is an instance with these keys.
   * @throws MiArgumentError when a value is of a wrong type.
   */
  static async $create<C extends CimConstructor>(
    this: C,
    session: Session,
    values: Initial<InstanceType<C>>,
    options?: OperationOptions,
  ): Promise<InstanceType<C>> {
    return createObject(classCall<InstanceType<C>>(this, session, '$create'), values, options);
  }

  /**
   * An object that no server has, with these values: to embed it in another, where its superclass is declared.
   * @example
   * const memory = await Msvm_MemorySettingData.$new(session, { VirtualQuantity: 4096n });
   * await service.AddResourceSettings({ AffectedConfiguration, ResourceSettings: [memory] });
   * @throws MiArgumentError when a value is of a wrong type.
   */
  static async $new<C extends CimConstructor>(
    this: C,
    session: Session,
    values: Initial<InstanceType<C>>,
  ): Promise<InstanceType<C>> {
    return newLocalObject(classCall<InstanceType<C>>(this, session, '$new'), values);
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
   * They are of the class at the other end. Where more than one reference of the association can lead to this object,
   * or to others, they are of any of those classes, unless a `role` says which.
   * @param association its generated class.
   * @example
   * for await (const partition of disk.$associators(Win32_DiskDriveToDiskPartition)) console.log(partition.Size);
   */
  $associators<
    O extends Located,
    A extends GeneratedObject,
    From extends RoleOf<A, ClassOf<O>> = RoleOf<A, ClassOf<O>>,
    To extends Role<A> = Role<A>,
    Result extends Associated<A, From, To> = Associated<A, From, To>,
    Keyed extends boolean = false,
  >(
    this: O,
    association: AssociationOf<A, ClassOf<O>>,
    options: TypedAssociatorsOptions<From, To, Result, Keyed> = {},
  ): Results<Keyed extends true ? KeysOnly<Result> : Result> {
    return associatedObjects(knownState(this), association, options);
  }

  /**
   * Reads the associations of a class that refer to this object. Each loop over it is an operation of its own.
   */
  $references<
    O extends Located,
    A extends GeneratedObject,
    From extends RoleOf<A, ClassOf<O>> = RoleOf<A, ClassOf<O>>,
    Keyed extends boolean = false,
  >(
    this: O,
    association: AssociationOf<A, ClassOf<O>>,
    options: TypedReferencesOptions<From, Keyed> = {},
  ): Results<Keyed extends true ? KeysOnly<A> : A> {
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
