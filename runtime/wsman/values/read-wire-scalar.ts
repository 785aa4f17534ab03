import { decimalText } from '../../cim-xml/read-scalar.js';
import type { CimType } from '../../schema/index.js';
import { CimDateTime, type CimScalar, valueOfText } from '../../values/index.js';

/** An interval of whole days. OMI and OpenPegasus leave out more than XML Schema allows: `P`, `P1DT`. */
const WHOLE_DAYS = /^P(\d+D)?T?$/;

/** XML Schema's `date`. */
const DATE = /^\d{4}-\d\d-\d\d(?:Z|[+-]\d\d:\d\d)?$/;

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
      return readTime(text.trim());
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

function readTime(text: string): CimScalar {
  const value = valueOfText(
    text.replace(WHOLE_DAYS, (_, days = '0D') => `P${days}`),
    'datetime',
  );
  // DSP0230 7.2: a date alone stands for a time of day that is not known. Elsewhere it is midnight.
  return DATE.test(text) ? CimDateTime.parse(String(value).replace(/^(.{8}).{13}/, '$1******.******')) : value;
}

function withoutZeros(text: string): string {
  return decimalText(text);
}
