import { foldName } from '../../../../runtime/schema/index.js';

/** A name in one spelling. */
export interface Name {
  readonly text: string;
  /** The form in which names are compared. */
  readonly folded: string;
}

/** A power of two. */
const RECENT_NAMES = 1024;

/** The names of a schema, each spelling once: a schema repeats few names very often. */
export class Names {
  readonly #names = new Map<string, Name>();
  /** Names that were asked for before, by their length and the letters at both ends. */
  readonly #recent: (Name | undefined)[] = new Array<undefined>(RECENT_NAMES).fill(undefined);

  /** The name that is a part of a text. */
  in(text: string, offset: number, end: number): Name {
    const ends = text.charCodeAt(offset) * 31 + text.charCodeAt(end - 1);
    const slot = (ends * 31 + end - offset) % RECENT_NAMES;
    // Most names are found without to make a string.
    const recent = this.#recent[slot];
    if (recent?.text.length === end - offset && text.startsWith(recent.text, offset)) return recent;
    const name = this.#of(text.slice(offset, end));
    this.#recent[slot] = name;
    return name;
  }

  #of(text: string): Name {
    let name = this.#names.get(text);
    if (name === undefined) {
      name = { text, folded: foldName(text) };
      this.#names.set(text, name);
    }
    return name;
  }
}
