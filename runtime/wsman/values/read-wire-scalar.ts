import { decimalText } from '../../cim-xml/read-scalar.js';
import type { CimType } from '../../schema/index.js';
import { type CimScalar, valueOfText } from '../../values/index.js';

/** So OMI writes an interval of no length. XML Schema demands a part: `PT0S`. */
const EMPTY_DURATION = 'P';

/**
 * The value of a text (DSP0230 7.2). An empty text is null, unless it is a string.
 * @param charactersAreCodes whether a char16 of one digit is its code.
 * @throws SyntaxError for a text that is no value of the type.
 */
export function readScalar(text: string, type: CimType, charactersAreCodes: boolean): CimScalar | null {
  if (type === 'string') return text;
  if (type === 'char16' ? text === '' : text.trim() === '') return null;
  switch (type) {
    case 'char16':
      return charactersAreCodes && /^\d$/.test(text) ? String.fromCharCode(Number(text)) : valueOfText(text, type);
    case 'real32':
      return Math.fround(readReal(text, type));
    case 'real64':
      return readReal(text, type);
    case 'datetime':
      return valueOfText(text.trim() === EMPTY_DURATION ? 'PT0S' : text, type);
    default:
      return valueOfText(/^[us]int/.test(type) ? withoutZeros(text) : text, type);
  }
}

/**
 * OMI prints reals as C does, with 15 digits: those of a real32 are read as what it is nearest to. The greatest real64
 * is beyond itself with so few of them, and what is no number may have a sign.
 */
function readReal(text: string, type: 'real32' | 'real64'): number {
  const literal = text.trim().toLowerCase();
  if (literal === '-nan') return Number.NaN;
  const [, sign, greatest] = /^([+-]?)(1\.79769313486232e\+?308)$/.exec(literal) ?? [];
  if (greatest !== undefined) return sign === '-' ? -Number.MAX_VALUE : Number.MAX_VALUE;
  const value = valueOfText(withoutZeros(text), type);
  return value === 0 && literal.startsWith('-') ? -0 : value;
}

function withoutZeros(text: string): string {
  return decimalText(text);
}
