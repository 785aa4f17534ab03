import type { CimType } from '../../schema/index.js';
import { type CimScalar, valueOfText } from '../../values/index.js';

/** A number as XML Schema writes it: zeros in front mean nothing, where in MOF they make a number octal. */
const LEADING_ZEROS = /^(\s*[+-]?)0+(?=\d)/;

/**
 * The value of a text (DSP0230 7.2). An empty text is null, unless it is a string.
 * @param charactersAreCodes whether a char16 of one digit is its code.
 * @throws SyntaxError for a text that is no value of the type.
 */
export function readScalar(text: string, type: CimType, charactersAreCodes: boolean): CimScalar | null {
  switch (type) {
    case 'string':
      return text;
    case 'char16':
      if (text === '') return null;
      return charactersAreCodes && /^\d$/.test(text) ? String.fromCharCode(Number(text)) : valueOfText(text, type);
    default:
      if (text.trim() === '') return null;
      return valueOfText(isNumber(type) ? text.replace(LEADING_ZEROS, '$1') : text, type);
  }
}

function isNumber(type: CimType): boolean {
  return /^[us]int|^real/.test(type);
}
