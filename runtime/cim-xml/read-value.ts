import type { CimType } from '../schema/index.js';
import type { CimScalar, CimValue } from '../values/index.js';
import type { XmlElement } from '../xml/xml.js';
import { readReference } from './read-path.js';
import { scalarOf } from './read-scalar.js';
import type { Reading } from './reading.js';

/** `VALUE` and `VALUE.REFERENCE`. A text without characters is null, unless it is a string. */
export function readScalar(reading: Reading, element: XmlElement, type: CimType): CimScalar | null {
  if (type === 'reference' && element.name === 'VALUE.REFERENCE') return readReference(reading, element);
  if (element.name !== 'VALUE')
    reading.refuse(element, `a value of the type ${type} is expected, not <${element.name}>`);
  const text = reading.content(element);
  const isBlank = type === 'char16' ? text === '' : type !== 'string' && text.trim() === '';
  return isBlank ? null : scalarOf(reading, element, text, type);
}

/** `VALUE.ARRAY` and `VALUE.REFARRAY`. Null items are `VALUE.NULL`. */
export function readArray(reading: Reading, element: XmlElement, type: CimType): CimValue {
  const expected = type === 'reference' ? 'VALUE.REFARRAY' : 'VALUE.ARRAY';
  if (element.name !== expected) reading.refuse(element, `<${expected}> is expected, not <${element.name}>`);
  return arrayOf(
    reading.elements(element).map((item) => {
      return item.name === 'VALUE.NULL' ? null : readScalar(reading, item, type);
    }),
    type,
  );
}

/** An array as values of CIM are held: that of bytes as a `Uint8Array`. */
export function arrayOf(items: readonly (CimScalar | null)[], type: CimType): CimValue {
  const isBytes = type === 'uint8' && items.every((item) => typeof item === 'number');
  return isBytes ? Uint8Array.from(items as readonly number[]) : items;
}
