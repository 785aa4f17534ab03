import { foldName } from '../../../../runtime/schema/index.js';

/** A name in one spelling. */
export interface Name {
  readonly text: string;
  /** The form in which names are compared. */
  readonly folded: string;
}

/** The names of a schema, each spelling once: a schema repeats few names very often. */
export class Names {
  readonly #names = new Map<string, Name>();

  of(text: string): Name {
    let name = this.#names.get(text);
    if (name === undefined) {
      name = { text, folded: foldName(text) };
      this.#names.set(text, name);
    }
    return name;
  }
}
