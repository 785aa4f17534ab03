import { foldName } from '../schema/index.js';
import { type CimElement, CimReference, namedKeys } from '../values/index.js';
import { decodeOctets } from '../values/octet-string.js';
import { nearestGenerated } from './answer-class.js';
import type { ArgumentPlace, ClassCall } from './class-call.js';
import { declaredKey, namesOfKeys } from './declared-key.js';
import { givenArguments, keyValueInput, unknownProperty } from './element-input.js';
import type { GeneratedClass, Property } from './generated-class.js';
import type { ObjectState } from './object-state.js';

/**
 * The state of an object that has not been read: all that is known is its path. It waits for nothing, so that a method
 * can be called on the object at once. Where a key is a reference, the server has to check its class.
 *
 * @param given all keys by member, or the path.
 * @throws MiArgumentError when a key is missing or wrong, a member is not a key, or the path is one of another class.
 */
export function locate<T>(given: unknown, { generated: asked, session, place }: ClassCall<T>): ObjectState<T> {
  if (!(given instanceof CimReference)) {
    const { name: className, namespace } = asked;
    const elements = keyElements(givenArguments(given, place), asked, place);
    return { generated: asked, className, namespace, session, elements };
  }
  const { className } = given;
  const namespace = given.namespace ?? asked.namespace;
  const named = asked.find(namespace, className);
  if (named?.isA(asked.name) === false) {
    place.refuse(`takes the path of an instance of ${asked.name}, and ${named.name} is not derived from it`);
  }
  const generated = nearestGenerated(className, namespace, asked);
  const elements = keyElements(pathKeys(given, generated, place), generated, place);
  return { generated, className, namespace, session, elements };
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
  return refusing(place, () => {
    const keys = namedKeys(path.keys, generated.name, namesOfKeys(generated));
    return new Map(keys.map((key) => memberOfKey(keyAsDeclared(key, generated), generated, place)));
  });
}

function memberOfKey(
  { name, value }: CimElement,
  { properties }: GeneratedClass,
  place: ArgumentPlace,
): readonly [member: string, value: unknown] {
  const property = properties.get(foldName(name));
  const member = property?.member ?? name;
  const isOctets = property?.octets === true && typeof value === 'string';
  return [member, isOctets ? refusing(place.member(member), () => decodeOctets(value)) : value];
}

/** Calls a function that reads a text, and refuses the argument for what is wrong with the text. */
function refusing<T>(place: ArgumentPlace, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof SyntaxError) return place.refuse(`is ${error.message}`);
    throw error;
  }
}

/** The key with the type that its class declares. One that does not convert is refused later, with the key's place. */
function keyAsDeclared(key: CimElement, generated: GeneratedClass): CimElement {
  try {
    return declaredKey(key, generated);
  } catch (error) {
    if (error instanceof SyntaxError) return key;
    throw error;
  }
}
