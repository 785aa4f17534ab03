import { foldName } from '../schema/index.js';
import type { CimInstance } from '../values/index.js';
import { meantNamespace } from './declared-key.js';
import type { GeneratedClass } from './generated-class.js';

/** The generated class that an instance becomes an object of, and the namespace where it is. */
export interface AnswerClass<T> {
  readonly generated: GeneratedClass<T>;
  readonly namespace: string;
}

/** What was found for an instance. Most are of the same class as the one before. */
interface Finding extends AnswerClass<unknown> {
  readonly asked: GeneratedClass;
  readonly origin: string;
  readonly className: string;
  /** The namespace as the server wrote it. */
  readonly written: string | null;
  /** How many classes were known. */
  readonly registered: number;
}

let last: Finding | undefined;

/** @param origin the namespace that was asked; the instance may name another. */
export function answerClass<T>(
  { className, namespace: written }: CimInstance,
  asked: GeneratedClass<T>,
  origin: string,
): AnswerClass<T> {
  const { registered } = asked;
  if (
    last?.asked !== asked ||
    last.className !== className ||
    last.written !== written ||
    last.origin !== origin ||
    last.registered !== registered
  ) {
    const namespace = meantNamespace(written, origin);
    const generated = nearestGenerated(className, namespace, asked);
    last = { asked, origin, className, written, registered, namespace, generated };
  }
  return last as AnswerClass<T>;
}

/**
 * The most derived generated class that is loaded: the one that the server names, or the one that was asked. An answer
 * from another namespace, such as the far end of an association, is of the classes that were generated from there.
 */
export function nearestGenerated<T>(className: string, namespace: string, asked: GeneratedClass<T>): GeneratedClass<T> {
  const isElsewhere = namespace !== asked.namespace && foldName(namespace) !== foldName(asked.namespace);
  // No class of another namespace extends one that a user has derived.
  if (isElsewhere && asked.find(asked.namespace, asked.name) === asked) {
    const there = asked.find(namespace, className);
    const found = there?.isA(asked.name) ? there : asked.find(namespace, asked.name);
    if (found !== null) return found as GeneratedClass<T>;
  }
  const named = asked.find(asked.namespace, className);
  return named?.extends(asked) ? named : asked;
}
