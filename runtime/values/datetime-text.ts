import { shown } from './shown.js';

/** One field of a datetime's text: where its digits stand, and the values that it may have. */
export interface DateTimeField {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly min: number;
  readonly max: number;
}

/** The 25 characters of a datetime or of an interval (DSP0004 5.2.4). */
export interface DatetimeFormat {
  readonly kind: 'datetime' | 'interval';
  /** The form of the text, for errors. */
  readonly shape: string;
  readonly pattern: RegExp;
  readonly fields: readonly DateTimeField[];
}

/** Every datetime has 25 characters (DSP0004 5.2.4). */
const LENGTH = 25;

/**
 * Checks a datetime's text against its fields and gives their values, null for a field that has a wildcard.
 *
 * @param written the text that the 25 characters were made from, for the error.
 * @throws SyntaxError that says what is wrong and where.
 */
export function readFields(
  { kind, shape, pattern, fields }: DatetimeFormat,
  text: string,
  written: string,
): readonly (number | null)[] {
  if (text.length !== LENGTH) {
    throw invalid(kind, written, `it has ${text.length} characters instead of ${LENGTH} (${shape})`);
  }
  if (!pattern.test(text)) throw invalid(kind, written, `it is not of the form ${shape}`);
  return fields.map(({ name, start, end, min, max }) => {
    const digits = text.slice(start, end);
    if (digits.includes('*')) return null;
    const value = Number(digits);
    if (value >= min && value <= max) return value;
    throw invalid(kind, written, `the ${name} ${digits} is not between ${min} and ${max}`);
  });
}

/** The error for a text that is not a datetime of the kind. */
export function invalid(kind: DatetimeFormat['kind'], text: string, reason: string): SyntaxError {
  return new SyntaxError(`invalid CIM ${kind} ${shown(text)}: ${reason}`);
}

/** The microseconds of a fraction whose hidden digits count as 0. */
export function knownMicroseconds(fraction: string): number {
  return Number(fraction.replaceAll('*', '0'));
}
