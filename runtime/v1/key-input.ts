import { CimInstance } from '../values/index.js';
import { ArgumentPlace } from './argument-place.js';
import { givenArguments } from './arguments.js';
import { propertyInputs } from './element-input.js';
import type { GeneratedClass } from './generated-class.js';

/**
 * An instance that holds the keys that are given, which must be all.
 * @throws MiArgumentError when a key is missing or wrong, or what is given is no key.
 */
export async function keyInstance(keys: unknown, generated: GeneratedClass, method: string): Promise<CimInstance> {
  const place = new ArgumentPlace(generated.name, method);
  const given = givenArguments(keys, place);
  for (const member of given.keys()) {
    if (generated.members.get(member)?.key === false) place.member(member).refuse(`is no key of ${generated.name}`);
  }
  for (const { member } of generated.keys) {
    if (given.get(member) === undefined) place.member(member).refuse('is required');
    if (given.get(member) === null) place.member(member).refuse('must not be null');
  }
  return new CimInstance(generated.name, await propertyInputs([...given], generated, place), generated.namespace);
}
