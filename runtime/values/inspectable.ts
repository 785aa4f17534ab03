import type { inspect } from 'node:util';

/** Shows a value of the class under inspection, as Node would. */
type Show = (value: unknown) => string;

/**
 * Makes `util.inspect` and `console.log` show the objects of a class in its own way. It needs no import of `node:util`,
 * and keeps the symbol out of the class's declaration.
 */
export function inspectable<T extends object>(prototype: T, text: (self: T, show: Show) => string): void {
  Object.defineProperty(prototype, Symbol.for('nodejs.util.inspect.custom'), {
    value(this: T, _depth: number, options: object, show: typeof inspect): string {
      return text(this, (value) => show(value, options));
    },
  });
}
