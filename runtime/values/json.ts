import type { CimValue } from './cim-value.js';

/** What JSON can say of a value: a bigint is a number where that is exact and else a string, bytes are numbers. */
export function toJson(value: CimValue): unknown {
  if (typeof value === 'bigint') return jsonInteger(value);
  if (value instanceof Uint8Array) return [...value];
  if (Array.isArray(value)) return value.map(toJson);
  return value;
}

/** The same of an object's own members. */
export function membersToJson(object: object): object {
  return Object.fromEntries(Object.entries(object).map(([member, value]) => [member, toJson(value as CimValue)]));
}

function jsonInteger(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}
