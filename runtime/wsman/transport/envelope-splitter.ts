/** What XML is in the middle of. */
type Place = 'text' | 'markup' | 'tag' | 'comment' | 'section' | 'instruction';

/** What markup begins with, behind its `<`. All else is a tag. */
const OPENINGS = [
  ['!--', 'comment'],
  ['![CDATA[', 'section'],
  ['?', 'instruction'],
] as const;

const CLOSINGS = { comment: '-->', section: ']]>', instruction: '?>' } as const;

/** So many parts are joined into one: each takes memory of its own, and a server may send them of a few letters. */
const JOINED = 1024;

/**
 * Cuts a text of several XML documents into these, while it arrives. Only the markup counts: how the text is cut when
 * it arrives does not, nor what looks like an end in a comment, a CDATA section or the value of an attribute. Whether
 * a document is well-formed is for others to say. Each character is looked at once.
 */
export class EnvelopeSplitter {
  /** The document that has begun, in the parts in which it arrived. */
  #parts: string[] = [];
  /** Further parts, which are not joined yet. */
  #latest: string[] = [];
  #length = 0;
  #place: Place = 'text';
  /** How many elements are open. */
  #depth = 0;
  /** The beginning of the markup, or the last characters of what has an end of its own. */
  #seen = '';
  /** In a tag: its first and its last character so far, and the quote that a value is in. */
  #first = '';
  #last = '';
  #quote = '';

  /** How much has come since the last document, in UTF-16 units. */
  get length(): number {
    return this.#length;
  }

  /** True in the middle of no document. */
  get isBetween(): boolean {
    return this.#parts.length + this.#latest.length === 0;
  }

  /** What there is of a document that is not whole. */
  get rest(): string {
    return [...this.#parts, ...this.#latest].join('');
  }

  /** The documents that are whole with this text. */
  add(text: string): readonly string[] {
    const whole: string[] = [];
    let start = 0;
    for (let at = 0; at < text.length; at += 1) {
      if (this.#place === 'text') {
        at = text.indexOf('<', at);
        if (at === -1) break;
        this.#place = 'markup';
        this.#seen = '';
      } else if (this.#ends(text.charAt(at))) {
        whole.push(this.rest + text.slice(start, at + 1));
        this.#parts = [];
        this.#latest = [];
        this.#length = 0;
        this.#depth = 0;
        start = at + 1;
      }
    }
    const left = text.slice(start);
    // Between two documents there may be blanks, and byte order marks, which count as such here.
    if (!this.isBetween || left.trim() !== '') this.#keep(left);
    this.#length += left.length;
    return whole;
  }

  #keep(part: string): void {
    this.#latest.push(part);
    if (this.#latest.length < JOINED) return;
    this.#parts.push(this.#latest.join(''));
    this.#latest = [];
  }

  /** Whether a document ends with this character, which is in no text. */
  #ends(character: string): boolean {
    switch (this.#place) {
      case 'text':
        return false;
      case 'markup':
        this.#opens(character);
        return false;
      case 'tag':
        return this.#inTag(character);
      default: {
        const closing = CLOSINGS[this.#place];
        this.#seen = (this.#seen + character).slice(-closing.length);
        if (this.#seen === closing) this.#place = 'text';
        return false;
      }
    }
  }

  /** Finds out what the markup is. */
  #opens(character: string): void {
    this.#seen += character;
    const opening = OPENINGS.find(([begin]) => begin.startsWith(this.#seen));
    if (opening !== undefined && opening[0] !== this.#seen) return;
    this.#place = opening?.[1] ?? 'tag';
    this.#first = this.#seen.charAt(0);
    this.#last = character;
    this.#quote = '';
    this.#seen = '';
  }

  #inTag(character: string): boolean {
    const before = this.#last;
    this.#last = character;
    if (this.#quote !== '') {
      if (character === this.#quote) this.#quote = '';
    } else if (character === '"' || character === "'") {
      this.#quote = character;
    } else if (character === '>') {
      this.#place = 'text';
      // A declaration, such as DOCTYPE, is no element.
      if (this.#first === '!') return false;
      if (this.#first === '/') this.#depth -= 1;
      else if (before !== '/') this.#depth += 1;
      return this.#depth <= 0;
    }
    return false;
  }
}
