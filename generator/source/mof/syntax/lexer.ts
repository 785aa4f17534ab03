import { isLineEnd } from '../../source-text.js';
import type { FileDiagnostics } from '../file-diagnostics.js';
import { classAt, DIGIT, isPartOfName, LETTER, OTHER, PUNCTUATION, SPACE } from './character-classes.js';
import { BLANKS, COMMA, endOfMatch, LINE, NAME, PLAIN_TEXT } from './runs.js';
import type { Token, TokenKind } from './token.js';

const CODE = {
  quote: 0x22,
  hash: 0x23,
  dollar: 0x24,
  apostrophe: 0x27,
  star: 0x2a,
  plus: 0x2b,
  minus: 0x2d,
  dot: 0x2e,
  slash: 0x2f,
  backslash: 0x5c,
} as const;

/** Splits a text into tokens. The current one is in the fields: an object for each would be most of the work. */
export class Lexer implements Token {
  kind: TokenKind = 'end';
  offset = 0;
  end = 0;
  multiline = false;
  escaped = false;
  readonly diagnostics: FileDiagnostics;
  protected readonly input: string;
  /** Where the next token is looked for. */
  #position = 0;
  #stringsWithoutEnd = 0;
  /** No character literal ends before this offset: the line was searched from an earlier apostrophe. */
  #noCharBefore = 0;

  constructor(diagnostics: FileDiagnostics) {
    this.diagnostics = diagnostics;
    this.input = diagnostics.source.text;
  }

  /** The text of the current token. */
  get text(): string {
    return this.input.slice(this.offset, this.end);
  }

  /** The text between the quotation marks or the apostrophes of the current token. */
  get literal(): string {
    return this.input.slice(this.offset + 1, this.end - 1);
  }

  /** Continues at another place. */
  moveTo(offset: number): void {
    this.#position = offset;
    this.#noCharBefore = 0;
  }

  /** Reads the next token. */
  next(): void {
    const text = this.input;
    const start = this.#endOfTrivia();
    switch (classAt(text, start)) {
      case LETTER:
        this.#become('identifier', start, this.#endOfName(start + 1));
        break;
      case DIGIT:
        this.#become('number', start, this.#endOfNumber(start));
        break;
      case PUNCTUATION:
        this.#become(text.charAt(start) as TokenKind, start, start + 1);
        break;
      default:
        if (start < text.length) this.#other(text.charCodeAt(start), start);
        else this.#become('end', start, start);
    }
  }

