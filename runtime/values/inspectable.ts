import type { inspect } from 'node:util';

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
