import type { Session } from '../session.js';
import { shown } from '../values/shown.js';
import { ArgumentPlace } from './argument-place.js';
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

/** By its methods: a session of another copy of this package is as good. */
function isSession(value: unknown): boolean {
  const { prepare, start } = (value ?? {}) as Partial<Record<keyof Session, unknown>>;
  return typeof prepare === 'function' && typeof start === 'function';
}
