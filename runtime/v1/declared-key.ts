import { foldName } from '../schema/index.js';
import { declaredValue, isScalar, VALUE_KINDS } from '../values/declared-value.js';
import { type CimElement, CimReference } from '../values/index.js';
import { findClass, type GeneratedClass } from './generated-class.js';

/**
 * The path with keys of the types that their classes declare, as far as the classes are loaded. A path that was read
 * from text does not tell the types of all its keys, and some servers send every key as text.
 * @throws SyntaxError for a key that is no value of its type.
 */
export function declaredPath(path: CimReference, generated: GeneratedClass): CimReference {
  const keys = path.keys.map((key) => declaredPathKey(key, generated));
  return keys.every((key, index) => key === path.keys[index])
    ? path
    : new CimReference(path.className, keys, path.namespace);
}

/**
 * A key of a path as its class declares it. A path tells texts from other values: a bare one is never a string.
 * @throws SyntaxError for a key that is no value of its type.
 */
export function declaredPathKey(key: CimElement, generated: GeneratedClass): CimElement {
  const isText = typeof key.value === 'string' || generated.properties.get(foldName(key.name))?.type !== 'string';
  return isText ? declaredKey(key, generated) : key;
}

/**
 * A key of an instance as its class declares it.
 * @throws SyntaxError for a key that is no value of its type.
 */
export function declaredKey(key: CimElement, { properties, namespace }: GeneratedClass): CimElement {
  const property = properties.get(foldName(key.name));
  if (property === undefined || property.type === 'instance') return key;
  const { type, className } = property;
  const declared = hasType(key, type) ? key : { ...key, type, value: keyValue(key, type) };
  const { value } = declared;
  if (!(value instanceof CimReference)) return declared;
  const target = findClass(namespace, value.className) ?? findClass(namespace, className ?? '');
  const path = target === null ? value : declaredPath(value, target);
  return path === value ? declared : { ...declared, value: path };
}

function hasType({ type, value }: CimElement, declared: CimElement['type']): boolean {
  return type === declared && typeof value === VALUE_KINDS[type];
}

/** No key is an array: what is one is left to the server. */
function keyValue({ name, value }: CimElement, type: CimElement['type']): CimElement['value'] {
  if (!isScalar(value)) return value;
  try {
    return declaredValue(value, type);
  } catch (error) {
    throw error instanceof SyntaxError ? new SyntaxError(`its key ${name}: ${error.message}`, { cause: error }) : error;
  }
}
