import type { Span } from '../../source-text.js';
import type { FileDiagnostics } from '../file-diagnostics.js';
import { foreignInput } from './foreign-input.js';
import { Lexer } from './lexer.js';
import type { Name, Names } from './names.js';
import type { NameNode, SingleValueNode } from './nodes.js';
import type { Token, TokenKind } from './token.js';

/** Thrown when a production does not fit, after the error was reported. It is caught where parsing can go on. */
export class SyntaxFailure extends Error {}

/** How deep values may be nested. No schema comes near it; the limit protects the call stack. */
const DEEPEST_NESTING = 100;

/** How often a missing quotation mark is looked for in one file. Each time a part of the file is read again. */
const REREADS = 10;

/** How long a name may be, in UTF-16 units. File systems have no longer ones, and what is generated repeats names. */
const LONGEST_NAME = 255;

/** The tokens of a file with lookahead, and what all productions need: expectations, errors, recovery. */
export class TokenStream extends Lexer {
  /** Where the token before the current one ends. */
  previousEnd = 0;
  /** Whether a value of the current declaration is an alias or an instance. */
  holdsObjects = false;
  readonly #names: Names;
  #ahead: Token[] = [];
  #depth = 0;
  #openBraces = 0;
  /** The strings of the current statement that run over a line end. */
  #multilineStrings: (Span & { readonly openBraces: number })[] = [];
  #rereads = 0;
  #judged = false;

  constructor(diagnostics: FileDiagnostics, names: Names) {
    super(diagnostics);
    this.#names = names;
    this.next();
  }

  /** How many braces were opened before the current token and not closed. */
  get openBraces(): number {
    return this.#openBraces;
  }

  /** The place of the current token. */
  get span(): Span {
    return { offset: this.offset, length: this.end - this.offset };
  }

  /** The kind of the token `distance` places after the current one. */
  peek(distance: number): TokenKind {
    if (this.#ahead.length < distance) this.#readAhead(distance);
    return this.#ahead[distance - 1]?.kind ?? 'end';
  }

  #readAhead(distance: number): void {
    const current = copyOf(this);
    while (this.#ahead.length < distance) {
      this.next();
      this.#ahead.push(copyOf(this));
    }
    this.#become(current);
  }

