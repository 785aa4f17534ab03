/** Any number. Beside the literals of a value map it keeps them visible, and lets a subclass's map be larger. */
export type OpenNumber = number & {};
/** Any bigint, beside the literals of a value map. */
export type OpenBigint = bigint & {};
/** Any string, beside the literals of a value map. */
export type OpenString = string & {};

/** The single values of an element by name (qualifiers `ValueMap` and `Values`), as a generated module exports them. */
export type ValueMap = Readonly<Record<string, number | bigint | string>>;

/**
 * The values of an element that has a value map: those of the map, so that an editor offers them, and any other value
 * of their type, since a subclass's map may be larger, and a newer server's too. The map holds at least one value.
 */
export type Values<M extends ValueMap> =
  | M[keyof M]
  | (M[keyof M] extends number ? OpenNumber : M[keyof M] extends bigint ? OpenBigint : OpenString);

/** True when the value is one of the map. After that a `switch` over it can be exhaustive. */
export function isKnown<M extends ValueMap>(map: M, value: unknown): value is M[keyof M] {
  return Object.values(map).some((known) => known === value);
}

/**
 * The name that a value map gives to a value; that of a range, where no single value has one. Null when there is none,
 * and for null.
 */
export function valueName<M extends ValueMap>(
  map: M,
  value: number | bigint | string | null,
): Extract<keyof M, string> | OpenString | null {
  const single = Object.keys(map).find((name) => map[name] === value);
  return single ?? rangeName(registered.get(map) ?? {}, value);
}

/** Ranges by name, as DSP0004 5.6.3.63 writes them: `13..32767`, `32768..`, `..5`, or `..` for all that is left. */
export type ValueRanges = Readonly<Record<string, string>>;

const registered = new WeakMap<ValueMap, ValueRanges>();

/** Adds ranges to a value map. Generated modules call this. */
export function ranges(map: ValueMap, named: ValueRanges): void {
  registered.set(map, named);
}

/** An open end lies beyond every integer type. */
const OPEN = 1n << 65n;

/** The narrowest range has the last word: `..` yields to `32768..`, and that to `40000..50000`. */
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

/** Of strings there is no range but `..`. */
function contains(low: bigint, high: bigint, value: number | bigint | string | null): boolean {
  if (typeof value === 'string') return low === -OPEN && high === OPEN;
  return value !== null && value >= low && value <= high;
}
