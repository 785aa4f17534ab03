import { CimInstance, type CimValue } from '../values/index.js';

/** A copy with bytes of its own: whoever holds the one may write into them, and the other stays as it is. */
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
