/** One field of a datetime's text: where its digits stand, and the values that it may have. */
export interface DateTimeField {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly min: number;
  readonly max: number;
}

/** Every datetime has 25 characters (DSP0004 5.2.4). */
const LENGTH = 25;

/**
 * Checks a datetime's text against its fields and gives their values, null for a field that has a wildcard.
 *
 * @param shape the form of the text, for the error.
 * @throws SyntaxError that says what is wrong and where.
 */
export function readFields(
  kind: string,
  text: string,
  shape: string,
  pattern: RegExp,
  fields: readonly DateTimeField[],
): readonly (number | null)[] {
  if (text.length !== LENGTH) {
    throw invalid(kind, text, `it has ${text.length} characters instead of ${LENGTH} (${shape})`);
  }
  if (!pattern.test(text)) throw invalid(kind, text, `it is not of the form ${shape}`);
  return fields.map((field) => readField(kind, text, field));
}

function readField(kind: string, text: string, { name, start, end, min, max }: DateTimeField): number | null {
  const digits = text.slice(start, end);
  if (digits.includes('*')) return null;
  const value = Number(digits);
  if (value < min || value > max) throw invalid(kind, text, `the ${name} ${digits} is not between ${min} and ${max}`);
  return value;
}

/** The error for a text that is not a datetime of the kind. */
export function invalid(kind: string, text: string, reason: string): SyntaxError {
  return new SyntaxError(`invalid CIM ${kind} "${text}": ${reason}`);
}

/** The microseconds of a fraction whose hidden digits count as 0. */
export function knownMicroseconds(fraction: string): number {
  return Number(fraction.replaceAll('*', '0'));
}
