import { CimDateTime, CimInterval } from '../values/index.js';
import { DATETIME } from './abi/layouts.js';

/**
 * `MI_Datetime` has a number for each field, but no way to mark a field as hidden (`*`). So a number that the field
 * cannot have (DSP0004 5.2.4) stands for a hidden field: all ones when it is written here, and 0 for the month or day
 * when OMI has read `**`. Microseconds of which only the last digits are hidden are written with zeros instead.
 */
const HIDDEN = 0xffff_ffff;
const HIDDEN_OFFSET = 0x7fff_ffff;
const DAYS_OF_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function readDatetime(view: DataView, offset: number): CimDateTime | CimInterval {
  return view.getUint32(offset + DATETIME.isTimestamp, true) === 0
    ? readInterval(view, offset)
    : readTimestamp(view, offset);
}

export function writeDatetime(view: DataView, offset: number, value: CimDateTime | CimInterval): void {
  const timestamp = value instanceof CimDateTime;
  view.setUint32(offset + DATETIME.isTimestamp, timestamp ? 1 : 0, true);
  if (timestamp) writeTimestamp(view, offset, value);
  else writeInterval(view, offset, value);
}

function readTimestamp(view: DataView, offset: number): CimDateTime {
  const at = DATETIME.timestamp;
  const number = (field: number): number => view.getUint32(offset + field, true);
  const year = number(at.year);
  const month = number(at.month);
  const text =
    field(year, 4, 0, 9999) +
    field(month, 2, 1, 12) +
    field(number(at.day), 2, 1, lastDay(year, month)) +
    field(number(at.hour), 2, 0, 23) +
    field(number(at.minute), 2, 0, 59) +
    field(number(at.second), 2, 0, 59);
  const utc = view.getInt32(offset + at.utc, true);
  const sign = utc < 0 ? '-' : '+';
  return CimDateTime.parse(
    `${text}.${field(number(at.microseconds), 6, 0, 999_999)}${sign}${field(Math.abs(utc), 3, 0, 999)}`,
  );
}

function readInterval(view: DataView, offset: number): CimInterval {
  const at = DATETIME.interval;
  const number = (field: number): number => view.getUint32(offset + field, true);
  const text =
    field(number(at.days), 8, 0, 99_999_999) +
    field(number(at.hours), 2, 0, 23) +
    field(number(at.minutes), 2, 0, 59) +
    field(number(at.seconds), 2, 0, 59);
  return CimInterval.parse(`${text}.${field(number(at.microseconds), 6, 0, 999_999)}:000`);
}

function writeTimestamp(view: DataView, offset: number, value: CimDateTime): void {
  const at = DATETIME.timestamp;
  const write = (field: number, part: number | null): void => view.setUint32(offset + field, part ?? HIDDEN, true);
  write(at.year, value.year);
  write(at.month, value.month);
  write(at.day, value.day);
  write(at.hour, value.hour);
  write(at.minute, value.minute);
  write(at.second, value.second);
  write(at.microseconds, microseconds(value));
  view.setInt32(offset + at.utc, value.offsetMinutes ?? HIDDEN_OFFSET, true);
}

function writeInterval(view: DataView, offset: number, value: CimInterval): void {
  const at = DATETIME.interval;
  const write = (field: number, part: number | null): void => view.setUint32(offset + field, part ?? HIDDEN, true);
  write(at.days, value.days);
  write(at.hours, value.hours);
  write(at.minutes, value.minutes);
  write(at.seconds, value.seconds);
  write(at.microseconds, microseconds(value));
  for (const padding of [0, 4, 8]) write(at.padding + padding, 0);
}

/** Null when all digits are hidden. */
function microseconds(value: CimDateTime | CimInterval): number | null {
  const digits = value.toString().slice(15, 21);
  return digits === '******' ? null : Number(digits.replaceAll('*', '0'));
}

function field(value: number, digits: number, min: number, max: number): string {
  return value < min || value > max ? '*'.repeat(digits) : String(value).padStart(digits, '0');
}

/** The last day of a month. A hidden year counts as a leap year. */
function lastDay(year: number, month: number): number {
  const leap = year > 9999 || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
  return month === 2 && !leap ? 28 : (DAYS_OF_MONTHS[month - 1] ?? 31);
}
