import { foldName, normalizeNamespace } from '../schema/index.js';
import { declaredValue, isScalar, VALUE_KINDS } from '../values/declared-value.js';
import { type CimElement, type CimInstance, CimReference, namedKeys } from '../values/index.js';
import type { GeneratedClass } from './generated-class.js';

/**
 * The path with keys of the types that their classes declare, as far as the classes are loaded. A path that was read
 * from text does not tell the types of all its keys, and some servers send every key as text.
 * @throws SyntaxError for a key that is no value of its type.
 */
export function declaredPath(path: CimReference, generated: GeneratedClass): CimReference {
  const { className, namespace, host, isClass } = path;
  if (isClass) return path;
  const keys = nameKeys(path, generated).map((key) => declaredKey(key, generated));
  return keys.every((key, index) => key === path.keys[index])
    ? path
    : new CimReference(className, keys, namespace, host);
}

/** A superclass may have more keys, or fewer, than the class that the path names: it can name the only one at most. */
function nameKeys({ className, keys }: CimReference, generated: GeneratedClass): readonly CimElement[] {
  const names = namesOfKeys(generated);
  const isOwn = foldName(className) === foldName(generated.name);
  return isOwn || names.length === 1 ? namedKeys(keys, className, names) : keys;
}

export function namesOfKeys({ keys }: GeneratedClass): readonly string[] {
  return keys.map(({ name }) => name);
}

/**
 * The class that an instance or a path names, as it was generated from its own namespace, or else from that of the
 * class where it was found.
 * @param origin the namespace that is meant where it names none.
 */
export function knownClass(
  { className, namespace }: CimInstance | CimReference,
  origin: string,
  holder: GeneratedClass,
): GeneratedClass | null {
  return holder.find(meantNamespace(namespace, origin), className) ?? holder.find(holder.namespace, className);
}

/**
 * The namespace that an answer names, in its one spelling.
 * @param origin the namespace that is meant where it names none, and usually the one that it names.
 */
export function meantNamespace(written: string | null, origin: string): string {
  return written === null || written === origin ? origin : (normalizeNamespace(written) ?? origin);
}

/**
 * A key of an instance as its class declares it.
 * @throws SyntaxError for a key that is no value of its type.
 */
export function declaredKey(key: CimElement, generated: GeneratedClass): CimElement {
  const { properties, namespace } = generated;
  const property = properties.get(foldName(key.name));
  if (property === undefined || property.type === 'instance') return key;
  const { type, className } = property;
  const declared = hasType(key, type) ? key : { ...key, type, value: keyValue(key, type) };
  const { value } = declared;
  if (!(value instanceof CimReference)) return declared;
  const target = knownClass(value, namespace, generated) ?? generated.find(namespace, className ?? '');
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
