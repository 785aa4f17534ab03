import type { IntegerType } from '../../runtime/schema/index.js';
import { type IntegerSpan, integerSpan } from './integer-span.js';
import { MapNames, type MapSource, mapItems, withoutTorn } from './map-items.js';
import type { MapContent, NamedValue } from './planned.js';

/**
 * The values of an integer element: DSP0004 5.6.3.63 (ValueMap) and 5.6.3.64 (Values). Names without values count from
 * 0. Null when the element has neither qualifier.
 */
export function integerMap(source: MapSource, type: IntegerType): MapContent | null {
  const all = mapItems(source, ['ValueMap', 'Values'], (_name, index) => String(index));
  if (all === null) return null;
  const read = source.scope.spans.of(type);
  const spans = closeGaps(all.map(({ key }) => read(key)));
  const isUsable = (_item: unknown, index: number) => spans[index] !== null;
  const items = spans.includes(null) ? withoutTorn(source, 'ValueMap', type, all, isUsable) : all;
  const names = new MapNames();
  const entries: NamedValue<bigint>[] = [];
  const ranges: NamedValue<string>[] = [];
  // Single values are named first, so that they keep the names of the schema where possible.
  for (let index = 0; index < spans.length; index++) {
    const span = spans[index];
    if (span && span.single !== null) names.add(entries, items[index]?.name, span.single, span.text);
  }
  if (entries.length === items.length) return { flags: false, entries, ranges };
  for (let index = 0; index < spans.length; index++) {
    const span = spans[index];
    if (span && span.single === null) names.add(ranges, items[index]?.name, span.text, span.text);
  }
  return { flags: false, entries, ranges };
}

/** A single `..` stands for all other values. Of several, each stands for the values between its neighbours. */
function closeGaps(spans: readonly (IntegerSpan | null)[]): readonly (IntegerSpan | null)[] {
  const isRest = (span: IntegerSpan | null) => span?.text === '..';
  const first = spans.findIndex(isRest);
  if (first < 0 || spans.findLastIndex(isRest) === first) return spans;
  return spans.map((span, index) => {
    if (!isRest(span)) return span;
    const before = spans[index - 1]?.high ?? null;
    const after = spans[index + 1]?.low ?? null;
    const low = before === null ? null : before + 1n;
    const high = after === null ? null : after - 1n;
    return low !== null && high !== null && low > high ? span : integerSpan(low, high);
  });
}
