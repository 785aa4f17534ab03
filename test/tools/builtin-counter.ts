import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** How far a call went, by its object, arguments and result. */
type Extent = (self: unknown, args: readonly unknown[], result: unknown) => number;

/** Up to the item or text that was found, or to the end. */
const asFarAsFound: Extent = (self, [, from], result) => {
  const start = typeof from === 'number' ? from : 0;
  const end = typeof result === 'number' && result >= 0 ? result : lengthOf(self);
  return Math.max(end - start, 0);
};

const whole: Extent = (self) => lengthOf(self);

const ofResult: Extent = (_self, _args, result) => lengthOf(result);

const removed: Extent = (self, _args, result) => lengthOf(self) + lengthOf(result);

/** Counts what built-in functions go through, of which V8's coverage knows nothing. */
export class BuiltinCounter {
  /** Items of arrays, characters of texts, bytes of files, and names in folders. */
  visited = 0;
  /** Bytes of files. */
  written = 0;
  readonly #restore: (() => void)[] = [];

  enable(): void {
    for (const name of ['indexOf', 'lastIndexOf', 'includes'] as const) {
      this.#count(Array.prototype, name, asFarAsFound);
      this.#count(String.prototype, name, asFarAsFound);
    }
    for (const name of ['join', 'concat', 'reverse', 'fill', 'flat', 'sort', 'toSorted', 'toReversed'] as const) {
      this.#count(Array.prototype, name, whole);
    }
    // An engine may do better for some arrays, but need not.
    for (const name of ['shift', 'unshift'] as const) this.#count(Array.prototype, name, whole);
    this.#count(Array.prototype, 'splice', removed);
    for (const name of ['split', 'replace', 'replaceAll', 'toLowerCase', 'toUpperCase', 'normalize'] as const) {
      this.#count(String.prototype, name, whole);
    }
    this.#count(Array.prototype, 'slice', ofResult);
    this.#countMatches();
    for (const name of ['statSync', 'existsSync', 'openSync', 'readSync', 'readFileSync', 'readdirSync'] as const) {
      this.#count(fs, name, ofResult);
    }
    this.#patch(fs, 'writeFileSync', (_self, [, text], write) => {
      this.written += Buffer.byteLength(text as string);
      return write();
    });
    syncBuiltinESMExports();
  }

  disable(): void {
    for (const restore of this.#restore.splice(0)) restore();
    syncBuiltinESMExports();
  }

  #count<T extends object>(owner: T, name: keyof T & string, extent: Extent): void {
    this.#patch(owner, name, (self, args, call) => {
      const result = call();
      this.visited += 1 + extent(self, args, result);
      return result;
    });
  }

  /** All uses of expressions end in `exec`, once it is not the original any more. */
  #countMatches(): void {
    this.#patch(RegExp.prototype, 'exec', (self, args, call) => {
      const { sticky, global, lastIndex } = self as RegExp;
      const start = sticky || global ? lastIndex : 0;
      const match = call() as RegExpExecArray | null;
      // An expression that finds nothing has looked at the whole text, unless it matches at one place only.
      const end = match === null ? (sticky ? start : lengthOf(args[0])) : match.index + match[0].length;
      this.visited += 1 + Math.max(end - start, 0);
      return match;
    });
  }

  /** @param around is called in place of the method, with a function that calls the method */
  #patch<T extends object>(
    owner: T,
    name: keyof T & string,
    around: (self: unknown, args: readonly unknown[], call: () => unknown) => unknown,
  ): void {
    const original: unknown = owner[name];
    if (typeof original !== 'function') throw new TypeError(`${name} is no function`);
    const method = original;
    function counted(this: unknown, ...args: readonly unknown[]): unknown {
      return around(this, args, () => Reflect.apply(method, this, args));
    }
    // Assigning would make a method of a prototype enumerable.
    const descriptor = Object.getOwnPropertyDescriptor(owner, name);
    Object.defineProperty(owner, name, { ...descriptor, value: counted });
    this.#restore.push(() => Object.defineProperty(owner, name, { ...descriptor, value: method }));
  }
}

function lengthOf(value: unknown): number {
  return typeof value === 'string' || Array.isArray(value) || Buffer.isBuffer(value) ? value.length : 0;
}
