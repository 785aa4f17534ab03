// biome-ignore-all lint/complexity/noThisInStatic: the statics are those of the generated class that they are called on.

import type { IndicationResult } from '../indication.js';
import type { EnumerateOptions, OperationOptions } from '../options.js';
import type { Session } from '../session.js';
import { CimInstance, CimReference, membersToJson } from '../values/index.js';
import { inspectableMembers } from '../values/inspectable.js';
import type {
  Associated,
  AssociationOf,
  ClassOf,
  KeysOnly,
  Located,
  Role,
  RoleOf,
  TypedAssociatorsOptions,
  TypedReferencesOptions,
} from './association-types.js';
import { calledClass } from './class-call.js';
import { instanceEvents } from './instance-events.js';
import { locate } from './key-input.js';
import { associatedObjects, referringObjects } from './navigation.js';
import { createInstance, modifyInstance, overlay } from './object-changes.js';
import { knownState, setState, stateOf } from './object-state.js';
import { operationOptions, queryText } from './query.js';
import type {
  InstanceCreationEvent,
  InstanceDeletionEvent,
  InstanceModificationEvent,
  InstanceOperationEvent,
  InstanceSubscription,
  ModificationSubscription,
  Selected,
  TypedQuery,
  TypedSubscription,
} from './query-types.js';
import { keyMembers, objectInit, typedObject } from './results.js';
import { targetOf } from './target.js';
import { TypedReference } from './typed-reference.js';
import { typedEvents, typedInstances } from './typed-streams.js';
import type { Changes, CimConstructor, CimInit, Initial, Keys, PathOf, PropertyName } from './types.js';

/** What a typed enumeration can be given. */
export type TypedEnumerateOptions = Omit<EnumerateOptions, 'keysOnly'>;

/**
 * The base of all generated classes: an instance that came from a server. It has the properties that the answer held.
 * What begins with `$` is mi-codegen's; all other members are the CIM class's.
 */
export class CimObject {
  static {
    inspectableMembers(
      CimObject.prototype,
      (self) => stateOf(self)?.className ?? 'CimObject',
      (self) => ({ ...self }),
    );
  }

  /** Which members are keys, and which can be written: for types only. */
  declare readonly $about?: object;

