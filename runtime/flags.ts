// Exported as `flags`. Bigints work for all widths and signs. JavaScript's operators on numbers see only 32 bits, and
// take the highest of them for the sign.

/** The masks of an element by name (qualifiers `BitMap` and `BitValues`), as a generated module exports them. */
export type BitMap = Readonly<Record<string, number | bigint>>;

/** The names of a bit map's flags. */
export type FlagName<M extends BitMap> = Extract<keyof M, string>;

/**
 * True when the flag is set: all of its bits, when it has several.
 * @throws TypeError when the map has no flag of that name.
 */
export function has<M extends BitMap>(map: M, value: number | bigint, name: FlagName<M>): boolean {
  return isSet(value, maskOf(map, name));
}

/** The names of the flags that are set. */
export function list<M extends BitMap>(map: M, value: number | bigint): FlagName<M>[] {
  return (Object.keys(map) as FlagName<M>[]).filter((name) => isSet(value, maskOf(map, name)));
}

/**
 * The value in which exactly these flags are set.
 * @throws TypeError when the map has no flag of one of the names.
 */
export function of<M extends BitMap>(
  map: M,
  ...names: readonly FlagName<M>[]
): M[keyof M] extends bigint ? bigint : number;
export function of(map: BitMap, ...names: readonly string[]): number | bigint {
  const bits = names.reduce((set, name) => set | BigInt(maskOf(map, name)), 0n);
  const isWide = Object.values(map).some((mask) => typeof mask === 'bigint');
  return isWide ? bits : Number(bits);
}

function isSet(value: number | bigint, mask: number | bigint): boolean {
  return (BigInt(value) & BigInt(mask)) === BigInt(mask);
}

function maskOf(map: BitMap, name: string): number | bigint {
  const mask = Object.hasOwn(map, name) ? map[name] : undefined;
  if (mask === undefined) throw new TypeError(`there is no flag ${JSON.stringify(name)}`);
  return mask;
}
