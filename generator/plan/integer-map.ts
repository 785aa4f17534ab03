import { INTEGER_RANGES, type IntegerType } from '../../runtime/schema/index.js';
import { readNumber } from '../../runtime/values/number-text.js';
import { MapNames, type MapSource, mapItems, withoutTorn } from './map-items.js';
import type { MapContent } from './planned.js';

/** The values from `low` to `high`; null is an open end. */
interface Span {
  readonly low: bigint | null;
  readonly high: bigint | null;
}

/**
 * The values of an integer element: DSP0004 5.6.3.63 (ValueMap) and 5.6.3.64 (Values). Names without values count from
 * 0. Null when the element has neither qualifier.
 */
export function integerMap(source: MapSource, type: IntegerType): MapContent | null {
  const all = mapItems(source, ['ValueMap', 'Values'], (_name, index) => String(index));
  if (all === null) return null;
  const spans = closeGaps(all.map(({ key }) => spanOf(key, type)));
  const items = withoutTorn(source, 'ValueMap', type, all, (_item, index) => spans[index] !== null);
  const names = new MapNames();
  // Single values are named first, so that they keep the names of the schema where possible.
  const entries = names.name(items, (_item, index) => {
    const value = singleValue(spans[index]);
    return value === null ? null : [value, String(value)];
  });
  const ranges = names.name(items, (_item, index) => {
    const range = rangeText(spans[index]);
    return range === null ? null : [range, range];
  });
  return { flags: false, entries, ranges };
}

/** Reads `5`, `1..5`, `1..`, `..5` or `..`; null for anything else. */
function spanOf(key: string, type: IntegerType): Span | null {
  const [start = '', end = start, ...more] = key.split('..').map((text) => text.trim());
  if (more.length > 0 || key.trim() === '') return null;
  const low = start === '' ? null : integerOf(start, type);
  const high = end === '' ? null : integerOf(end, type);
  const isUnusable = (start !== '' && low === null) || (end !== '' && high === null);
  return isUnusable || (low !== null && high !== null && low > high) ? null : { low, high };
}

/** A single `..` stands for all other values. Of several, each stands for the values between its neighbours. */
function closeGaps(spans: readonly (Span | null)[]): readonly (Span | null)[] {
  const isRest = (span: Span | null | undefined) => span?.low === null && span.high === null;
  if (spans.filter(isRest).length < 2) return spans;
  return spans.map((span, index) => {
    if (!isRest(span)) return span;
    const before = spans[index - 1]?.high ?? null;
    const after = spans[index + 1]?.low ?? null;
    const low = before === null ? null : before + 1n;
    const high = after === null ? null : after - 1n;
    return low !== null && high !== null && low > high ? span : { low, high };
  });
}

function singleValue(span: Span | null | undefined): bigint | null {
  return span && span.low === span.high ? span.low : null;
}

function rangeText(span: Span | null | undefined): string | null {
  if (!span || singleValue(span) !== null) return null;
  return `${span.low ?? ''}..${span.high ?? ''}`;
}

/**
 * The value of an integer type that a text in a qualifier denotes (binary, octal, decimal or hexadecimal: DSP0004 Annex
 * A), or null.
 */
export function integerOf(text: string, type: IntegerType): bigint | null {
  const number = readNumber(text);
  return typeof number === 'object' && number.kind === 'integer' ? fitInteger(number.value, type) : null;
}

/**
 * The value of an integer type that has the bits of another integer, or null: schemas write -1 for the greatest
 * unsigned value, and 0x80070005 for a negative one.
 */
export function fitInteger(value: bigint, type: IntegerType): bigint | null {
  const [min, max] = INTEGER_RANGES[type];
  const size = max - min + 1n;
  if (value < -size / 2n || value >= size) return null;
  if (value < min) return value + size;
  return value > max ? value - size : value;
}
