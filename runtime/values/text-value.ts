import { type CimType, INTEGER_RANGES, isIntegerType, outOfRange } from '../schema/index.js';
import { CimDateTime } from './cim-datetime.js';
import { CimInterval } from './cim-interval.js';
import { CimReference } from './cim-reference.js';
import type { CimScalar } from './cim-value.js';
import { isInterval } from './datetime-forms.js';
import { type NumberValue, readNumber } from './number-text.js';
import { shown } from './shown.js';

/** A number that is beyond the range of its type. */
export class OutOfRangeError extends SyntaxError {}

/**
 * The value that a text stands for where a value of a CIM type is declared. It is the one reader of such texts: of
 * quoted values in MOF, keys in object paths, literals in WQL, and strings from a server that sends no types. White
 * space around numbers, booleans and datetimes does not count.
 *
 * - boolean: `true`, `yes`, `1`, `false`, `no`, `0`, in any letter case
 * - integers and reals: the literals of MOF (`-12`, `0x1F`, `0121`, `101b`); for reals also `1.5e3`, `INF`, `-INF` and
 *   `NaN`
 * - char16: one UTF-16 unit stands for itself, a longer number is its code
 * - datetime: see {@link parseDatetime}; reference: see {@link CimReference.parse}
 *
 * @throws OutOfRangeError for a number beyond the range of the type.
 * @throws SyntaxError that says what is wrong with any other text.
 */
export function valueOfText(text: string, type: 'boolean'): boolean;
export function valueOfText(text: string, type: 'real32' | 'real64'): number;
export function valueOfText(text: string, type: 'string' | 'char16'): string;
export function valueOfText(text: string, type: CimType): CimScalar;
export function valueOfText(text: string, type: CimType): CimScalar {
  switch (type) {
    case 'string':
      return text;
    case 'boolean':
      return BOOLEANS.get(text.trim().toLowerCase()) ?? misfit(text, type);
    case 'char16':
      return text.length === 1 ? text : numberOfText(text, type);
    case 'datetime':
      return parseDatetime(text);
    case 'reference':
      return CimReference.parse(text);
    case 'instance':
      return misfit(text, type);
    case 'real32':
    case 'real64':
      return NO_FINITE_NUMBERS.get(text.trim().toLowerCase()) ?? numberOfText(text, type);
    default:
      return numberOfText(text, type);
  }
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['1', true],
  ['false', false],
  ['no', false],
  ['0', false],
]);

/** As XML Schema spells them, and so CIM-XML and WS-Management; and as programs do. */
const NO_FINITE_NUMBERS: ReadonlyMap<string, number> = new Map([
  ...['inf', '+inf', 'infinity', '+infinity'].map((text) => [text, Number.POSITIVE_INFINITY] as const),
  ...['-inf', '-infinity'].map((text) => [text, Number.NEGATIVE_INFINITY] as const),
  ['nan', Number.NaN],
]);

function numberOfText(text: string, type: CimType): CimScalar {
  const literal = text.trim();
  const number = readNumber(literal);
  if (typeof number === 'string' || (number.kind === 'real' && isIntegerType(type))) return misfit(text, type);
  if (!Number.isFinite(Number(number.value))) throw new OutOfRangeError(outOfRange(inPart(literal), type));
  return valueOfNumber(number, type);
}

/**
 * Reads a value of the CIM type datetime: an interval as {@link CimInterval.parse}, and all else as
 * {@link CimDateTime.parse} reads it. White space around it does not count.
 * @throws SyntaxError that says what is wrong.
 */
export function parseDatetime(text: string): CimDateTime | CimInterval {
  const written = text.trim();
  return isInterval(written) ? CimInterval.parse(written) : CimDateTime.parse(written);
}

/**
 * The value that a number without quotes stands for where a value of a CIM type is declared. For a char16 it is the
 * code, for a boolean 1 or 0.
 * @throws OutOfRangeError for a number beyond the range of the type.
 * @throws SyntaxError when no number is a value of the type.
 */
export function valueOfNumber({ kind, value }: NumberValue, type: CimType): CimScalar {
  if (type === 'real32' || type === 'real64') return realOf(value, type);
  if (kind === 'real') return misfit(value, type);
  if (type === 'boolean' && (value === 0n || value === 1n)) return value === 1n;
  if (type !== 'char16' && !isIntegerType(type)) return misfit(value, type);
  const [min, max] = INTEGER_RANGES[type === 'char16' ? 'uint16' : type];
  if (value < min || value > max) throw new OutOfRangeError(outOfRange(inPart(String(value)), type));
  if (type === 'char16') return String.fromCharCode(Number(value));
  return type === 'uint64' || type === 'sint64' ? value : Number(value);
}

function realOf(number: number | bigint, type: 'real32' | 'real64'): number {
  const value = Number(number);
  if (Number.isFinite(type === 'real32' ? Math.fround(value) : value)) return value;
  throw new OutOfRangeError(outOfRange(inPart(String(number)), type));
}

const SHOWN_DIGITS = 40;

/** A number as an error shows it: one of hundreds of digits only in part. */
function inPart(digits: string): string {
  return digits.length > SHOWN_DIGITS ? `${digits.slice(0, SHOWN_DIGITS)}…` : digits;
}

function misfit(value: string | number | bigint, type: CimType): never {
  throw new SyntaxError(`${typeof value === 'string' ? shown(value) : value} is no value of the type ${type}`);
}
