import { foldName } from '../schema/index.js';
import { type CimElement, type CimInstance, CimReference, type CimValue, toJson } from '../values/index.js';
import type { ValueChecker } from './check-value.js';
import { InvalidValue, within } from './invalid-value.js';
import type { RepositoryClass, RepositoryProperty } from './repository-class.js';

/**
 * The keys of an instance as text: equal for two instances of a class exactly when they are the same instance.
 * Names compare without regard to letter case, values with it (DSP0004 8.2).
 * @throws InvalidValue when a key is missing, null, or of another type.
 */
export function instanceIdentity(cimClass: RepositoryClass, instance: CimInstance, checker: ValueChecker): string {
  const identities = requireKeys(cimClass, instance).map((element, index) => {
    const key = cimClass.keys[index] as RepositoryProperty;
    within(`${cimClass.name}.${key.name}`, () => checker.checkElement(key, element));
    return valueIdentity(element.value, cimClass.namespace);
  });
  return identities.join(',');
}

/**
 * The key elements of an instance, in the order of its class.
 * @throws InvalidValue when a key is missing or null.
 */
export function requireKeys(cimClass: RepositoryClass, instance: CimInstance): readonly CimElement[] {
  return cimClass.keys.map(({ name }) => {
    const element = instance.element(name);
    if (element !== undefined && element.value !== null) return element;
    throw new InvalidValue('INVALID_PARAMETER', `${cimClass.name} needs the key ${name}`);
  });
}

function valueIdentity(value: CimValue, namespace: string): string {
  if (value instanceof CimReference) return referenceIdentity(value, namespace);
  return typeof value === 'bigint' || typeof value === 'number' ? String(value) : JSON.stringify(toJson(value));
}

/** A reference as {@link instanceIdentity} writes one. Without a namespace it leads into the namespace of its holder. */
export function referenceIdentity(reference: CimReference, holder: string): string {
  const namespace = reference.namespace ?? holder;
  const keys = reference.keys.map(({ name, value }) => `${foldName(name)}=${valueIdentity(value, namespace)}`);
  return `${foldName(`${namespace}:${reference.className}`)}.(${keys.sort().join(',')})`;
}

/** `Win32_Process.Handle="4"`: the instance as a message names it, with the keys it has. */
export function instancePath(cimClass: RepositoryClass, instance: CimInstance): string {
  const keys = cimClass.keys.flatMap(({ name }) => instance.element(name) ?? []);
  return new CimReference(cimClass.name, keys).toString();
}
