import type { CimInstanceDeclaration } from '../schema/index.js';
import { DEEPEST_EMBEDDING } from '../values/cim-instance.js';
import { InvalidValue } from './invalid-value.js';

/** How many instances one may hold: with aliases, n declarations can describe a tree of 2^n instances. */
const MOST = 10_000;

/** The instances that are being read, outermost first. None may hold itself, too many others, or others too deep. */
export class Nesting {
  readonly #verb: string;
  readonly #open = new Set<CimInstanceDeclaration>();
  #count = 0;

  /** @param verb what one instance does to another: `embeds`. */
  constructor(verb: string) {
    this.#verb = verb;
  }

  /**
   * Calls the function that reads an instance.
   * @throws InvalidValue when the instance must not be held by those that are being read.
   */
  within<T>(declaration: CimInstanceDeclaration, read: () => T): T {
    const refuse = (what: string) => {
      throw new InvalidValue('INVALID_PARAMETER', `the instance ${this.#verb} ${what}`);
    };
    // The limit is for each outermost instance. Any number of them may stand side by side.
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
