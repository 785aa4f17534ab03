/** Any number. In a union it keeps the literals of a value map visible, and allows the larger map of a subclass. */
export type OpenNumber = number & {};
/** Any bigint, in a union with the literals of a value map. */
export type OpenBigint = bigint & {};
/** Any string, in a union with the literals of a value map. */
export type OpenString = string & {};

/** The single values of an element by name (qualifiers `ValueMap` and `Values`), as a generated module exports them. */
export type ValueMap = Readonly<Record<string, number | bigint | string>>;

/**
 * The values of an element that has a value map: those of the map, so that an editor offers them, and any other value
 * of their type, since the map of a subclass or of a newer server may be larger. The map holds at least one value.
 */
export type Values<M extends ValueMap> =
  | M[keyof M]
  | (M[keyof M] extends number ? OpenNumber : M[keyof M] extends bigint ? OpenBigint : OpenString);

/** True when the value is one of the map. After that a `switch` over it can be exhaustive. */
export function isKnown<M extends ValueMap>(map: M, value: unknown): value is M[keyof M] {
  return Object.values(map).some((known) => known === value);
}

/**
 * The name of a value in a value map: that of the single value, or else of the narrowest range that holds it. Null
 * when there is none, and for null.
 */
export function valueName<M extends ValueMap>(
  map: M,
  value: number | bigint | string | null,
): Extract<keyof M, string> | OpenString | null {
  const single = Object.keys(map).find((name) => map[name] === value);
  return single ?? rangeName((map as WithRanges)[RANGES] ?? {}, value);
}

/** Ranges by name, as DSP0004 5.6.3.63 writes them: `13..32767`, `32768..`, `..5`, or `..` for all that is left. */
export type ValueRanges = Readonly<Record<string, string>>;

/** Where a value map has its ranges: any copy of this package finds them there. */
const RANGES = Symbol.for('mi-codegen/ranges');

interface WithRanges {
  readonly [RANGES]?: ValueRanges;
}

/** Adds ranges to a value map. Generated modules call this. */
export function ranges(map: ValueMap, named: ValueRanges): void {
  Object.defineProperty(map, RANGES, { value: named, configurable: true });
}

/** An open end lies beyond every integer type. */
const OPEN = 1n << 65n;

/** The narrowest range wins: `40000..50000` over `32768..`, and that over `..`. */
function rangeName(named: ValueRanges, value: number | bigint | string | null): string | null {
  let best: string | null = null;
  let narrowest = 2n * OPEN + 1n;
  for (const [name, range] of Object.entries(named)) {
    const [low, high] = boundsOf(range);
    if (!contains(low, high, value) || high - low >= narrowest) continue;
    best = name;
    narrowest = high - low;
  }
  return best;
}

function boundsOf(range: string): readonly [low: bigint, high: bigint] {
  const [low, high] = range.split('..');
  return [low ? BigInt(low) : -OPEN, high ? BigInt(high) : OPEN];
}

/** The only range of strings is `..`. */
function contains(low: bigint, high: bigint, value: number | bigint | string | null): boolean {
  if (typeof value === 'string') return low === -OPEN && high === OPEN;
  return value !== null && value >= low && value <= high;
}
