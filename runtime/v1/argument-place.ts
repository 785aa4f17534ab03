import { MiArgumentError } from '../errors.js';

/** Where a value stands among the arguments of a call. */
export class ArgumentPlace {
  readonly #className: string;
  readonly #method: string;
  readonly #path: string;

  constructor(className: string, method: string, path = '') {
    this.#className = className;
    this.#method = method;
    this.#path = path;
  }

  member(name: string): ArgumentPlace {
    return new ArgumentPlace(this.#className, this.#method, this.#path === '' ? name : `${this.#path}.${name}`);
  }

  item(index: number): ArgumentPlace {
    return new ArgumentPlace(this.#className, this.#method, `${this.#path}[${index}]`);
  }

  /** @param reason the rest of a sentence that begins with the place. */
  refuse(reason: string): never {
    const place = { className: this.#className, method: this.#method, parameter: this.#path || null };
    throw new MiArgumentError(place, reason);
  }
}

const SHOWN_LENGTH = 40;

/** A value as an error shows it. No code of the value's own is run. */
export function shown(value: unknown): string {
  if (typeof value === 'string') {
    return JSON.stringify(value.length > SHOWN_LENGTH ? `${value.slice(0, SHOWN_LENGTH)}…` : value);
  }
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return 'an array';
  return value instanceof Date ? 'a Date' : 'an object';
}