  /** @internal Objects come from a session. */
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
    const generated = calledClass(this, session, '$get');
    const state = locate(keys, generated, session, '$get');
    const found = await session.getInstance(state.namespace, targetOf(state, '$get'), options);
    return (await typedObject(found, generated, session, state.namespace)) as T;
  }

  /**
   * An object of the instance that has these keys, or this path, without reading it: to call its methods, to change or
   * delete it, or to see what it is associated with. It has the keys and no other property until `$refresh` reads them.
   * @throws MiArgumentError when a key is missing or of a wrong type.
   */
  static $at<T extends CimObject, P = unknown>(
    this: CimConstructor<T>,
    session: Session,
    keys: Keys<T> | PathOf<T, P>,
  ): KeysOnly<T> {
    const state = locate(keys, calledClass(this, session, '$at'), session, '$at');
    const { cls } = state.generated;
    return new (cls as new (init: CimInit) => CimObject)({ state, members: keyMembers(state) }) as KeysOnly<T>;
  }

  /** Reads all instances of the class and its subclasses. Each loop over it is an operation of its own. */
  static $enumerate<T extends CimObject>(
    this: CimConstructor<T>,
    session: Session,
    options?: TypedEnumerateOptions,
  ): AsyncIterable<T> {
    const generated = calledClass(this, session, '$enumerate');
    const found = session.enumerate(generated.namespace, generated.name, options);
    return typedInstances(found, generated, session) as AsyncIterable<T>;
  }

  /**
   * Reads the instances of the class and its subclasses that a query finds, and of each the properties that it asks
   * for, beside the keys. Each loop over it is an operation of its own.
   * @example
   * Win32_Service.$query(session, { select: ['Name', 'State'], where: { StartMode: 'Auto', State: { ne: 'Running' } } })
   * @throws MiArgumentError at once, for a property or a value that the class does not allow.
   */
  static $query<T extends CimObject, const K extends PropertyName<T> = PropertyName<T>>(
    this: CimConstructor<T>,
    session: Session,
    query: TypedQuery<T, K> = {},
  ): AsyncIterable<Selected<T, K>> {
    const generated = calledClass(this, session, '$query');
    const found = session.query(generated.namespace, queryText(query, generated, '$query'), operationOptions(query));
    return typedInstances(found, generated, session) as AsyncIterable<Selected<T, K>>;
  }

  /**
   * Waits for events of the class, which is an indication class, and its subclasses. Each loop over it is a subscription
   * of its own, which ends when the loop is left.
   * @throws MiArgumentError at once, for a property or a value that the class does not allow.
   */
  static $subscribe<T extends CimObject, const K extends PropertyName<T> = PropertyName<T>>(
    this: CimConstructor<T>,
    session: Session,
    subscription: TypedSubscription<T, K> = {},
  ): AsyncIterable<IndicationResult<Selected<T, K>>> {
    const generated = calledClass(this, session, '$subscribe');
    const text = queryText(subscription, generated, '$subscribe');
    return typedEvents(text, operationOptions(subscription), generated, session) as AsyncIterable<
      IndicationResult<Selected<T, K>>
    >;
  }

  /**
   * Waits for instances of the class and its subclasses to be created: `__InstanceCreationEvent`. Each loop over it is a
   * subscription of its own, which ends when the loop is left.
   * @example
   * for await (const { indication } of Win32_Process.$created(session, { within: 2, where: { Name: 'notepad.exe' } })) {
   *   await indication.TargetInstance.Terminate();
   * }
   * @throws MiArgumentError at once, for a property or a value that the class does not allow.
   */
  static $created<T extends CimObject>(
    this: CimConstructor<T>,
    session: Session,
    subscription?: InstanceSubscription<T>,
  ): AsyncIterable<IndicationResult<InstanceCreationEvent<T>>> {
    return instanceEvents('$created', calledClass(this, session, '$created'), CimObject, session, subscription);
  }

  /** Waits for instances to be changed: `__InstanceModificationEvent`. Else as `$created`. */
  static $modified<T extends CimObject>(
    this: CimConstructor<T>,
    session: Session,
    subscription?: ModificationSubscription<T>,
  ): AsyncIterable<IndicationResult<InstanceModificationEvent<T>>> {
    return instanceEvents('$modified', calledClass(this, session, '$modified'), CimObject, session, subscription);
  }

  /** Waits for instances to be deleted: `__InstanceDeletionEvent`. Else as `$created`. */
  static $deleted<T extends CimObject>(
    this: CimConstructor<T>,
    session: Session,
    subscription?: InstanceSubscription<T>,
  ): AsyncIterable<IndicationResult<InstanceDeletionEvent<T>>> {
    return instanceEvents('$deleted', calledClass(this, session, '$deleted'), CimObject, session, subscription);
  }

  /** Waits for instances to be created, changed or deleted: `__InstanceOperationEvent`. Else as `$created`. */
  static $changed<T extends CimObject>(
    this: CimConstructor<T>,
    session: Session,
    subscription?: InstanceSubscription<T>,
  ): AsyncIterable<IndicationResult<InstanceOperationEvent<T>>> {
    return instanceEvents('$changed', calledClass(this, session, '$changed'), CimObject, session, subscription);
  }

  /**
   * Creates an instance.
   * @returns the instance with the values that were given, and with those that the server answered.
   * @throws MiError ALREADY_EXISTS when there is one of these keys.
   * @throws MiArgumentError when a value is of a wrong type.
   */
  static async $create<T extends CimObject>(
    this: CimConstructor<T>,
    session: Session,
    values: Initial<T>,
    options?: OperationOptions,
  ): Promise<T> {
    const generated = calledClass(this, session, '$create');
    const created = await createInstance(generated, session, values, options);
    return (await typedObject(created, generated, session, generated.namespace)) as T;
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
    const state = knownState(this);
    const path = new CimReference(state.className, targetOf(state, '$path').elements);
    return new TypedReference(path, state.namespace, async (instance, session) => {
      return (await typedObject(instance, state.generated, session, state.namespace)) as this;
    });
  }

  /** The instance as it travelled, with all that the server said: also properties that the generated class lacks. */
  get $instance(): CimInstance {
    const { className, elements, namespace } = knownState(this);
    return new CimInstance(className, elements, namespace);
  }

  /**
   * Reads the objects that an association leads to from this one. Each loop over it is an operation of its own.
   *
   * They are of the class at the other end. Where more than one reference of the association can lead to this object,
   * or to others, they are of all the classes that come into question, unless a `role` tells.
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
    return associatedObjects(knownState(this), association, options) as AsyncIterable<never>;
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
    return referringObjects(knownState(this), association, options) as AsyncIterable<never>;
  }

  /**
   * Reads the instance again, into this object.
   * @returns this object. The type of one that was read in part does not change: what comes back has all properties.
   */
  async $refresh(options?: OperationOptions): Promise<this> {
    const before = knownState(this);
    const { generated, namespace, session } = before;
    const found = await session.getInstance(namespace, targetOf(before, '$refresh'), options);
    const { state, members } = await objectInit(found, generated, session, namespace);
    for (const member of Object.keys(this)) Reflect.deleteProperty(this, member);
    setState(this, { ...state, generated });
    defineMembers(this, members);
    return this;
  }

  /**
   * Changes properties of the instance, and of this object when that has succeeded.
   * @throws MiArgumentError when a property is a key or cannot be written, or a value is of a wrong type.
   */
  async $modify(changes: Changes<this>, options?: OperationOptions): Promise<void> {
    const state = knownState(this);
    const { generated, namespace, session, className } = state;
    const changed = await modifyInstance(state, changes, options);
    const { members } = await objectInit(new CimInstance(className, changed, namespace), generated, session, namespace);
    // Another change may have come between.
    const now = knownState(this);
    setState(this, { ...now, elements: overlay(now.elements, changed) });
    defineMembers(this, members);
  }

  /** Deletes the instance. */
  async $delete(options?: OperationOptions): Promise<void> {
    const state = knownState(this);
    await state.session.delete(state.namespace, targetOf(state, '$delete'), options);
  }

  /** The members by name. Integers that are not safe as a number become strings, bytes arrays of numbers. */
  toJSON(): unknown {
    return membersToJson(this);
  }
}

/** Never by assignment: a CIM property may be named `constructor` or `__proto__`. */
function defineMembers(object: object, members: CimInit['members']): void {
  for (const [member, value] of members) {
    Object.defineProperty(object, member, { value, configurable: true, enumerable: true, writable: true });
  }
}
