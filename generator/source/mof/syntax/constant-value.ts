import { outOfRange } from '../../../../runtime/schema/index.js';
import { readNumber } from '../../../../runtime/values/number-text.js';
import type { Span } from '../../source-text.js';
import type { SingleValueNode, StringNode } from './nodes.js';
import { type Token, tokenEnd } from './token.js';
import type { TokenStream } from './token-stream.js';

/**
 * `constantValue = integerValue / realValue / charValue / stringValue / datetimeValue / booleanValue / nullValue`, or
 * null when there is none.
 */
export function constantValue(stream: TokenStream): SingleValueNode | null {
  switch (stream.current.kind) {
    case 'string':
      return stringValue(stream);
    case 'number':
      return numberValue(stream);
    case 'char':
      return charValue(stream);
    default:
      return wordValue(stream);
  }
}

/** What is done about a literal with backslashes that begin no escape: the first of them, and how many there are. */
export type UnknownEscapes = (first: Span, count: number) => void;

/**
 * `stringValue = 1*( """ *stringChar """ )`: adjacent literals are one string.
 *
 * @param unknownEscapes default a warning for each literal
 */
export function stringValue(stream: TokenStream, unknownEscapes?: UnknownEscapes): StringNode {
  const first = stream.expect('string', 'a string');
  const parts = [textOf(stream, first, unknownEscapes)];
  let last = first;
  while (stream.at('string')) {
    last = stream.advance();
    parts.push(textOf(stream, last, unknownEscapes));
  }
  const { offset } = first;
  const length = tokenEnd(last) - offset;
  return { kind: 'string', value: parts.join(''), parts, offset, length };
}

/** `charValue = "'" char16Char "'"`. */
function charValue(stream: TokenStream): SingleValueNode {
  const token = stream.current;
  const value = textOf(stream, token);
  if (value.length !== 1) {
    stream.fail(
      token,
      'mof-char',
      `a character literal holds one UTF-16 unit, this one holds ${value.length}`,
      'write text in quotation marks: "text"',
    );
  }
  stream.advance();
  return { kind: 'char', value, offset: token.offset, length: token.length };
}

/** `integerValue`, `realValue`. */
function numberValue(stream: TokenStream): SingleValueNode {
  const token = stream.current;
  const number = readNumber(stream.text(token));
  if (typeof number === 'string') return stream.fail(token, 'mof-number', number);
  if (number.kind === 'real' && !Number.isFinite(number.value)) {
    return stream.fail(token, 'mof-out-of-range', outOfRange(stream.text(token), 'real64'));
  }
  stream.advance();
  return { ...number, offset: token.offset, length: token.length };
}

/** `booleanValue = TRUE / FALSE`, `nullValue = NULL`. */
function wordValue(stream: TokenStream): SingleValueNode | null {
  const { offset, length } = stream.current;
  if (stream.acceptKeyword('null')) return { kind: 'null', offset, length };
  if (stream.acceptKeyword('true')) return { kind: 'boolean', value: true, offset, length };
  if (stream.acceptKeyword('false')) return { kind: 'boolean', value: false, offset, length };
  return null;
}

function textOf(stream: TokenStream, token: Token, unknownEscapes: UnknownEscapes = warnOf(stream)): string {
  let first: number | null = null;
  let count = 0;
  const value = readText(stream.diagnostics.source.text, token.offset + 1, tokenEnd(token) - 1, (offset) => {
    first ??= offset;
    count++;
  });
  if (first !== null) unknownEscapes({ offset: first, length: 2 }, count);
  return value;
}

function warnOf({ diagnostics }: TokenStream): UnknownEscapes {
  return (first, count) => {
    const shown = `"${diagnostics.source.textOf(first)}"`;
    const message =
      count === 1
        ? `${shown} is no escape of MOF; both characters are kept`
        : `${shown} and ${count - 1} more in this string are no escapes of MOF; all characters are kept`;
    diagnostics.warn(first, 'mof-unknown-escape', message, 'write \\\\ for a backslash');
  };
}

const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  '"': '"',
  "'": "'",
  '\\': '\\',
};

const HEX_ESCAPE = /[xX]([0-9a-fA-F]{1,4})/y;

/**
 * The text of a string or character literal, without its quotes.
 * `stringChar`, `char16Value`: `\b \t \n \f \r \" \' \\` and `\x` with up to four hexadecimal digits.
 * In an unknown escape both characters are kept: the backslash was probably meant as one.
 */
function readText(text: string, start: number, end: number, unknownEscape: (offset: number) => void): string {
  // Search only in the literal: the rest of the file may be long.
  const literal = text.slice(start, end);
  let next = literal.indexOf('\\');
  if (next < 0) return literal;
  const parts: string[] = [];
  let from = 0;
  while (next >= 0) {
    parts.push(literal.slice(from, next));
    const known = readEscape(literal, next);
    if (known === null) unknownEscape(start + next);
    parts.push(known?.value ?? literal.slice(next, next + 2));
    from = known?.end ?? next + 2;
    next = literal.indexOf('\\', from);
  }
  parts.push(literal.slice(from));
  return parts.join('');
}

/** The escape that begins at a backslash, and where it ends; null for none that MOF has. */
export function readEscape(text: string, backslash: number): { value: string; end: number } | null {
  const plain = ESCAPES[text[backslash + 1] ?? ''];
  if (plain !== undefined) return { value: plain, end: backslash + 2 };
  HEX_ESCAPE.lastIndex = backslash + 1;
  const digits = HEX_ESCAPE.exec(text)?.[1];
  if (digits === undefined) return null;
  return { value: String.fromCharCode(Number.parseInt(digits, 16)), end: backslash + 2 + digits.length };
}
