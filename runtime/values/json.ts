/** The value as JSON can hold it: a bigint as a number when that is exact and else as a string, bytes as numbers. */
export function toJson(value: unknown): unknown {
  if (typeof value === 'bigint') return jsonInteger(value);
  if (value instanceof Uint8Array) return [...value];
  if (Array.isArray(value)) return value.map(toJson);
  return value;
}

/** The same for an object's own members. */
export function membersToJson(object: object): object {
  return Object.fromEntries(Object.entries(object).map(([member, value]) => [member, toJson(value)]));
}

function jsonInteger(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}
