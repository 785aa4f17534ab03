import type { Span } from '../../source-text.js';

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

/** A token is a part of the text. Its value is read from the text when it is needed. */
export interface Token extends Span {
  readonly kind: TokenKind;
  /** True for a string that runs over the end of its line. Often its quotation mark is missing. */
  readonly multiline: boolean;
}

export function tokenEnd(token: Token): number {
  return token.offset + token.length;
}