  #other(code: number, start: number): void {
    switch (code) {
      case CODE.quote:
        this.#string(start);
        break;
      case CODE.apostrophe:
        this.#char(start);
        break;
      case CODE.hash:
        this.#become('directive', start, this.#endOfDirective(start));
        break;
      case CODE.dollar:
        this.#alias(start);
        break;
      case CODE.plus:
      case CODE.minus:
      case CODE.dot:
        this.#signed(start);
        break;
      default:
        this.#become('unknown', start, start + ((this.input.codePointAt(start) ?? 0) > 0xffff ? 2 : 1));
    }
  }

  #become(kind: TokenKind, offset: number, end: number): void {
    this.kind = kind;
    this.offset = offset;
    this.end = end;
    this.multiline = false;
    this.escaped = false;
    this.#position = end;
  }

  #endOfName(offset: number): number {
    let end = endOfMatch(NAME, this.input, offset);
    // A name may go on beyond ASCII.
    while (isPartOfName(classAt(this.input, end))) end++;
    return end;
  }

  /** The end of everything that may be meant as a number. The production of values decides whether it is one. */
  #endOfNumber(offset: number): number {
    let end = offset;
    for (;;) {
      const code = this.input.charCodeAt(end);
      const exponent = (code === CODE.plus || code === CODE.minus) && this.#isExponent(offset, end);
      if (!isPartOfName(classAt(this.input, end)) && code !== CODE.dot && !exponent) return end;
      end++;
    }
  }

  #isExponent(start: number, sign: number): boolean {
    const before = this.input[sign - 1];
    const hexadecimal = this.input[start + 1]?.toLowerCase() === 'x';
    return (before === 'e' || before === 'E') && !hexadecimal && classAt(this.input, sign + 1) === DIGIT;
  }

  #signed(start: number): void {
    const dot = this.input.charCodeAt(start) === CODE.dot ? start : start + 1;
    const digit = this.input.charCodeAt(dot) === CODE.dot ? dot + 1 : dot;
    if (classAt(this.input, digit) !== DIGIT) this.#become('unknown', start, start + 1);
    else this.#become('number', start, this.#endOfNumber(digit));
  }

  #alias(start: number): void {
    const end = this.#endOfName(start + 1);
    this.#become(end === start + 1 ? 'unknown' : 'alias', start, end);
  }

  #endOfDirective(start: number): number {
    let word = start + 1;
    while (this.input[word] === ' ' || this.input[word] === '\t') word++;
    return this.#endOfName(word);
  }

  #string(start: number): void {
    const text = this.input;
    let multiline = false;
    let escaped = false;
    for (let end = start + 1; end < text.length; ) {
      end = endOfMatch(PLAIN_TEXT, text, end);
      switch (text.charCodeAt(end)) {
        case CODE.quote:
          this.#become('string', start, end + 1);
          this.multiline = multiline;
          this.escaped = escaped;
          return;
        case CODE.backslash:
          escaped = true;
          end += 2;
          break;
        default:
          multiline = true;
          end++;
      }
    }
    this.#stringWithoutEnd(start);
  }

  /**
   * The texts of the current literal and of those right behind it that stand for themselves. The last one becomes the
   * current token. Long texts are written in many literals: this reads them without a token for each.
   */
  protected plainLiterals(): string[] {
    const texts = [this.literal];
    while (this.#becomePlain(endOfMatch(BLANKS, this.input, this.end))) texts.push(this.literal);
    return texts;
  }

  /** Makes the literal behind the current one and a comma the current token, if there is one that stands for itself. */
  protected passPlainItem(): boolean {
    const start = endOfMatch(COMMA, this.input, this.end);
    return start > 0 && this.#becomePlain(start);
  }

  /** Makes the literal at an offset the current token, if there is one and it stands for itself. */
  #becomePlain(start: number): boolean {
    const text = this.input;
    if (text.charCodeAt(start) !== CODE.quote) return false;
    const end = endOfMatch(PLAIN_TEXT, text, start + 1);
    if (text.charCodeAt(end) !== CODE.quote) return false;
    this.#become('string', start, end + 1);
    return true;
  }

  /**
   * Continues on the next line. A second such string ends the file: otherwise hostile text would be read again and
   * again.
   */
  #stringWithoutEnd(start: number): void {
    const lineEnd = this.endOfLine(start);
    this.diagnostics.error(
      { offset: start, length: lineEnd - start },
      'mof-unterminated-string',
      'this string has no end',
      'close it with a quotation mark; a quotation mark inside a string is written \\"',
    );
    this.#stringsWithoutEnd++;
    this.#become('unknown', start, lineEnd);
    if (this.#stringsWithoutEnd > 1) this.#position = this.input.length;
  }

  #char(start: number): void {
    const text = this.input;
    let escaped = false;
    let offset = Math.max(start + 1, this.#noCharBefore);
    for (; offset < text.length; offset++) {
      const code = text.charCodeAt(offset);
      if (code === CODE.apostrophe) {
        this.#become('char', start, offset + 1);
        this.escaped = escaped;
        return;
      }
      if (isLineEnd(code)) break;
      if (code === CODE.backslash) {
        escaped = true;
        offset++;
      }
    }
    this.#noCharBefore = offset;
    this.#become('unknown', start, start + 1);
  }

  endOfLine(offset: number): number {
    return endOfMatch(LINE, this.input, offset);
  }

  /** Where the first token behind spaces and comments begins. */
  #endOfTrivia(): number {
    const text = this.input;
    let offset = this.#position;
    for (;;) {
      let group = classAt(text, offset);
      // One space is most common. More than one are the indentation of a line.
      if (group === SPACE) group = classAt(text, ++offset);
      while (group === SPACE) {
        offset = Math.max(offset + 1, endOfMatch(BLANKS, text, offset));
        group = classAt(text, offset);
      }
      if (group !== OTHER || offset >= text.length) return offset;
      const code = text.charCodeAt(offset);
      if (code !== CODE.slash && code !== CODE.backslash) return offset;
      const end = code === CODE.slash ? this.#endOfComment(offset) : this.#endOfLineContinuation(offset);
      if (end === offset) return offset;
      offset = end;
    }
  }

  #endOfComment(start: number): number {
    switch (this.input.charCodeAt(start + 1)) {
      case CODE.slash:
        return this.endOfLine(start);
      case CODE.star:
        return this.#endOfBlockComment(start);
      default:
        return start;
    }
  }

  #endOfBlockComment(start: number): number {
    const end = this.input.indexOf('*/', start + 2);
    if (end >= 0) return end + 2;
    this.diagnostics.error(
      { offset: start, length: 2 },
      'mof-unterminated-comment',
      'this comment has no end',
      'close it with */',
    );
    return this.input.length;
  }

  /** A `\` at the end of a line, left over from a C macro. It has no meaning in MOF. */
  #endOfLineContinuation(start: number): number {
    let end = start + 1;
    while (this.input[end] === ' ' || this.input[end] === '\t') end++;
    if (end < this.input.length && !isLineEnd(this.input.charCodeAt(end))) return start;
    this.diagnostics.warn(
      { offset: start, length: 1 },
      'mof-line-continuation',
      'a backslash at the end of a line has no meaning in MOF and is ignored',
      'remove it',
    );
    return end;
  }
}
