import { MiArgumentError } from '../errors.js';

/** The place of a value among the arguments of a call: class, method, and the path to the value. */
export class ArgumentPlace {
  readonly #className: string;
  readonly #method: string;
  readonly #path: string;

  constructor(className: string, method: string, path = '') {
    this.#className = className;
    this.#method = method;
    this.#path = path;
  }

  /** The place of a member of the value here. */
  member(name: string): ArgumentPlace {
    return new ArgumentPlace(this.#className, this.#method, this.#path === '' ? name : `${this.#path}.${name}`);
  }

  /** The place of an item of the array here. */
  item(index: number): ArgumentPlace {
    return new ArgumentPlace(this.#className, this.#method, `${this.#path}[${index}]`);
  }

  /**
   * @param reason the rest of a sentence that begins with the place.
   * @throws MiArgumentError always.
   */
  refuse(reason: string): never {
    const place = { className: this.#className, method: this.#method, parameter: this.#path || null };
    throw new MiArgumentError(place, reason);
  }
}
