import { foldName } from '../schema/index.js';
import type { Session } from '../session.js';
import { type CimElement, CimReference } from '../values/index.js';
import { decodeOctets } from '../values/octet-string.js';
import { ArgumentPlace } from './argument-place.js';
import { declaredPath } from './declared-path.js';
import { keyValueInput, unknownProperty } from './element-input.js';
import type { GeneratedClass, Property } from './generated-class.js';
import { givenArguments } from './inbound-properties.js';
import type { ObjectState } from './object-state.js';
import { findClass } from './registry.js';

/**
 * What is known of an instance before it is read: its path. It waits for nothing, so that a method can be called on it
 * at once; of a key that is a reference, the server has to check the class.
 *
 * @param given all keys by member, or the path.
 * @param method for errors.
 * @throws MiArgumentError when a key is missing or wrong, what is given is no key, or the path is one of another class.
 */
export function locate(given: unknown, asked: GeneratedClass, session: Session, method: string): ObjectState {
  const place = new ArgumentPlace(asked.name, method);
  if (!(given instanceof CimReference)) {
    const { name: className, namespace } = asked;
    const elements = keyElements(givenArguments(given, place), asked, place);
    return { generated: asked, className, namespace, session, elements };
  }
  const { className } = given;
  const named = findClass(asked.namespace, className);
  if (named?.isA(asked.name) === false) {
    place.refuse(`takes the path of an instance of ${asked.name}, and ${named.name} is not derived from it`);
  }
  const elements = keyElements(pathKeys(given, asked, place), asked, place);
  const generated = named?.extends(asked) ? named : asked;
  return { generated, className, namespace: given.namespace ?? asked.namespace, session, elements };
}

function keyElements(
  given: ReadonlyMap<string, unknown>,
  generated: GeneratedClass,
  place: ArgumentPlace,
): readonly CimElement[] {
  for (const member of given.keys()) {
    const at = place.member(member);
    const { key } = generated.members.get(member) ?? unknownProperty(member, generated, at);
    if (!key) at.refuse(`is no key of ${generated.name}`);
  }
  return generated.keys.map((key) => keyElement(given.get(key.member), key, place.member(key.member)));
}

function keyElement(given: unknown, key: Property, place: ArgumentPlace): CimElement {
  if (given === undefined) place.refuse('is required');
  if (given === null) place.refuse('must not be null');
  const { name, type, array } = key;
  return { name, type, array, value: keyValueInput(given, key, place), key: true };
}

function pathKeys(path: CimReference, generated: GeneratedClass, place: ArgumentPlace): ReadonlyMap<string, unknown> {
  return new Map(
    declaredPath(path, generated).keys.map(({ name, value }) => {
      const property = generated.properties.get(foldName(name));
      const member = property?.member ?? name;
      const isOctets = property?.octets === true && typeof value === 'string';
      return [member, isOctets ? octetsInput(value, place.member(member)) : value];
    }),
  );
}

function octetsInput(text: string, place: ArgumentPlace): Uint8Array {
  try {
    return decodeOctets(text);
  } catch (error) {
    return place.refuse(`is ${(error as SyntaxError).message}`);
  }
}
