import { acrossCopies } from './copies.js';
import { durationMicroseconds } from './datetime-forms.js';
import { type DatetimeFormat, invalid, knownMicroseconds, readFields } from './datetime-text.js';
import { inspectable, requireText } from './shown.js';

const FORMAT: DatetimeFormat = {
  kind: 'interval',
  shape: 'ddddddddhhmmss.mmmmmm:000',
  pattern: /^(?:\d{8}|\*{8})(?:\d\d|\*\*){3}\.(?=\d*\**:)[\d*]{6}:000$/,
  fields: [
    { name: 'number of days', start: 0, end: 8, min: 0, max: 99_999_999 },
    { name: 'hour', start: 8, end: 10, min: 0, max: 23 },
    { name: 'minute', start: 10, end: 12, min: 0, max: 59 },
    { name: 'second', start: 12, end: 14, min: 0, max: 59 },
    { name: 'microsecond', start: 15, end: 21, min: 0, max: 999_999 },
  ],
};
const MICROSECONDS_A_DAY = 86_400_000_000n;
const END = 100_000_000n * MICROSECONDS_A_DAY;
const TOO_LONG = 'an interval is shorter than 100,000,000 days';

/** The parts of an interval; an absent part is 0. A part may exceed its field: 90 minutes are an hour and a half. */
export interface CimIntervalParts {
  readonly days?: number | undefined;
  readonly hours?: number | undefined;
  readonly minutes?: number | undefined;
  readonly seconds?: number | undefined;
  readonly microseconds?: number | undefined;
}

/** A span of time of the CIM type datetime (DSP0004 5.2.4), with wildcards (`*`) for what its source does not know. */
export class CimInterval {
  static {
    acrossCopies(CimInterval, 'CimInterval');
    inspectable(CimInterval.prototype, (self) => `CimInterval(${self.#text})`);
  }

  /** 0 to 99,999,999; null, as every part, where a wildcard hides it. */
  readonly days: number | null;
  /** 0 to 23. */
  readonly hours: number | null;
  /** 0 to 59. */
  readonly minutes: number | null;
  /** 0 to 59. */
  readonly seconds: number | null;
  /** 0 to 999,999; null when any of its digits is hidden. */
  readonly microseconds: number | null;
  readonly #text: string;

  private constructor(text: string) {
    const [days, hours, minutes, seconds, microseconds] = readFields(FORMAT, text, text);
    this.#text = text;
    this.days = days ?? null;
    this.hours = hours ?? null;
    this.minutes = minutes ?? null;
    this.seconds = seconds ?? null;
    this.microseconds = microseconds ?? null;
  }

  /**
   * Reads the 25 characters of an interval, `ddddddddhhmmss.mmmmmm:000`, or a duration of XML Schema, as WS-Management
   * sends it: `P1DT2H`, `PT5.5S`. Digits beyond microseconds are cut off.
   * @throws SyntaxError that says what is wrong.
   */
  static parse(text: string): CimInterval {
    const microseconds = durationMicroseconds(requireText(text, 'CimInterval.parse'));
    if (microseconds === null) return new CimInterval(text);
    if (microseconds >= END) throw invalid('interval', text, TOO_LONG);
    return new CimInterval(textOf(microseconds));
  }

  /**
   * The sum of the parts.
   * @throws RangeError when a part is negative or no whole number, or the sum is 100,000,000 days or more.
   */
  static from(parts: CimIntervalParts): CimInterval {
    const { days = 0, hours = 0, minutes = 0, seconds = 0, microseconds = 0 } = parts;
    const numbers = [days, hours, minutes, seconds, microseconds];
    const wrong = numbers.find((part) => !Number.isSafeInteger(part) || part < 0);
    if (wrong !== undefined) {
      throw new RangeError(`the parts of an interval are whole numbers that are not negative, not ${wrong}`);
    }
    const minutesInAll = (BigInt(days) * 24n + BigInt(hours)) * 60n + BigInt(minutes);
    const total = (minutesInAll * 60n + BigInt(seconds)) * 1_000_000n + BigInt(microseconds);
    if (total >= END) throw new RangeError(TOO_LONG);
    return new CimInterval(textOf(total));
  }

  /**
   * The span in milliseconds, fractions included; hidden digits of the microseconds count as 0.
   * @throws RangeError when a wildcard hides any other part.
   */
  toMilliseconds(): number {
    return Number(totalMicroseconds(this)) / 1000;
  }

  /**
   * Negative when this interval is shorter than the other, positive when longer, 0 when they are equal.
   * @throws RangeError when a wildcard hides either.
   */
  compare(other: CimInterval): number {
    const difference = totalMicroseconds(this) - totalMicroseconds(other);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  /** The 25 characters of DSP0004 5.2.4. */
  toString(): string {
    return this.#text;
  }

  /** The same. */
  toJSON(): string {
    return this.#text;
  }
}

function totalMicroseconds(interval: CimInterval): bigint {
  const { days, hours, minutes, seconds } = interval;
  if (days === null || hours === null || minutes === null || seconds === null) {
    throw new RangeError(`the interval ${interval} is not a known span: a wildcard hides a part of it`);
  }
  const minutesInAll = (BigInt(days) * 24n + BigInt(hours)) * 60n + BigInt(minutes);
  const microseconds = knownMicroseconds(interval.toString().slice(15, 21));
  return (minutesInAll * 60n + BigInt(seconds)) * 1_000_000n + BigInt(microseconds);
}

function textOf(microseconds: bigint): string {
  const seconds = microseconds / 1_000_000n;
  const field = (value: bigint, digits: number): string => String(value).padStart(digits, '0');
  const time = field((seconds / 3600n) % 24n, 2) + field((seconds / 60n) % 60n, 2) + field(seconds % 60n, 2);
  return `${field(seconds / 86_400n, 8)}${time}.${field(microseconds % 1_000_000n, 6)}:000`;
}
