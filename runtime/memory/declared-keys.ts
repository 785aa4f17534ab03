import type { CimType } from '../schema/index.js';
import { declaredValue, isScalar } from '../values/declared-value.js';
import { type CimElement, CimInstance, CimReference, type CimValue, namedKeys } from '../values/index.js';
import type { ClassStore } from './class-store.js';
import type { RepositoryClass } from './repository-class.js';
import { InvalidValue } from './repository-error.js';

/**
 * An instance that selects a stored one, with keys of the names and types that its class declares: an object path does
 * not tell the types of all its keys, and the repository knows the class.
 * @throws InvalidValue INVALID_PARAMETER for a key that is no value of its type, or has no name.
 */
export function withDeclaredKeys(classes: ClassStore, cimClass: RepositoryClass, instance: CimInstance): CimInstance {
  const elements = declaredKeys(classes, cimClass, instance.elements);
  return new CimInstance(instance.className, elements, instance.namespace);
}

/**
 * A value of an instance, where each reference has keys of the names and types that its class declares: what leads to
 * one instance is equal then, however its path was written.
 * @param holderNamespace the namespace that a reference without one leads into.
 * @throws InvalidValue INVALID_PARAMETER for a key that is no value of its type, or has no name.
 */
export function withDeclaredReferences(classes: ClassStore, value: CimValue, holderNamespace: string): CimValue {
  if (value instanceof CimReference) return declaredReference(classes, value, holderNamespace);
  if (value === null || isScalar(value) || value instanceof Uint8Array) return value;
  return value.map((item) => (item instanceof CimReference ? declaredReference(classes, item, holderNamespace) : item));
}

/** The value of a key as one of the type that its class declares. @throws SyntaxError when it is none. */
export function declaredKeyValue({ type, value }: CimElement, declared: CimType): CimValue {
  return type === declared || !isScalar(value) ? value : declaredValue(value, declared);
}

function declaredKeys(
  classes: ClassStore,
  cimClass: RepositoryClass,
  elements: readonly CimElement[],
): readonly CimElement[] {
  const names = cimClass.keys.map(({ name }) => name);
  const named = unlessMisread(cimClass.name, () => namedKeys(elements, cimClass.name, names));
  return named.map((element) => declaredKey(classes, cimClass, element));
}

function declaredKey(classes: ClassStore, cimClass: RepositoryClass, element: CimElement): CimElement {
  const property = cimClass.property(element.name);
  if (property?.key !== true) return element;
  const { type, name } = property;
  const value = unlessMisread(`${cimClass.name}.${name}`, () => declaredKeyValue(element, type));
  const isPath = value instanceof CimReference;
  return { ...element, type, value: isPath ? declaredReference(classes, value, cimClass.namespace) : value };
}

/** Keys of classes that the repository does not have stay as they are. */
function declaredReference(classes: ClassStore, path: CimReference, holderNamespace: string): CimReference {
  const { className, namespace, host, isClass } = path;
  const cimClass = isClass ? undefined : classes.find(namespace ?? holderNamespace, className);
  if (cimClass === undefined) return path;
  return new CimReference(className, declaredKeys(classes, cimClass, path.keys), namespace, host);
}

function unlessMisread<T>(place: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new InvalidValue('INVALID_PARAMETER', `${place}: ${error.message}`);
  }
}
