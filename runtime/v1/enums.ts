/** Any number. Beside the literals of a value map it keeps them visible, and lets a subclass's map be larger. */
export type OpenNumber = number & {};
/** Any bigint, beside the literals of a value map. */
export type OpenBigint = bigint & {};
/** Any string, beside the literals of a value map. */
export type OpenString = string & {};

/** True when the value is one of the map. After that a `switch` over it can be exhaustive. */
export function isKnown<M extends Readonly<Record<string, number | bigint | string>>>(
  map: M,
  value: unknown,
): value is M[keyof M] {
  return Object.values(map).some((known) => known === value);
}
