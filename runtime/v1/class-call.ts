import type { Session } from '../session.js';
import { ArgumentPlace, shown } from './argument-place.js';
import type { GeneratedClass } from './generated-class.js';
import { generatedClass } from './registry.js';

/**
 * The generated class that a static method is called on. Each such method takes a session first.
 * @throws MiArgumentError when the session is none.
 */
export function calledClass(cls: object, session: unknown, method: string): GeneratedClass {
  const generated = generatedClass(cls);
  if (isSession(session)) return generated;
  const place: ArgumentPlace = new ArgumentPlace(generated.name, method);
  return place.refuse(`takes a session as its first argument, not ${shown(session)}`);
}

/** The methods tell: a session of another copy of this package is as good. */
function isSession(value: unknown): boolean {
  const { prepare, start } = (value ?? {}) as Partial<Record<keyof Session, unknown>>;
  return typeof prepare === 'function' && typeof start === 'function';
}
