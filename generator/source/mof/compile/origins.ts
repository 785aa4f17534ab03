import type { Place } from '../../../diagnostics/index.js';
import type { FileDiagnostics } from '../file-diagnostics.js';
import type { Span } from '../source-text.js';

/** Remembers from which part of which file each object of the model was made. */
export class Origins {
  readonly #origins = new Map<object, readonly [FileDiagnostics, Span]>();

  /** Remembers the origin of an object, and returns the object. */
  mark<T extends object>(object: T, diagnostics: FileDiagnostics, span: Span): T {
    this.#origins.set(object, [diagnostics, span]);
    return object;
  }

  /** Gives an object the origin of the one that it replaces, and returns it. */
  replace<T extends object>(original: object, replacement: T): T {
    const origin = this.#origins.get(original);
    if (origin !== undefined) this.#origins.set(replacement, origin);
    return replacement;
  }

  locate(object: object): Place | undefined {
    const origin = this.#origins.get(object);
    return origin?.[0].source.place(origin[1]);
  }
}
