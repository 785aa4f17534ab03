import { foldName } from '../schema/index.js';
import { type CimElement, CimReference, keyOfType } from '../values/index.js';
import type { GeneratedClass } from './generated-class.js';
import { findClass } from './registry.js';

/** A path with its keys of the types that their classes declare, as far as they can be and the classes are loaded. */
export function declaredPath({ className, keys, namespace }: CimReference, generated: GeneratedClass): CimReference {
  return new CimReference(
    className,
    keys.map((key) => declaredKey(key, generated)),
    namespace,
  );
}

function declaredKey(key: CimElement, { properties, namespace }: GeneratedClass): CimElement {
  const property = properties.get(foldName(key.name));
  const declared = property === undefined ? key : (keyOfType(key, property.type) ?? key);
  const { value } = declared;
  if (!(value instanceof CimReference)) return declared;
  const target = findClass(namespace, value.className) ?? findClass(namespace, property?.className ?? '');
  return target === null ? declared : { ...declared, value: declaredPath(value, target) };
}
