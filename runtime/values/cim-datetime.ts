import { acrossCopies } from './copies.js';
import { datetimeText } from './datetime-forms.js';
import { type DatetimeFormat, invalid, knownMicroseconds, readFields } from './datetime-text.js';
import { inspectable, requireText } from './shown.js';

const FORMAT: DatetimeFormat = {
  kind: 'datetime',
  shape: 'yyyymmddhhmmss.mmmmmm±utc',
  // A field is hidden as a whole, except the microseconds: there the last digits may be.
  pattern: /^(?:\d{4}|\*{4})(?:\d\d|\*\*){5}\.(?=\d*\**[+-])[\d*]{6}[+-](?:\d{3}|\*{3})$/,
  fields: [
    { name: 'year', start: 0, end: 4, min: 0, max: 9999 },
    { name: 'month', start: 4, end: 6, min: 1, max: 12 },
    { name: 'day', start: 6, end: 8, min: 1, max: 31 },
    { name: 'hour', start: 8, end: 10, min: 0, max: 23 },
    { name: 'minute', start: 10, end: 12, min: 0, max: 59 },
    { name: 'second', start: 12, end: 14, min: 0, max: 59 },
    { name: 'microsecond', start: 15, end: 21, min: 0, max: 999_999 },
    { name: 'UTC offset', start: 22, end: 25, min: 0, max: 999 },
  ],
};

/**
 * A point in time of the CIM type datetime (DSP0004 5.2.4): microseconds, the offset from UTC in minutes, and
 * wildcards (`*`) for what its source does not know. Nothing is lost between text and value.
 */
export class CimDateTime {
  static {
    acrossCopies(CimDateTime, 'CimDateTime');
    inspectable(CimDateTime.prototype, (self) => `CimDateTime(${self.#text})`);
  }

  /** 0 to 9999; null, as every field, where a wildcard hides it. */
  readonly year: number | null;
  /** 1 to 12. */
  readonly month: number | null;
  /** 1 to 31. */
  readonly day: number | null;
  /** 0 to 23. */
  readonly hour: number | null;
  /** 0 to 59. */
  readonly minute: number | null;
  /** 0 to 59. */
  readonly second: number | null;
  /** 0 to 999,999; null when any of its digits is hidden. */
  readonly microsecond: number | null;
  /** Minutes east of UTC. */
  readonly offsetMinutes: number | null;
  readonly #text: string;

  /** @param written what the 25 characters were made from, for errors. */
  private constructor(text: string, written: string) {
    const fields = readFields(FORMAT, text, written);
    const [year, month, day, hour, minute, second, microsecond, offset] = fields;
    this.#text = text;
    this.year = year ?? null;
    this.month = month ?? null;
    this.day = day ?? null;
    this.hour = hour ?? null;
    this.minute = minute ?? null;
    this.second = second ?? null;
    this.microsecond = microsecond ?? null;
    this.offsetMinutes = offset == null ? null : text[21] === '-' && offset !== 0 ? -offset : offset;
    this.#checkDay(written);
  }

  /**
   * Reads the 25 characters of a datetime, `yyyymmddhhmmss.mmmmmm+utc`, or a form that others use for it:
   * `2024-02-29T12:30:00.5+01:00` (XML Schema, so WS-Management), `2024-02-29 12:30:00:500`, `2024-02-29` (WQL). There,
   * UTC is meant where no zone is written, and digits beyond microseconds are cut off.
   * @throws SyntaxError that says what is wrong.
   */
  static parse(text: string): CimDateTime {
    return new CimDateTime(datetimeText(requireText(text, 'CimDateTime.parse')), text);
  }

  /**
   * The moment of a `Date`, written as local time of the given offset.
   * @param offsetMinutes minutes east of UTC, −999 to 999.
   * @throws RangeError for an invalid date, a year outside 0 to 9999, or another offset.
   */
  static from(date: Date, offsetMinutes = 0): CimDateTime {
    if (!Number.isInteger(offsetMinutes) || Math.abs(offsetMinutes) > 999) {
      throw new RangeError(`a UTC offset is a whole number of minutes from -999 to 999, not ${offsetMinutes}`);
    }
    const local = new Date(date.getTime() + offsetMinutes * 60_000);
    const year = local.getUTCFullYear();
    if (!(year >= 0 && year <= 9999)) throw new RangeError('a CIM datetime needs a valid Date of the years 0 to 9999');
    const digits = local.toISOString().replace(/[-:T]/g, '').slice(0, 18);
    const offset = String(Math.abs(offsetMinutes)).padStart(3, '0');
    return CimDateTime.parse(`${digits}000${offsetMinutes < 0 ? '-' : '+'}${offset}`);
  }

  /**
   * The moment, with a precision of milliseconds; hidden digits of the microseconds count as 0.
   * @throws RangeError when a wildcard hides any other part.
   */
  toDate(): Date {
    return new Date(epochSeconds(this) * 1000 + Math.floor(microseconds(this) / 1000));
  }

  /**
   * Negative when this moment is before the other, positive when after, 0 when they are the same.
   * @throws RangeError when a wildcard hides either moment.
   */
  compare(other: CimDateTime): number {
    const seconds = epochSeconds(this) - epochSeconds(other);
    return Math.sign(seconds) || Math.sign(microseconds(this) - microseconds(other));
  }

  /** The 25 characters of DSP0004 5.2.4. */
  toString(): string {
    return this.#text;
  }

  /** The same. */
  toJSON(): string {
    return this.#text;
  }

  #checkDay(written: string): void {
    if (this.month === null || this.day === null) return;
    // A hidden year may be a leap year, as 2000 was.
    const lastDay = new Date(new Date(0).setUTCFullYear(this.year ?? 2000, this.month, 0)).getUTCDate();
    if (this.day > lastDay) throw invalid('datetime', written, `the month has no day ${this.day}`);
  }
}

function epochSeconds(datetime: CimDateTime): number {
  const { year, month, day, hour, minute, second, offsetMinutes } = datetime;
  if (
    year === null ||
    month === null ||
    day === null ||
    hour === null ||
    minute === null ||
    second === null ||
    offsetMinutes === null
  ) {
    throw new RangeError(`the datetime ${datetime} is not a known moment: a wildcard hides a part of it`);
  }
  // Not Date.UTC, which takes the years 0 to 99 for 1900 to 1999.
  const midnight = new Date(0).setUTCFullYear(year, month - 1, day) / 1000;
  return midnight + (hour * 60 + minute - offsetMinutes) * 60 + second;
}

function microseconds(datetime: CimDateTime): number {
  return knownMicroseconds(datetime.toString().slice(15, 21));
}
