import { isNameCharacter } from '../../../../runtime/schema/index.js';
import { isLineEnd } from '../../source-text.js';
import type { FileDiagnostics } from '../file-diagnostics.js';
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
  noBreakSpace: 0xa0,
  byteOrderMark: 0xfeff,
} as const;

/** Classes of characters: what a character can begin or continue. */
const OTHER = 0;
const SPACE = 1;
const LETTER = 2;
const DIGIT = 3;
const PUNCTUATION = 4;

/** NUL and Ctrl-Z are spaces: old DOS files end with them. */
const ASCII_CLASSES = classify([
  [SPACE, ' \t\r\n\v\f\0\x1a'],
  [LETTER, '_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'],
  [DIGIT, '0123456789'],
  [PUNCTUATION, '{}()[],;:='],
]);

function classify(groups: readonly (readonly [number, string])[]): Uint8Array {
  const classes = new Uint8Array(128);
  for (const [group, characters] of groups) {
    for (const character of characters) classes[character.charCodeAt(0)] = group;
  }
  return classes;
}

/** The class of the character at an offset. Beyond ASCII, all that may stand in a name is a letter. */
function classAt(text: string, offset: number): number {
  const code = text.charCodeAt(offset);
  return code < 128 ? (ASCII_CLASSES[code] ?? OTHER) : classBeyondAscii(text, offset, code);
}

function classBeyondAscii(text: string, offset: number, code: number): number {
  if (code === CODE.noBreakSpace || code === CODE.byteOrderMark) return SPACE;
  // The second unit of a character is of the class of the first one.
  const start = isLowSurrogate(code) && offset > 0 ? offset - 1 : offset;
  return isNameCharacter(String.fromCodePoint(text.codePointAt(start) ?? 0)) ? LETTER : OTHER;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}

/** Splits a text into tokens: one for each call of `next`. */
export class Lexer {
  readonly #text: string;
  readonly #diagnostics: FileDiagnostics;
  #offset = 0;
  #stringsWithoutEnd = 0;
  /** No character literal ends before this offset: the line was searched from an earlier apostrophe. */
  #noCharBefore = 0;

  constructor(diagnostics: FileDiagnostics) {
    this.#text = diagnostics.source.text;
    this.#diagnostics = diagnostics;
  }

  /** Continues at another place. */
  moveTo(offset: number): void {
    this.#offset = offset;
    this.#noCharBefore = 0;
  }

  next(): Token {
    this.#skipTrivia();
    const start = this.#offset;
    if (start >= this.#text.length) return this.#token('end', start, start);
    const code = this.#text.charCodeAt(start);
    switch (classAt(this.#text, start)) {
      case LETTER:
        return this.#token('identifier', start, this.#endOfName(start));
      case DIGIT:
        return this.#token('number', start, this.#endOfNumber(start));
      case PUNCTUATION:
        return this.#token(this.#text[start] as TokenKind, start, start + 1);
      default:
        return this.#other(code, start);
    }
  }

  #other(code: number, start: number): Token {
    switch (code) {
      case CODE.quote:
        return this.#string(start);
      case CODE.apostrophe:
        return this.#char(start);
      case CODE.hash:
        return this.#token('directive', start, this.#endOfDirective(start));
      case CODE.dollar:
        return this.#named('alias', start);
      case CODE.plus:
      case CODE.minus:
      case CODE.dot:
        return this.#signed(start);
      default:
        return this.#token('unknown', start, start + ((this.#text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1));
    }
  }

  #token(kind: TokenKind, start: number, end: number, multiline = false): Token {
    this.#offset = end;
    return { kind, offset: start, length: end - start, multiline };
  }

