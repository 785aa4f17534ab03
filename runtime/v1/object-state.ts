import type { Session } from '../session.js';
import type { CimElement } from '../values/index.js';
import type { GeneratedClass } from './generated-class.js';

/** What a generated object knows beside its members. No member could hold it: a CIM property may have any name. */
export interface ObjectState {
  readonly generated: GeneratedClass;
  /** The real class as the server named it; it may be a subclass that was not generated. */
  readonly className: string;
  readonly namespace: string;
  readonly session: Session;
  /** The elements of the answer that it was made from. */
  readonly elements: readonly CimElement[];
}

const states = new WeakMap<object, ObjectState>();

export function setState(object: object, state: ObjectState): void {
  states.set(object, state);
}

/** The state of a generated object; undefined for anything else. */
export function stateOf(value: unknown): ObjectState | undefined {
  return typeof value === 'object' && value !== null ? states.get(value) : undefined;
}

/** @throws TypeError when it is no generated object. */
export function knownState(object: object): ObjectState {
  const state = stateOf(object);
  if (state === undefined) {
    throw new TypeError('not a generated object: call instance methods on an object that has them');
  }
  return state;
}
