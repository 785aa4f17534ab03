import { CIM_TYPES, type CimType, foldName } from '../schema/index.js';
import { type CimScalar, valueOfText } from '../values/index.js';
import { shown } from '../values/shown.js';
import type { XmlElement } from '../xml/xml.js';
import type { Reading } from './reading.js';

/** The types that an attribute can name. */
const TYPES: ReadonlyMap<string, CimType> = new Map(
  CIM_TYPES.filter((type) => type !== 'instance').map((type) => [type, type]),
);

/** The CIM type that an attribute names; null when the attribute is not there. */
export function typeAttribute(reading: Reading, element: XmlElement, name: string): CimType | null {
  const text = element.attributes.get(name);
  if (text === undefined) return null;
  return TYPES.get(foldName(text.trim())) ?? reading.refuse(element, `${name}=${shown(text)} names no CIM type`);
}

/**
 * The CIM type that the attribute `TYPE` names.
 * @throws XmlError when the attribute is not there.
 */
export function requiredType(reading: Reading, element: XmlElement): CimType {
  return typeAttribute(reading, element, 'TYPE') ?? reading.refuse(element, `<${element.name}> has no attribute TYPE`);
}

/** How a char16 is written that XML cannot hold: DSP0201 5.2.4.1. */
const ESCAPED = /^\\x([\da-f]{1,4})$/i;

const NUMBERS: ReadonlySet<CimType> = new Set(CIM_TYPES.filter((type) => /^[us]int|^real/.test(type)));

/** A number without zeros in front, which make it an octal one in MOF. Neither DSP0201 nor XML Schema has these. */
export function decimalText(text: string): string {
  return text.replace(/^(\s*[+-]?)0+(?=\d)/, '$1');
}

/**
 * The value that a text has as a value of a type.
 * @throws XmlError for a text that is none.
 */
export function scalarOf(reading: Reading, element: XmlElement, text: string, type: CimType): CimScalar {
  const escaped = type === 'char16' ? ESCAPED.exec(text)?.[1] : undefined;
  if (escaped !== undefined) return String.fromCharCode(Number.parseInt(escaped, 16));
  try {
    return valueOfText(NUMBERS.has(type) ? decimalText(text) : text, type);
  } catch (error) {
    if (error instanceof SyntaxError) reading.refuse(element, error.message);
    throw error;
  }
}
