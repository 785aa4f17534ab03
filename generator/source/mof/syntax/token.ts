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
export interface Token {
  readonly kind: TokenKind;
  /** Where it begins and ends, in UTF-16 units. */
  readonly offset: number;
  readonly end: number;
  /** True for a string that runs over the end of its line. Often its quotation mark is missing. */
  readonly multiline: boolean;
  /** True for a string or a character with backslashes. */
  readonly escaped: boolean;
}
