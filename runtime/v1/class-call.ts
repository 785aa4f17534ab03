import { MiArgumentError } from '../errors.js';
import { type OptionCheck, optionMistake } from '../option-checks.js';
import type { Session } from '../session.js';
import { isForeign } from '../values/copies.js';
import { shown } from '../values/shown.js';
import { type GeneratedClass, generatedClass } from './generated-class.js';

/** A call of a static method of a generated class. */
export interface ClassCall<out T = unknown> {
  /** The class that the method was called on. */
  readonly generated: GeneratedClass<T>;
  readonly session: Session;
  /** The method, for errors. */
  readonly place: ArgumentPlace;
}

/**
 * The call of a static method. Each takes a session first.
 * @typeParam T what the caller takes the objects of the class for.
 * @throws MiArgumentError when there is no session.
 */
export function classCall<T>(cls: object, session: Session, method: string): ClassCall<T> {
  const generated = generatedClass<T>(cls);
  const place: ArgumentPlace = new ArgumentPlace(generated.name, method);
  if (!isSession(session)) place.refuse(`takes a session as its first argument, not ${shown(session)}`);
  return { generated, session, place };
}

/** Tells by the methods: the session may come from another copy of this package. */
function isSession(value: unknown): boolean {
  const { prepare, invoke } = (value ?? {}) as Partial<Record<keyof Session, unknown>>;
  return typeof prepare === 'function' && typeof invoke === 'function' && !isForeign(value);
}

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

  /** @throws MiArgumentError for an unknown option, and one of a wrong type. */
  checkOptions(options: unknown, table: Readonly<Record<string, OptionCheck>>): void {
    const mistake = optionMistake(options, table);
    if (mistake !== null) this.refuse(mistake);
  }
}