  #classAt(offset: number): number {
    return offset < this.#text.length ? classAt(this.#text, offset) : OTHER;
  }

  #endOfName(offset: number): number {
    let end = offset;
    while (this.#classAt(end) === LETTER || this.#classAt(end) === DIGIT) end++;
    return end;
  }

  /** The end of everything that may be meant as a number. The production of values decides whether it is one. */
  #endOfNumber(offset: number): number {
    let end = offset;
    for (;;) {
      const code = this.#text.charCodeAt(end);
      const exponent = (code === CODE.plus || code === CODE.minus) && this.#isExponent(offset, end);
      const group = this.#classAt(end);
      if (group !== DIGIT && group !== LETTER && code !== CODE.dot && !exponent) return end;
      end++;
    }
  }

  #isExponent(start: number, sign: number): boolean {
    const before = this.#text[sign - 1];
    const hexadecimal = this.#text[start + 1]?.toLowerCase() === 'x';
    return (before === 'e' || before === 'E') && !hexadecimal && this.#classAt(sign + 1) === DIGIT;
  }

  #signed(start: number): Token {
    const dot = this.#text.charCodeAt(start) === CODE.dot ? start : start + 1;
    const digit = this.#text.charCodeAt(dot) === CODE.dot ? dot + 1 : dot;
    if (this.#classAt(digit) !== DIGIT) return this.#token('unknown', start, start + 1);
    return this.#token('number', start, this.#endOfNumber(digit));
  }

  #named(kind: TokenKind, start: number): Token {
    const end = this.#endOfName(start + 1);
    return this.#token(end === start + 1 ? 'unknown' : kind, start, end);
  }

  #endOfDirective(start: number): number {
    let word = start + 1;
    while (this.#text[word] === ' ' || this.#text[word] === '\t') word++;
    return this.#endOfName(word);
  }

  #string(start: number): Token {
    let multiline = false;
    for (let offset = start + 1; offset < this.#text.length; offset++) {
      const code = this.#text.charCodeAt(offset);
      if (code === CODE.quote) return this.#token('string', start, offset + 1, multiline);
      if (code === CODE.backslash) offset++;
      else if (isLineEnd(code)) multiline = true;
    }
    return this.#stringWithoutEnd(start);
  }

  /**
   * Continues on the next line. A second such string ends the file: otherwise hostile text would be read again and
   * again.
   */
  #stringWithoutEnd(start: number): Token {
    const lineEnd = this.endOfLine(start);
    this.#diagnostics.error(
      { offset: start, length: lineEnd - start },
      'mof-unterminated-string',
      'this string has no end',
      'close it with a quotation mark; a quotation mark inside a string is written \\"',
    );
    this.#stringsWithoutEnd++;
    const token = this.#token('unknown', start, lineEnd);
    if (this.#stringsWithoutEnd > 1) this.#offset = this.#text.length;
    return token;
  }

  #char(start: number): Token {
    if (start < this.#noCharBefore) return this.#token('unknown', start, start + 1);
    let offset = start + 1;
    for (; offset < this.#text.length; offset++) {
      const code = this.#text.charCodeAt(offset);
      if (code === CODE.apostrophe) return this.#token('char', start, offset + 1);
      if (isLineEnd(code)) break;
      if (code === CODE.backslash) offset++;
    }
    this.#noCharBefore = offset;
    return this.#token('unknown', start, start + 1);
  }

  endOfLine(offset: number): number {
    let end = offset;
    while (end < this.#text.length && !isLineEnd(this.#text.charCodeAt(end))) end++;
    return end;
  }

  #skipTrivia(): void {
    for (;;) {
      while (this.#classAt(this.#offset) === SPACE) this.#offset++;
      const code = this.#text.charCodeAt(this.#offset);
      if (code === CODE.slash) {
        if (!this.#skipComment()) return;
      } else if (code === CODE.backslash) {
        if (!this.#skipLineContinuation()) return;
      } else return;
    }
  }

  #skipComment(): boolean {
    const start = this.#offset;
    const second = this.#text.charCodeAt(start + 1);
    if (second === CODE.slash) this.#offset = this.endOfLine(start);
    else if (second === CODE.star) this.#skipBlockComment(start);
    else return false;
    return true;
  }

  #skipBlockComment(start: number): void {
    const end = this.#text.indexOf('*/', start + 2);
    if (end < 0) {
      this.#diagnostics.error(
        { offset: start, length: 2 },
        'mof-unterminated-comment',
        'this comment has no end',
        'close it with */',
      );
    }
    this.#offset = end < 0 ? this.#text.length : end + 2;
  }

  /** A `\` at the end of a line, left over from a C macro. It has no meaning in MOF. */
  #skipLineContinuation(): boolean {
    const start = this.#offset;
    let end = start + 1;
    while (this.#text[end] === ' ' || this.#text[end] === '\t') end++;
    if (end < this.#text.length && !isLineEnd(this.#text.charCodeAt(end))) return false;
    this.#diagnostics.warn(
      { offset: start, length: 1 },
      'mof-line-continuation',
      'a backslash at the end of a line has no meaning in MOF and is ignored',
      'remove it',
    );
    this.#offset = end;
    return true;
  }
}
