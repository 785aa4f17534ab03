// biome-ignore-all lint/complexity/noThisInStatic: the statics are those of the generated class that they are called on.

import type { EnumerateOptions, OperationOptions } from '../options.js';
import { foldName } from '../schema/index.js';
import type { Session } from '../session.js';
import { type CimElement, CimInstance, CimReference, type CimValue, toJson } from '../values/index.js';
import { inspectable } from '../values/inspectable.js';
import { ArgumentPlace } from './argument-place.js';
import { givenArguments } from './arguments.js';
import { propertyInputs } from './element-input.js';
import type { GeneratedClass } from './generated-class.js';
import { keyInstance } from './key-input.js';
import { type ObjectState, setState, stateOf } from './object-state.js';
import { nearestClass } from './registry.js';
import { objectInit, typedObject } from './results.js';
import { targetOf } from './target.js';
import { TypedReference } from './typed-reference.js';
import type { Changes, CimConstructor, CimInit, Initial, Keys } from './types.js';

/** What a typed enumeration can be given. */
export type TypedEnumerateOptions = Omit<EnumerateOptions, 'keysOnly'>;

/**
 * The base of all generated classes: an instance that came from a server. It has the properties that the answer held.
 * What begins with `$` is mi-codegen's; all other members are the CIM class's.
 */
export class CimObject {
  static {
    inspectable(CimObject.prototype, (self, show) => `${stateOf(self)?.className ?? 'CimObject'} ${show({ ...self })}`);
  }

  /** Which members are keys, and which can be written: for types only. */
  declare readonly $about?: object;

  /** @internal Objects come from a session. */
  constructor({ state, members }: CimInit) {
    setState(this, state);
    defineMembers(this, members);
  }

  /**
   * Reads the instance that has these keys.
   * @throws MiError NOT_FOUND when there is none.
   * @throws MiArgumentError when a key is missing or of a wrong type.
   */
  static async $get<T extends CimObject>(
    this: CimConstructor<T>,
    session: Session,
    keys: Keys<T>,
    options?: OperationOptions,
  ): Promise<T> {
    const generated = generatedClass(this);
    const target = await keyInstance(keys, generated, '$get');
    const found = await session.getInstance(generated.namespace, target, options);
    return (await typedObject(found, generated, session, generated.namespace)) as T;
  }

  /** Reads all instances of the class and its subclasses. Each loop over it is an operation of its own. */
  static $enumerate<T extends CimObject>(
    this: CimConstructor<T>,
    session: Session,
    options?: TypedEnumerateOptions,
  ): AsyncIterable<T> {
    const generated = generatedClass(this);
    const { namespace, name } = generated;
    return {
      async *[Symbol.asyncIterator]() {
        for await (const instance of session.enumerate(namespace, name, options)) {
          yield (await typedObject(instance, generated, session, namespace)) as T;
        }
      },
    };
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
    const generated = generatedClass(this);
    const { namespace, name } = generated;
    const place = new ArgumentPlace(name, '$create');
    const inputs = await propertyInputs([...givenArguments(values, place)], generated, place);
    const answer = await session.create(namespace, new CimInstance(name, inputs, namespace), options);
    const elements = overlay(inputs, answer.elements);
    const created = new CimInstance(answer.className, elements, answer.namespace);
    return (await typedObject(created, generated, session, namespace)) as T;
  }

  /** The session that the instance came from. */
  get $session(): Session {
    return knownState(this).session;
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

  /** Reads the instance again, into this object. */
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
   * @throws MiArgumentError when a property cannot be written, or a value is of a wrong type.
   */
  async $modify(changes: Changes<this>, options?: OperationOptions): Promise<void> {
    const state = knownState(this);
    const { generated, namespace, session, className } = state;
    const target = targetOf(state, '$modify');
    const inputs = await changeInputs(changes, generated);
    const changed = new CimInstance(className, [...target.elements, ...inputs], namespace);
    await session.modify(namespace, changed, options);
    const { members } = await objectInit(new CimInstance(className, inputs, namespace), generated, session, namespace);
    setState(this, { ...state, elements: overlay(state.elements, inputs) });
    defineMembers(this, members);
  }

  /** Deletes the instance. */
  async $delete(options?: OperationOptions): Promise<void> {
    const state = knownState(this);
    await state.session.delete(state.namespace, targetOf(state, '$delete'), options);
  }

  /** The members by name. Integers that are not safe as a number become strings, bytes arrays of numbers. */
  toJSON(): unknown {
    return Object.fromEntries(Object.entries(this).map(([member, value]) => [member, toJson(value as CimValue)]));
  }
}

/** @throws TypeError when it is no generated class: a static method was taken off its class, say. */
export function generatedClass(cls: CimConstructor): GeneratedClass {
  const found = nearestClass(cls ?? null);
  if (found === null) throw new TypeError('not a generated class: call static methods on the class that has them');
  return found;
}

/** @throws TypeError when it is no generated object. */
export function knownState(object: CimObject): ObjectState {
  const state = stateOf(object);
  if (state === undefined) {
    throw new TypeError('not a generated object: call instance methods on an object that has them');
  }
  return state;
}

/** Never by assignment: a CIM property may be named `constructor` or `__proto__`. */
function defineMembers(object: object, members: CimInit['members']): void {
  for (const [member, value] of members) {
    Object.defineProperty(object, member, { value, configurable: true, enumerable: true, writable: true });
  }
}

async function changeInputs(changes: unknown, generated: GeneratedClass): Promise<readonly CimElement[]> {
  const place = new ArgumentPlace(generated.name, '$modify');
  const given = givenArguments(changes, place);
  for (const member of given.keys()) {
    if (generated.members.get(member)?.writable === false) place.member(member).refuse('cannot be written');
  }
  return propertyInputs([...given], generated, place);
}

/** The elements, replaced and completed by newer ones of the same names. */
function overlay(elements: readonly CimElement[], newer: readonly CimElement[]): readonly CimElement[] {
  return Array.from(new Map([...elements, ...newer].map((element) => [foldName(element.name), element])).values());
}
