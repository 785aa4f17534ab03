import { foldName } from '../../runtime/schema/index.js';
import { createDiagnostic, type Diagnostic, type DiagnosticSink, suggestion } from '../diagnostics/index.js';
import type { SchemaIndex } from './schema-index.js';

/** How many missing names are compared with all classes: a schema that misses more lacks files, not letters. */
const MOST_SUGGESTIONS = 100;

/**
 * Collects diagnostics about the classes of a schema. Where one belongs is told by the class, feature, parameter or
 * qualifier itself.
 */
export class ClassDiagnostics implements DiagnosticSink<object> {
  readonly index: SchemaIndex;
  readonly diagnostics: Diagnostic[] = [];
  readonly #suggestions = new Map<string, string | undefined>();

  constructor(index: SchemaIndex) {
    this.index = index;
  }

  error(node: object, code: string, message: string, help?: string): void {
    this.diagnostics.push(createDiagnostic('error', code, message, help, this.index.locate(node)));
  }

  warn(node: object, code: string, message: string, help?: string): void {
    this.diagnostics.push(createDiagnostic('warning', code, message, help, this.index.locate(node)));
  }

  /**
   * A class whose name is near to a name that the namespace does not declare. Many classes miss the same name: it is
   * looked up once. Classes that derive from the missing name itself are no candidates.
   *
   * @param words what else the name may stand for
   */
  suggestClass(namespace: string, name: string, words: readonly string[] = []): string | undefined {
    const key = `${namespace}:${name}:${words.length}`;
    if (!this.#suggestions.has(key) && this.#suggestions.size < MOST_SUGGESTIONS) {
      const names = this.index
        .classesIn(namespace)
        .filter((cimClass) => foldName(this.index.missingSuperclass(cimClass) ?? '') !== foldName(name))
        .map((cimClass) => cimClass.name);
      this.#suggestions.set(key, suggestion(name, [...words, ...names]));
    }
    return this.#suggestions.get(key);
  }
}
