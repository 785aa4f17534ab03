import { type CimType, INTEGER_RANGES, type IntegerType } from '../schema/index.js';
import { CimReference } from './cim-reference.js';
import type { CimScalar } from './cim-value.js';
import { parseDatetime } from './conversions.js';
import { readNumber } from './number-text.js';

/**
 * The value that a text stands for where a value of a CIM type is declared. It is the one reader of such texts: of
 * quoted values in MOF, keys in object paths, literals in WQL, and strings from a server that sends no types.
 * @throws SyntaxError that says what is wrong with the text.
 */
export function valueOfText(text: string, type: CimType): CimScalar {
  switch (type) {
    case 'string':
      return text;
    case 'boolean':
      return booleanOf(text);
    case 'char16':
      return characterOf(text);
    case 'datetime':
      return parseDatetime(text.trim());
    case 'reference':
      return CimReference.parse(text);
    case 'instance':
      throw new SyntaxError(`${JSON.stringify(text)} is no instance`);
    case 'real32':
    case 'real64':
      return realOf(text, type);
    default:
      return integerOf(text, type);
  }
}

const BOOLEANS: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  1: true,
  false: false,
  no: false,
  0: false,
};

function booleanOf(text: string): boolean {
  const value = BOOLEANS[text.trim().toLowerCase()];
  if (value === undefined) throw new SyntaxError(`${JSON.stringify(text)} is no boolean`);
  return value;
}

/** A character stands for itself. Some servers send its code, which has two digits at least. */
function characterOf(text: string): string {
  return text.length === 1 ? text : String.fromCharCode(Number(integerOf(text, 'uint16')));
}

function integerOf(text: string, type: IntegerType): number | bigint {
  const number = readNumber(text.trim());
  if (typeof number === 'string') throw new SyntaxError(number);
  const [min, max] = INTEGER_RANGES[type];
  if (number.kind === 'real') throw new SyntaxError(`${JSON.stringify(text)} is no whole number`);
  const { value } = number;
  if (value < min || value > max) throw new SyntaxError(`${value} is out of the range of ${type}, ${min} to ${max}`);
  return type === 'uint64' || type === 'sint64' ? value : Number(value);
}

function realOf(text: string, type: 'real32' | 'real64'): number {
  const number = readNumber(text.trim());
  if (typeof number === 'string') throw new SyntaxError(number);
  const value = Number(number.value);
  if (!Number.isFinite(type === 'real32' ? Math.fround(value) : value)) {
    throw new SyntaxError(`${JSON.stringify(text)} is out of the range of ${type}`);
  }
  return value;
}
