import { foldName } from '../schema/index.js';
import type { Session } from '../session.js';
import { LAYOUT, mark } from '../values/copies.js';
import { type CimElement, CimInstance } from '../values/index.js';
import { ArgumentPlace } from './class-call.js';
import { declaredKey } from './declared-key.js';
import type { GeneratedClass } from './generated-class.js';
import type { Members } from './member-layout.js';
import { isNull } from './received-value.js';

/**
 * What a generated object knows beside its members. No member holds it, since a CIM property may have any name.
 * @typeParam T the type of the object.
 */
export interface ObjectState<out T = unknown> {
  readonly generated: GeneratedClass<T>;
  /** The real class as the server named it; it may be a subclass that was not generated. */
  readonly className: string;
  readonly namespace: string;
  readonly session: Session;
  /** The elements of the answer that the object was made from. */
  readonly elements: readonly CimElement[];
}

/** What the constructor of a generated class takes. Only the runtime makes one. */
export interface CimInit<out T = unknown> {
  readonly state: ObjectState<T>;
  readonly members: Members;
}

/** Where objects have their state, for all copies of this package. No CIM property is named by a symbol. */
const STATE = Symbol.for(`mi-codegen/${LAYOUT}/state`);

/**
 * The superclass of `CimObject`, which holds the state where no member is: in a private field. A WeakMap would take
 * longer than all else that is done for an object of a few members.
 */
class WithState {
  static {
    mark(WithState, 'CimObject');
  }

  #state: ObjectState;

  constructor(state: ObjectState) {
    this.#state = state;
  }

  get [STATE](): ObjectState | undefined {
    return #state in this ? this.#state : undefined;
  }

  static set(object: object, state: ObjectState): void {
    if (#state in object) object.#state = state;
  }
}

/** Its type does not tell of the private field: classes of another copy of this package would be no subclasses. */
export const Stateful: new (state: ObjectState) => object = WithState;

/** Makes an object of the class that its state names. */
export function newObject<T>(init: CimInit<T>): T {
  const object: T = Reflect.construct(init.state.generated.cls, [init]);
  return object;
}

export const setState: (object: object, state: ObjectState) => void = WithState.set;

/** The state of a generated object; undefined for anything else. */
export function stateOf(value: unknown): ObjectState | undefined {
  return typeof value === 'object' && value !== null ? (value as Partial<WithState>)[STATE] : undefined;
}

/** @throws TypeError when it is not a generated object. */
export function knownState<T extends object>(object: T): ObjectState<T> {
  const state = stateOf(object);
  if (state === undefined) {
    throw new TypeError('not a generated object: call instance methods on an object that has them');
  }
  return state as ObjectState<T>;
}

/** Gives an object its members. */
export function defineMembers(object: object, { names, values, areNew }: Members): void {
  const record = object as Record<string, unknown>;
  let index = 0;
  for (const name of names) {
    const value = values[index];
    index += 1;
    if (areNew || !(name in record)) {
      record[name] = value;
    } else {
      // An assignment does the same five times as fast, but could call a setter, such as that of `__proto__`.
      Object.defineProperty(record, name, { value, configurable: true, enumerable: true, writable: true });
    }
  }
}

/** The place of a method that is called on the object, for errors. */
export function placeOf({ generated }: ObjectState, method: string): ArgumentPlace {
  return new ArgumentPlace(generated.name, method);
}

/**
 * The target of an operation on an object: an instance that holds its keys alone. These are the keys that the generated
 * class declares, of the types that it declares, whatever the server sent; and those that the server marked: the class
 * may be a superclass without keys.
 * @throws MiArgumentError when the answer that the object was made from did not hold all of its keys.
 */
export function targetOf(
  { generated, className, namespace, elements }: ObjectState,
  place: ArgumentPlace,
): CimInstance {
  const keys = generated.keys.map((key): CimElement => {
    const element = elements.find(({ name }) => foldName(name) === foldName(key.name));
    if (element === undefined || isNull(element.value, key)) {
      place.refuse(`the object was read without a value for its key ${key.name}`);
    }
    return { ...declaredKey(element, generated), key: true };
  });
  const declared = new Set(keys.map(({ name }) => foldName(name)));
  const others = elements.filter(({ key, name }) => key === true && !declared.has(foldName(name)));
  return new CimInstance(className, [...keys, ...others], namespace);
}
