import type { Span } from '../source-text.js';

type Punctuation = '{' | '}' | '(' | ')' | '[' | ']' | ',' | ';' | ':' | '=';

/** `directive` is `#word`; `unknown` is a character that begins no token. */
export type TokenKind =
  | Punctuation
  | 'identifier'
  | 'alias'
  | 'string'
  | 'char'
  | 'number'
  | 'directive'
  | 'unknown'
  | 'end';

/** A token is a stretch of the text; what it says is read from there when it is needed. */
export interface Token extends Span {
  readonly kind: TokenKind;
  /** A string that runs over the end of its line, which is often one whose quote is missing. */
  readonly multiline: boolean;
}

export function tokenEnd(token: Token): number {
  return token.offset + token.length;
}
