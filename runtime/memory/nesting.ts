import type { CimInstanceDeclaration } from '../schema/index.js';
import { DEEPEST_EMBEDDING } from '../values/cim-instance.js';
import { InvalidValue } from './invalid-value.js';

/** How many instances may be within one: aliases make a tree of 2^n instances out of n. */
const MOST = 10_000;

/** The instances that are being read, from the outermost inwards: none within itself, not too deep, and not too many. */
export class Nesting {
  readonly #verb: string;
  readonly #open = new Set<CimInstanceDeclaration>();
  #count = 0;

  /** @param verb what one instance does to another: `embeds`. */
  constructor(verb: string) {
    this.#verb = verb;
  }

  /** @throws InvalidValue when the instance must not be held here. */
  within<T>(declaration: CimInstanceDeclaration, read: () => T): T {
    const refuse = (what: string) => {
      throw new InvalidValue('INVALID_PARAMETER', `the instance ${this.#verb} ${what}`);
    };
    // Side by side there may be any number: they all are written.
    if (this.#open.size === 0) this.#count = 0;
    if (this.#open.has(declaration)) refuse('itself');
    if (this.#open.size >= DEEPEST_EMBEDDING) refuse(`others more than ${DEEPEST_EMBEDDING} levels deep`);
    if (++this.#count > MOST) refuse(`more than ${MOST} others`);
    this.#open.add(declaration);
    try {
      return read();
    } finally {
      this.#open.delete(declaration);
    }
  }
}
