import { foldName } from '../../runtime/schema/index.js';
import { type Diagnostic, didYouMean } from '../diagnostics/index.js';
import type { SchemaIndex } from './schema-index.js';

/** So many different names are looked up among all classes: a schema that misses more lacks files, not letters. */
const MOST_HINTS = 100;

/** Collects what there is to say about the classes of a schema, each with its place. */
export class Report {
  readonly index: SchemaIndex;
  readonly diagnostics: Diagnostic[] = [];
  readonly #hints = new Map<string, string | undefined>();

  constructor(index: SchemaIndex) {
    this.index = index;
  }

  warn(node: object, code: string, message: string, help?: string): void {
    this.add(node, { severity: 'warning', code, message, ...(help === undefined ? {} : { help }) });
  }

  add(node: object, diagnostic: Omit<Diagnostic, 'place'>): void {
    const place = this.index.locate(node);
    this.diagnostics.push(place === undefined ? diagnostic : { ...diagnostic, place });
  }

  /**
   * The class that a name in vain may stand for: none that derives from that name itself. Many classes miss the same one,
   * so it is sought once.
   * @param words what else may stand in the name's place
   */
  classHint(namespace: string, name: string, words: readonly string[] = []): string | undefined {
    const key = `${namespace}:${name}:${words.length}`;
    if (!this.#hints.has(key) && this.#hints.size < MOST_HINTS) {
      const names = this.index
        .classesIn(namespace)
        .filter((cimClass) => foldName(this.index.missingSuperclass(cimClass) ?? '') !== foldName(name))
        .map((cimClass) => cimClass.name);
      this.#hints.set(key, didYouMean(name, [...words, ...names]));
    }
    return this.#hints.get(key);
  }
}
