import type { inspect } from 'node:util';
import { foreignText } from './copies.js';

const SHOWN_LENGTH = 40;

/** A value as an error message shows it. Throws nothing, whatever the value is. */
export function shown(value: unknown): string {
  if (typeof value === 'string') {
    return JSON.stringify(value.length > SHOWN_LENGTH ? `${value.slice(0, SHOWN_LENGTH)}…` : value);
  }
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'symbol') return 'a symbol';
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return String(value);
  try {
    if (Array.isArray(value)) return 'an array';
    return (
      foreignText(value) ??
      (value instanceof Date ? 'a Date' : typeof value === 'function' ? 'a function' : 'an object')
    );
  } catch {
    // A proxy that was revoked, or that throws.
    return 'an object';
  }
}

/**
 * What was thrown, as an option of the error that tells of it. It is left out where Node could not print the error with
 * it: a proxy that was revoked, or an error whose message throws. An error with a cause that is undefined is printed
 * with it.
 */
export function causedBy(reason: unknown): { readonly cause?: unknown } {
  try {
    // What Node reads of an error to print it.
    if (reason instanceof Error) for (const member of ['name', 'message']) Reflect.get(reason, member);
  } catch {
    return {};
  }
  return reason === undefined ? {} : { cause: reason };
}

/**
 * The message of what was thrown: of an error its own, of anything else its text. It throws nothing itself, whatever
 * was thrown.
 * @param member what to take of an error. Where it is missing, the message is taken.
 */
export function thrownText(reason: unknown, member: 'message' | 'stack' = 'message'): string {
  try {
    return String(reason instanceof Error ? (reason[member] ?? reason.message) : reason);
  } catch {
    // An object without a prototype, with a toString() that throws, or a revoked proxy.
    return 'something without a text was thrown';
  }
}

/** Tells whether what was thrown is of a class. Unlike `instanceof`, it does not throw for a revoked proxy. */
export function isThrown<T>(reason: unknown, type: abstract new (...args: never[]) => T): reason is T {
  try {
    return reason instanceof type;
  } catch {
    return false;
  }
}

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

/** Shows a value of the class under inspection, as Node would. */
type Show = (value: unknown) => string;

/**
 * Determines how `util.inspect` and `console.log` show the objects of a class. It needs no import of `node:util`, and
 * keeps the symbol out of the class's declaration.
 */
export function inspectable<T extends object>(
  prototype: T,
  text: (self: T, show: Show, depth: number) => string,
): void {
  Object.defineProperty(prototype, Symbol.for('nodejs.util.inspect.custom'), {
    value(this: T, depth: number | null, options: object, show: typeof inspect): string {
      // The options hold the depth that was asked for. What is left of it comes as an argument; null means no limit.
      return text(this, (value) => show(value, { ...options, depth }), depth ?? Number.POSITIVE_INFINITY);
    },
  });
}

/** The same for objects with members: shows the name of the class and the members; too deep inside, the name only. */
export function inspectableMembers<T extends object>(
  prototype: T,
  name: (self: T) => string,
  members: (self: T) => object,
): void {
  inspectable(prototype, (self, show, depth) => {
    return depth < 0 ? `[${name(self)}]` : `${name(self)} ${show(members(self))}`;
  });
}

/**
 * The text itself.
 * @param call what was called with it.
 * @throws TypeError for anything else.
 */
export function requireText(text: unknown, call: string): string {
  if (typeof text === 'string') return text;
  throw new TypeError(`${call}: it takes a string, not ${shown(text)}`);
}
