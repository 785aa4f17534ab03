import type { Place } from '../../../diagnostics/index.js';
import { SourceText, type Span } from '../../source-text.js';
import { FileDiagnostics } from '../file-diagnostics.js';
import { readEscape } from './constant-value.js';
import { Lexer } from './lexer.js';
import type { StringNode } from './nodes.js';

/** The text of a string that holds MOF. Its places are those of the file that the string stands in. */
export class EmbeddedSource extends SourceText {
  readonly #outer: SourceText;
  /** Where each unit of the text stands in the outer one, and where the last one ends. */
  readonly #offsets: readonly number[];

  constructor(outer: SourceText, node: StringNode) {
    super(outer.file, node.value);
    this.#outer = outer;
    this.#offsets = offsetsOf(outer, node);
  }

  override place({ offset, length }: Span): Place {
    const start = this.#offsetOf(offset);
    return this.#outer.place({ offset: start, length: this.#offsetOf(offset + length) - start });
  }

  #offsetOf(offset: number): number {
    return this.#offsets[Math.min(offset, this.#offsets.length - 1)] ?? 0;
  }
}

function offsetsOf(outer: SourceText, node: StringNode): number[] {
  const { text } = outer;
  const end = node.offset + node.length;
  // What the lexer says of the string has been said.
  const lexer = new Lexer(new FileDiagnostics(outer));
  lexer.moveTo(node.offset);
  const offsets: number[] = [];
  for (lexer.next(); lexer.offset < end; lexer.next()) {
    const last = lexer.end - 1;
    for (let at = lexer.offset + 1; at < last; ) {
      offsets.push(at);
      at = text[at] === '\\' ? (readEscape(text, at)?.end ?? at + 1) : at + 1;
    }
  }
  return [...offsets, end - 1];
}
