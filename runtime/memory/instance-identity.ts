import { classKey, foldName } from '../schema/index.js';
import { type CimElement, CimInstance, CimReference, type CimValue, toJson } from '../values/index.js';
import { ValueChecker } from './check-value.js';
import type { ClassStore } from './class-store.js';
import type { RepositoryClass, RepositoryProperty } from './repository-class.js';
import { InvalidValue, within } from './repository-error.js';

/** An instance together with the class that it was created of. */
export interface StoredInstance {
  readonly cimClass: RepositoryClass;
  /** Its keys as text: see {@link instanceIdentity}. */
  readonly identity: string;
  readonly instance: CimInstance;
}

/**
 * The keys of an instance as text. It is equal for two instances of a class exactly when they are the same instance.
 * Letter case does not count, in values neither: so WMI compares keys, while DSP0004 8.2 has values compared exactly.
 * @throws InvalidValue when a key is missing, null, or of another type.
 */
export function instanceIdentity(cimClass: RepositoryClass, instance: CimInstance, classes: ClassStore): string {
  const checker = new ValueChecker(classes, cimClass.namespace);
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
    // A stored instance spells its keys as its class does: no need to sort all of its elements by name.
    const element = instance.elements.find((each) => each.key === true && each.name === name) ?? instance.element(name);
    if (element !== undefined && element.value !== null) return element;
    throw new InvalidValue('INVALID_PARAMETER', `${cimClass.name} needs the key ${name}`);
  });
}

function valueIdentity(value: CimValue, namespace: string): string {
  if (value instanceof CimReference) return referenceIdentity(value, namespace);
  if (typeof value === 'string') return JSON.stringify(foldName(value));
  if (Array.isArray(value)) return `[${value.map((item: CimValue) => valueIdentity(item, namespace)).join(',')}]`;
  if (value instanceof CimInstance) return embeddedIdentity(value, namespace);
  return typeof value === 'bigint' || typeof value === 'number' ? String(value) : JSON.stringify(toJson(value));
}

function embeddedIdentity({ className, elements, namespace }: CimInstance, holderNamespace: string): string {
  const inside = namespace ?? holderNamespace;
  const values = elements.map(({ name, value }) => `${foldName(name)}=${valueIdentity(value, inside)}`);
  return `${foldName(className)}{${values.join(',')}}`;
}

/**
 * A reference as a part of an {@link instanceIdentity}.
 * @param holderNamespace the namespace that a reference without one leads into: that of the instance that holds it.
 */
export function referenceIdentity(reference: CimReference, holderNamespace: string): string {
  const namespace = reference.namespace ?? holderNamespace;
  const keys = reference.keys.map(({ name, value }) => `${foldName(name)}=${valueIdentity(value, namespace)}`);
  return `${classKey(namespace, reference.className)}.(${keys.sort().join(',')})`;
}

/**
 * The instance as messages name it, with the keys that it has: `Win32_Process.Handle="4"`. Of a key that is a
 * reference, the path has the plain keys alone: quoted in one another, paths would double in length with each level.
 */
export function instancePath(cimClass: RepositoryClass, instance: CimInstance): string {
  const keys = cimClass.keys.flatMap(({ name }) => instance.element(name) ?? []);
  const shown = keys.map((key) => (key.value instanceof CimReference ? { ...key, value: plainPath(key.value) } : key));
  return new CimReference(cimClass.name, shown).toString();
}

function plainPath({ className, keys, namespace }: CimReference): CimReference {
  const plain = keys.filter(({ value }) => !(value instanceof CimReference));
  return new CimReference(className, plain, namespace);
}
