import { CimInstance, type CimValue } from '../values/index.js';
import type { RepositoryClass } from './repository-class.js';

/** A copy that shares no bytes with the original: to write into the bytes of one leaves the other unchanged. */
export function copyInstance({ className, elements, namespace }: CimInstance): CimInstance {
  const copies = elements.map((element) => ({ ...element, value: copyValue(element.value) }));
  return new CimInstance(className, copies, namespace);
}

function copyValue<T extends CimValue>(value: T): T;
function copyValue(value: CimValue): CimValue {
  if (value instanceof Uint8Array) return Uint8Array.from(value);
  if (value instanceof CimInstance) return copyInstance(value);
  return Array.isArray(value) ? value.map((item) => copyValue(item)) : value;
}

/** The instance with its keys only. */
export function keyOnly({ className, elements, namespace }: CimInstance): CimInstance {
  const keys = elements.filter(({ key }) => key === true);
  return new CimInstance(className, keys, namespace);
}

/** The instance as one of a superclass, without the properties that subclasses add. */
export function upcast({ elements }: CimInstance, superclass: RepositoryClass): CimInstance {
  const known = elements.filter(({ name }) => superclass.property(name) !== undefined);
  return new CimInstance(superclass.name, known, superclass.namespace);
}
