import { declaredValue, isScalar } from '../values/declared-value.js';
import { type CimElement, CimInstance, CimReference, type CimValue } from '../values/index.js';
import type { ClassStore } from './class-store.js';
import type { RepositoryClass, RepositoryProperty } from './repository-class.js';
import { InvalidValue } from './repository-error.js';

/**
 * An instance that selects a stored one, with keys of the types that its class declares: an object path does not tell
 * the types of all its keys, and the repository knows the class.
 * @throws InvalidValue INVALID_PARAMETER for a key that is no value of its type.
 */
export function withDeclaredKeys(classes: ClassStore, cimClass: RepositoryClass, instance: CimInstance): CimInstance {
  const elements = instance.elements.map((element) => declaredKey(classes, cimClass, element));
  return new CimInstance(instance.className, elements, instance.namespace);
}

function declaredKey(classes: ClassStore, cimClass: RepositoryClass, element: CimElement): CimElement {
  const property = cimClass.property(element.name);
  if (property?.key !== true) return element;
  const { type } = property;
  const declared = mayConvert(element, property)
    ? { ...element, type, value: keyValue(cimClass, property, element) }
    : element;
  const { value } = declared;
  return value instanceof CimReference
    ? { ...declared, value: declaredReference(classes, value, cimClass.namespace) }
    : declared;
}

/** True for a key that may stand for one of another type. A path tells texts from other values: a bare one is none. */
function mayConvert({ type, value }: CimElement, declared: RepositoryProperty): boolean {
  return type !== declared.type && (declared.type !== 'string' || typeof value === 'string');
}

function keyValue(cimClass: RepositoryClass, { name, type }: RepositoryProperty, { value }: CimElement): CimValue {
  if (!isScalar(value) || value instanceof CimInstance) return value;
  try {
    return declaredValue(value, type);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new InvalidValue('INVALID_PARAMETER', `${cimClass.name}.${name}: ${error.message}`);
  }
}

/** Keys of classes that the repository does not have stay as they are. */
function declaredReference(classes: ClassStore, path: CimReference, holderNamespace: string): CimReference {
  const cimClass = classes.find(path.namespace ?? holderNamespace, path.className);
  if (cimClass === undefined) return path;
  const keys = path.keys.map((key) => declaredKey(classes, cimClass, key));
  return new CimReference(path.className, keys, path.namespace);
}
