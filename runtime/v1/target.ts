import { foldName } from '../schema/index.js';
import { type CimElement, CimInstance } from '../values/index.js';
import { ArgumentPlace } from './argument-place.js';
import type { ObjectState } from './object-state.js';

/**
 * The instance that an operation on an object is about: its keys alone. The server knows of more than the generated
 * class where that is a superclass without keys of its own.
 * @throws MiArgumentError when the answer that the object was made from held not all of its keys.
 */
export function targetOf(state: ObjectState, method: string): CimInstance {
  const keys = state.generated.keys.map((key): CimElement => {
    const element = state.elements.find(({ name }) => foldName(name) === foldName(key.name));
    if (element === undefined || element.value === null) {
      const place: ArgumentPlace = new ArgumentPlace(state.generated.name, method);
      place.refuse(`the object was read without a value for its key ${key.name}`);
    }
    return { ...element, key: true };
  });
  const declared = new Set(keys.map(({ name }) => foldName(name)));
  const others = state.elements.filter(({ key, name }) => key === true && !declared.has(foldName(name)));
  return new CimInstance(state.className, [...keys, ...others], state.namespace);
}
