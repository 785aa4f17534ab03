import type { Span } from '../../source-text.js';
import type { FileDiagnostics } from '../file-diagnostics.js';
import { foreignInput } from './foreign-input.js';
import { Lexer } from './lexer.js';
import type { NameNode } from './nodes.js';
import { type Token, type TokenKind, tokenEnd } from './token.js';

/** Thrown when a production does not fit, after the error was reported. It is caught where parsing can go on. */
export class SyntaxFailure extends Error {}

/** How deep values may be nested. No schema comes near it; the limit protects the call stack. */
const DEEPEST_NESTING = 100;

/** How often a missing quotation mark is looked for in one file. Each time a part of the file is read again. */
const REREADS = 10;

/** How long a name may be, in UTF-16 units. File systems have no longer ones, and what is generated repeats names. */
const LONGEST_NAME = 255;

/** The tokens whose text may have braces that count. A string without end is an unknown token. */
const HOLDS_BRACES: ReadonlySet<TokenKind> = new Set(['{', '}', 'unknown']);

/** The tokens of a file with lookahead, and what all productions need: expectations, errors, recovery. */
export class TokenStream {
  readonly diagnostics: FileDiagnostics;
  readonly #lexer: Lexer;
  #current: Token;
  #ahead: Token[] = [];
  #depth = 0;
  #openBraces = 0;
  /** The strings of the current statement that run over a line end. */
  #multilineStrings: (Token & { readonly openBraces: number })[] = [];
  #rereads = 0;
  #judged = false;

  constructor(diagnostics: FileDiagnostics) {
    this.diagnostics = diagnostics;
    this.#lexer = new Lexer(diagnostics);
    this.#current = this.#lexer.next();
  }

  get current(): Token {
    return this.#current;
  }

  /** How many braces were opened before the current token and not closed. */
  get openBraces(): number {
    return this.#openBraces;
  }

  /** The token `distance` places after the current one. */
  peek(distance: number): Token {
    while (this.#ahead.length < distance) this.#ahead.push(this.#lexer.next());
    return this.#ahead[distance - 1] ?? this.#current;
  }

  advance(): Token {
    const token = this.#current;
    if (token.multiline) this.#multilineStrings.push({ ...token, openBraces: this.#openBraces });
    // Where a quotation mark is missing, braces of later lines are inside a string.
    if (token.multiline || HOLDS_BRACES.has(token.kind)) this.#openBraces += bracesOpened(this.text(token));
    this.#current = this.#ahead.shift() ?? this.#lexer.next();
    return token;
  }

  text(token: Token): string {
    return this.diagnostics.source.text.slice(token.offset, tokenEnd(token));
  }

  at(kind: TokenKind): boolean {
    return this.#current.kind === kind;
  }

  /**
   * Keywords have any letter case, and are no reserved words: only their place makes them keywords (DSP0004 Annex A).
   */
  atKeyword(word: string, token: Token = this.#current): boolean {
    return token.kind === 'identifier' && token.length === word.length && this.text(token).toLowerCase() === word;
  }

  accept(kind: TokenKind): boolean {
    const found = this.at(kind);
    if (found) this.advance();
    return found;
  }

  acceptKeyword(word: string): boolean {
    const found = this.atKeyword(word);
    if (found) this.advance();
    return found;
  }

  expect(kind: TokenKind, expected: string, help?: string): Token {
    return this.at(kind) ? this.advance() : this.failExpecting(expected, help);
  }

  expectName(expected: string): NameNode {
    const token = this.expect('identifier', expected);
    if (token.length > LONGEST_NAME) {
      const message = `this name has ${token.length} characters; names have at most ${LONGEST_NAME}`;
      this.fail(token, 'mof-name-too-long', message);
    }
    return this.nameOf(token);
  }

  nameOf(token: Token): NameNode {
    return { text: this.text(token), offset: token.offset, length: token.length };
  }

  /** Runs a production that may contain itself. */
  nested<T>(production: () => T): T {
    if (this.#depth === DEEPEST_NESTING) {
      this.fail(this.#current, 'mof-too-deep', `values are nested more than ${DEEPEST_NESTING} deep`);
    }
    this.#depth++;
    try {
      return production();
    } finally {
      this.#depth--;
    }
  }

  fail(span: Span, code: string, message: string, help?: string): never {
    this.diagnostics.error(span, code, message, help);
    throw new SyntaxFailure();
  }

  failExpecting(expected: string, help?: string): never {
    const found = this.#current;
    this.#refuseForeignInput();
    if (this.#blameMultilineString(expected)) throw new SyntaxFailure();
    // A string without end was reported where it was read.
    if (found.kind === 'unknown' && this.text(found).startsWith('"')) throw new SyntaxFailure();
    this.#refuseInvisible(found);
    this.fail(found, 'mof-syntax', `expected ${expected} but found ${this.describe(found)}`, help);
  }

  /** Names must be told apart by eye. Nobody would see what stands at the place of this mistake. */
  #refuseInvisible(found: Token): void {
    const text = this.text(found);
    if (found.kind !== 'unknown' || /^[\0-\x7f]/.test(text)) return;
    const code = (text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    const message = `the character U+${code} cannot be seen, and stands in no name`;
    this.fail(found, 'mof-invisible-character', message, 'remove it, or write a blank');
  }

  /** At the first mistake, checks whether the file is MOF at all. If not, all further errors would be noise. */
  #refuseForeignInput(): void {
    if (this.#judged) return;
    this.#judged = true;
    const foreign = foreignInput(this.diagnostics.source.text);
    if (foreign === null) return;
    this.#ahead = [];
    this.#lexer.moveTo(this.diagnostics.source.text.length);
    this.#current = this.#lexer.next();
    this.fail(foreign, foreign.code, `${foreign.message}: "${inPart(foreign.evidence, 60)}"`, foreign.help);
  }

  /**
   * A syntax error after a string over several lines is most often due to a missing quotation mark, which is reported
   * instead.
   */
  #blameMultilineString(expected: string): boolean {
    const string = this.#multilineStrings[0];
    if (string === undefined || this.#rereads === REREADS) return false;
    this.#rereads++;
    const lineEnd = this.#lexer.endOfLine(string.offset);
    const found = this.describe(this.#current);
    this.diagnostics.error(
      { offset: string.offset, length: lineEnd - string.offset },
      'mof-unterminated-string',
      `this string has no end on its line, and behind its next quotation mark stands ${found} instead of ${expected}`,
      'close it with a quotation mark; a quotation mark inside a string is written \\"',
    );
    this.#openBraces = string.openBraces + bracesOpened(this.diagnostics.source.text.slice(string.offset, lineEnd));
    this.#ahead = [];
    this.#lexer.moveTo(lineEnd);
    this.#current = this.#lexer.next();
    return true;
  }

  describe(token: Token): string {
    const text = this.text(token);
    switch (token.kind) {
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
    for (const string of this.#multilineStrings) {
      this.diagnostics.warn(
        { offset: string.offset, length: this.#lexer.endOfLine(string.offset) - string.offset },
        'mof-newline-in-string',
        'this string runs over the end of its line; the line end is kept as a part of it',
        'write \\n, and strings side by side for long text',
      );
    }
    this.forget();
  }

  /** Ends a statement with a mistake. */
  forget(): void {
    this.#multilineStrings = [];
  }
}

function inPart(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}

/** How many more braces a text opens than it closes. */
function bracesOpened(text: string): number {
  return text.split('{').length - text.split('}').length;
}