  /** Makes a token that was read before the current one. */
  #become({ kind, offset, end, multiline, escaped }: Token): void {
    this.kind = kind;
    this.offset = offset;
    this.end = end;
    this.multiline = multiline;
    this.escaped = escaped;
  }

  /** Goes on to the next token. */
  advance(): void {
    if (this.kind === '{') this.#openBraces++;
    else if (this.kind === '}') this.#openBraces--;
    else if (this.multiline || this.kind === 'unknown') this.#passText();
    this.previousEnd = this.end;
    const next = this.#ahead.length === 0 ? undefined : this.#ahead.shift();
    if (next === undefined) this.next();
    else this.#become(next);
  }

  /** Where a quotation mark is missing, braces of later lines are inside a string, and others inside no token. */
  #passText(): void {
    if (this.multiline) this.#multilineStrings.push({ ...this.span, openBraces: this.#openBraces });
    this.#openBraces += bracesOpened(this.text);
  }

  at(kind: TokenKind): boolean {
    return this.kind === kind;
  }

  /**
   * Keywords have any letter case, and are no reserved words: only their place makes them keywords (DSP0004 Annex A).
   */
  atKeyword(word: string): boolean {
    return this.kind === 'identifier' && this.end - this.offset === word.length && this.text.toLowerCase() === word;
  }

  accept(kind: TokenKind): boolean {
    if (this.kind !== kind) return false;
    this.advance();
    return true;
  }

  acceptKeyword(word: string): boolean {
    const found = this.atKeyword(word);
    if (found) this.advance();
    return found;
  }

  expect(kind: TokenKind, expected: string, help?: string): void {
    if (this.kind !== kind) this.failExpecting(expected, help);
    this.advance();
  }

  expectName(expected: string): Name {
    const { offset, end } = this;
    this.expect('identifier', expected);
    const length = end - offset;
    if (length > LONGEST_NAME) {
      const message = `this name has ${length} characters; names have at most ${LONGEST_NAME}`;
      this.fail({ offset, length }, 'mof-name-too-long', message);
    }
    return this.#names.in(this.input, offset, end);
  }

  /** Whether the current token is a literal that stands for itself, and the tokens behind it were not read so far. */
  get isPlain(): boolean {
    return this.kind === 'string' && !this.escaped && !this.multiline && this.#ahead.length === 0;
  }

  /** The texts of adjacent literals that stand for themselves. The current token is one. */
  takeLiterals(): string[] {
    const texts = this.plainLiterals();
    this.advance();
    return texts;
  }

  /** The items of a list in front of the last one, as far as they are literals that stand for themselves. */
  takePlainItems(): SingleValueNode[] {
    const items: SingleValueNode[] = [];
    if (!this.isPlain) return items;
    let { literal: value, offset, end } = this;
    while (this.passPlainItem()) {
      items.push({ kind: 'string', value, parts: null, offset, length: end - offset });
      ({ literal: value, offset, end } = this);
    }
    return items;
  }

  /** A name with its place. */
  expectNameNode(expected: string): NameNode {
    const { offset } = this;
    return { name: this.expectName(expected), offset };
  }

  /** The current token as a name, whatever it is. */
  takeName(): NameNode {
    const node = { name: this.#names.in(this.input, this.offset, this.end), offset: this.offset };
    this.advance();
    return node;
  }

  /** Runs a production that may contain itself. */
  nested<T>(production: (stream: TokenStream) => T): T {
    if (this.#depth === DEEPEST_NESTING) {
      this.fail(this.span, 'mof-too-deep', `values are nested more than ${DEEPEST_NESTING} deep`);
    }
    this.#depth++;
    try {
      return production(this);
    } finally {
      this.#depth--;
    }
  }

  fail(span: Span, code: string, message: string, help?: string): never {
    this.diagnostics.error(span, code, message, help);
    throw new SyntaxFailure();
  }

  failExpecting(expected: string, help?: string): never {
    this.#refuseForeignInput();
    if (this.#blameMultilineString(expected)) throw new SyntaxFailure();
    // A string without end was reported where it was read.
    if (this.kind === 'unknown' && this.text.startsWith('"')) throw new SyntaxFailure();
    this.#refuseInvisible();
    this.fail(this.span, 'mof-syntax', `expected ${expected} but found ${this.#description}`, help);
  }

  /** Names must be told apart by eye. Nobody would see what stands at the place of this mistake. */
  #refuseInvisible(): void {
    const { kind, text } = this;
    if (kind !== 'unknown' || /^[\0-\x7f]/.test(text)) return;
    const code = (text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    const message = `the character U+${code} cannot be seen, and stands in no name`;
    this.fail(this.span, 'mof-invisible-character', message, 'remove it, or write a blank');
  }

  /** At the first mistake, checks whether the file is MOF at all. If not, all further errors would be noise. */
  #refuseForeignInput(): void {
    if (this.#judged) return;
    this.#judged = true;
    const foreign = foreignInput(this.input);
    if (foreign === null) return;
    this.#continueAt(this.input.length);
    this.fail(foreign, foreign.code, `${foreign.message}: "${inPart(foreign.evidence, 60)}"`, foreign.help);
  }

  #continueAt(offset: number): void {
    this.#ahead = [];
    this.moveTo(offset);
    this.next();
  }

  /**
   * A syntax error after a string over several lines is most often due to a missing quotation mark, which is reported
   * instead.
   */
  #blameMultilineString(expected: string): boolean {
    const string = this.#multilineStrings[0];
    if (string === undefined || this.#rereads === REREADS) return false;
    this.#rereads++;
    const lineEnd = this.endOfLine(string.offset);
    this.diagnostics.error(
      { offset: string.offset, length: lineEnd - string.offset },
      'mof-unterminated-string',
      `this string has no end on its line, and behind its next quotation mark stands ${this.#description} instead of ${expected}`,
      'close it with a quotation mark; a quotation mark inside a string is written \\"',
    );
    this.#openBraces = string.openBraces + bracesOpened(this.input.slice(string.offset, lineEnd));
    this.#continueAt(lineEnd);
    return true;
  }

  /** What messages call the current token. */
  get #description(): string {
    const { text } = this;
    switch (this.kind) {
      case 'end':
        return 'the end of the file';
      case 'string':
        return 'a string';
      case 'unknown':
        return `the character "${text.slice(0, 1)}"`;
      case 'identifier':
      case 'number':
      case 'directive':
      case 'alias':
      case 'char':
        return `"${inPart(text, 40)}"`;
      default:
        return `"${text}"`;
    }
  }

  /** Ends a statement without a mistake. Its strings over several lines are intended, and get a warning. */
  settle(): void {
    if (this.#multilineStrings.length === 0) return;
    for (const string of this.#multilineStrings) {
      this.diagnostics.warn(
        { offset: string.offset, length: this.endOfLine(string.offset) - string.offset },
        'mof-newline-in-string',
        'this string runs over the end of its line; the line end is kept as a part of it',
        'write \\n, and strings side by side for long text',
      );
    }
    this.forget();
  }

  /** Ends a statement with a mistake. */
  forget(): void {
    if (this.#multilineStrings.length > 0) this.#multilineStrings = [];
  }
}

function inPart(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}

/** How many more braces a text opens than it closes. */
function bracesOpened(text: string): number {
  return text.split('{').length - text.split('}').length;
}

function copyOf({ kind, offset, end, multiline, escaped }: Token): Token {
  return { kind, offset, end, multiline, escaped };
}
