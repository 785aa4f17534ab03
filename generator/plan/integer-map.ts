import type { CimType } from '../../runtime/schema/index.js';
import { integerOf } from './integer.js';
import { type MapSource, mapItems, warnUnusable } from './map-items.js';
import { MapNames } from './map-names.js';
import type { MapContent } from './planned.js';

/** The values from `low` to `high`; null is an open end. */
interface Span {
  readonly low: bigint | null;
  readonly high: bigint | null;
}

/**
 * The values of an integer element: DSP0004 5.6.3.63 (ValueMap) and 5.6.3.64 (Values). Without `ValueMap`, the names
 * count from 0. Null when the element has neither.
 */
export function integerMap(source: MapSource, type: CimType): MapContent | null {
  const items = mapItems(source, ['ValueMap', 'Values'], (_name, index) => String(index));
  if (items === null) return null;
  const spans = closeGaps(items.map(({ key }) => spanOf(key, type)));
  const unusable = items.filter((_item, index) => spans[index] === null).map(({ key }) => key);
  warnUnusable(source, 'ValueMap', type, unusable);
  const names = new MapNames();
  // Single values are named first, so that they keep their names where a range has the same one.
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

/** Reads `5`, `1..5`, `1..`, `..5` or `..`; null for any other text. */
function spanOf(key: string, type: CimType): Span | null {
  const [start = '', end = start, ...more] = key.split('..').map((text) => text.trim());
  if (more.length > 0 || key.trim() === '') return null;
  const low = start === '' ? null : integerOf(start, type);
  const high = end === '' ? null : integerOf(end, type);
  const isUnusable = (start !== '' && low === null) || (end !== '' && high === null);
  return isUnusable || (low !== null && high !== null && low > high) ? null : { low, high };
}

/**
 * A single `..` stands for all values that no other item has. Several can only be told apart when each stands for the
 * values between its neighbours.
 */
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
