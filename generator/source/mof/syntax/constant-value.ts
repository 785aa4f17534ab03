import { outOfRange } from '../../../../runtime/schema/index.js';
import { readNumber } from '../../../../runtime/values/number-text.js';
import type { Span } from '../../source-text.js';
import type { SingleValueNode, StringNode } from './nodes.js';
import type { TokenStream } from './token-stream.js';

/**
 * `constantValue = integerValue / realValue / charValue / stringValue / datetimeValue / booleanValue / nullValue`, or
 * null when there is none.
 */
export function constantValue(stream: TokenStream): SingleValueNode | null {
  switch (stream.kind) {
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
  const { offset } = stream;
  const parts = literals(stream, unknownEscapes);
  while (stream.at('string')) parts.push(...literals(stream, unknownEscapes));
  const isOne = parts.length === 1;
  return {
    kind: 'string',
    value: isOne ? (parts[0] ?? '') : parts.join(''),
    parts: isOne ? null : parts,
    offset,
    length: stream.previousEnd - offset,
  };
}

/** The texts of at least one literal. */
function literals(stream: TokenStream, unknownEscapes: UnknownEscapes | undefined): string[] {
  if (stream.isPlain) return stream.takeLiterals();
  const { literal, offset, escaped } = stream;
  stream.expect('string', 'a string');
  return [escaped ? unescaped(literal, offset + 1, unknownEscapes ?? warnOf(stream)) : literal];
}

/** `charValue = "'" char16Char "'"`. */
function charValue(stream: TokenStream): SingleValueNode {
  const { literal, span, escaped } = stream;
  const value = escaped ? unescaped(literal, span.offset + 1, warnOf(stream)) : literal;
  if (value.length !== 1) {
    stream.fail(
      span,
      'mof-char',
      `a character literal holds one UTF-16 unit, this one holds ${value.length}`,
      'write text in quotation marks: "text"',
    );
  }
  stream.advance();
  return { kind: 'char', value, ...span };
}

/** `integerValue`, `realValue`. */
function numberValue(stream: TokenStream): SingleValueNode {
  const { span, text } = stream;
  const number = readNumber(text);
  if (typeof number === 'string') return stream.fail(span, 'mof-number', number);
  if (number.kind === 'real' && !Number.isFinite(number.value)) {
    return stream.fail(span, 'mof-out-of-range', outOfRange(text, 'real64'));
  }
  stream.advance();
  return { ...number, ...span };
}

/** `booleanValue = TRUE / FALSE`, `nullValue = NULL`. */
function wordValue(stream: TokenStream): SingleValueNode | null {
  const { span } = stream;
  if (stream.acceptKeyword('null')) return { kind: 'null', ...span };
  if (stream.acceptKeyword('true')) return { kind: 'boolean', value: true, ...span };
  if (stream.acceptKeyword('false')) return { kind: 'boolean', value: false, ...span };
  return null;
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
 * The text of a string or character literal, which stands at `offset` without its quotes.
 * `stringChar`, `char16Value`: `\b \t \n \f \r \" \' \\` and `\x` with up to four hexadecimal digits.
 * In an unknown escape both characters are kept: the backslash was probably meant as one.
 */
function unescaped(literal: string, offset: number, unknownEscapes: UnknownEscapes): string {
  const parts: string[] = [];
  let firstUnknown: number | null = null;
  let count = 0;
  let from = 0;
  for (let next = literal.indexOf('\\'); next >= 0; next = literal.indexOf('\\', from)) {
    parts.push(literal.slice(from, next));
    const known = readEscape(literal, next);
    parts.push(known?.value ?? literal.slice(next, next + 2));
    from = known?.end ?? next + 2;
    if (known !== null) continue;
    firstUnknown ??= offset + next;
    count++;
  }
  parts.push(literal.slice(from));
  if (firstUnknown !== null) unknownEscapes({ offset: firstUnknown, length: 2 }, count);
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
