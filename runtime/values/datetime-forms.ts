import { invalid } from './datetime-text.js';

/**
 * A point in time with the year first, in digits: XML Schema's `dateTime` and `date`, as WS-Management sends them, and
 * what Microsoft documents for WQL ("WQL-Supported Date Formats", "WQL-Supported Time Formats"); a date also as its
 * eight digits alone (ISO 8601's basic format). Behind a point stands a fraction of a second, behind WQL's third colon
 * a number of milliseconds.
 */
const DATE = String.raw`(?<year>\d{4})([-/.]|(?=\d{4}(?!\d)))(?<month>\d\d?)\2(?<day>\d\d?)`;
const SECONDS = String.raw`:(?<second>\d\d)(?:[.,](?<fraction>\d+)|:(?<milliseconds>\d{1,3}))?`;
const TIME = String.raw`(?<hour>\d\d?)(?=:|\s*[AP])(?::(?<minute>\d\d)(?:${SECONDS})?)?(?:\s*(?<half>[AP])M)?`;
const ZONE = String.raw`Z|(?<sign>[+-])(?<hours>0\d|1[0-4]):?(?<minutes>[0-5]\d)`;
const POINT = new RegExp(String.raw`^${DATE}(?:(?:T|\s+)${TIME})?\s*(?:${ZONE})?$`, 'i');

/** The same with day and month first, in the order of the server's language. */
const LOCAL = /^\d\d?[-/.]\d\d?[-/.](?:\d\d|\d{4})\b/;

/** XML Schema's `duration`. */
const DURATION_DATE = String.raw`(?:(?<years>\d{1,18})Y)?(?:(?<months>\d{1,18})M)?(?:(?<days>\d{1,18})D)?`;
const DURATION_SECONDS = String.raw`(?<seconds>\d{1,18})(?:\.(?<fraction>\d+))?S`;
const DURATION_TIME = String.raw`(?:(?<hours>\d{1,18})H)?(?:(?<minutes>\d{1,18})M)?(?:${DURATION_SECONDS})?`;
const DURATION = new RegExp(String.raw`^(?<sign>-)?P(?=[\dT])${DURATION_DATE}(?:T(?=\d)${DURATION_TIME})?$`);

type Parts = Readonly<Record<string, string | undefined>>;

/** True for a text that is an interval, if it is a value of the type datetime at all. */
export function isInterval(text: string): boolean {
  return /^(?:[\d*.]{21}:|-?P)/.test(text);
}

/**
 * The 25 characters of a point in time that is written in another form; any other text as it is. Where no zone is
 * written, UTC is meant, wherever the text comes from.
 * @throws SyntaxError for a date whose day and month cannot be told apart.
 */
export function datetimeText(text: string): string {
  const parts: Parts | undefined = POINT.exec(text)?.groups;
  if (parts === undefined) {
    if (!LOCAL.test(text)) return text;
    throw invalid('datetime', text, 'the order of day and month depends on the language: write yyyy-mm-dd');
  }
  const { year, month = '', day = '', second = '00', sign = '+', hours = '0', minutes = '0' } = parts;
  const { fraction = parts['milliseconds']?.padStart(3, '0') ?? '' } = parts;
  const date = `${year}${month.padStart(2, '0')}${day.padStart(2, '0')}`;
  const offset = String(Number(hours) * 60 + Number(minutes)).padStart(3, '0');
  return `${date}${clock(parts)}${second}.${microseconds(fraction)}${sign}${offset}`;
}

/** The microseconds of an interval that is written as a duration of XML Schema; null for any other text. */
export function durationMicroseconds(text: string): bigint | null {
  const parts: Parts | undefined = DURATION.exec(text)?.groups;
  if (parts === undefined) return null;
  const part = (name: string) => BigInt(parts[name] ?? 0);
  if (parts['sign'] !== undefined) throw invalid('interval', text, 'an interval of CIM is not negative');
  if (part('years') > 0n || part('months') > 0n) {
    throw invalid('interval', text, 'years and months have no fixed length; an interval of CIM counts days');
  }
  const minutes = (part('days') * 24n + part('hours')) * 60n + part('minutes');
  return (minutes * 60n + part('seconds')) * 1_000_000n + BigInt(microseconds(parts['fraction'] ?? ''));
}

/** Hour and minute, on a clock of 24 hours. */
function clock({ hour = '0', minute = '00', half }: Parts): string {
  const noon = half?.toUpperCase() === 'P' ? 12 : 0;
  return String(half === undefined ? hour : (Number(hour) % 12) + noon).padStart(2, '0') + minute;
}

/** The first six digits of a fraction of a second. */
function microseconds(fraction: string): string {
  return fraction.slice(0, 6).padEnd(6, '0');
}
