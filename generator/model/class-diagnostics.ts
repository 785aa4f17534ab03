import { foldName, isSystemName } from '../../runtime/schema/index.js';
import { createDiagnostic, type Diagnostic, type DiagnosticSink, suggestion } from '../diagnostics/index.js';
import type { SchemaIndex } from './schema-index.js';

/** How many missing names are compared with all classes. In a schema that misses more, files are missing. */
export const MOST_SUGGESTIONS = 100;

/**
 * Collects diagnostics about the classes of a schema. Their places are found by the class, feature, parameter or
 * qualifier.
 */
export class ClassDiagnostics implements DiagnosticSink<object> {
  readonly index: SchemaIndex;
  readonly all: Diagnostic[] = [];
  readonly #suggestions = new Map<string, string | undefined>();

  constructor(index: SchemaIndex) {
    this.index = index;
  }

  error(node: object, code: string, message: string, help?: string): void {
    this.all.push(createDiagnostic('error', code, message, help, this.index.locate(node)));
  }

  /** @param cause see {@link Diagnostic.cause} */
  warn(node: object, code: string, message: string, help?: string, cause?: string): void {
    const diagnostic = createDiagnostic('warning', code, message, help, this.index.locate(node));
    this.all.push(cause === undefined ? diagnostic : { ...diagnostic, cause });
  }

  /**
   * Suggests a class for a name that the namespace does not declare. A name is looked up once, even if many classes
   * mention it. Classes that derive from the missing class are no candidates.
   *
   * @param words further candidates
   */
  suggestClass(namespace: string, name: string, words: readonly string[] = []): string | undefined {
    const key = `${namespace}:${name}:${words.length}`;
    if (!this.#suggestions.has(key) && this.#suggestions.size < MOST_SUGGESTIONS) {
      const system = isSystemName(name) ? this.index.undeclaredSystemClasses(namespace) : [];
      const names = [...this.index.classesIn(namespace), ...system]
        .filter((cimClass) => foldName(this.index.missingSuperclass(cimClass) ?? '') !== foldName(name))
        .map((cimClass) => cimClass.name);
      this.#suggestions.set(key, suggestion(name, [...words, ...names]));
    }
    return this.#suggestions.get(key);
  }
}
