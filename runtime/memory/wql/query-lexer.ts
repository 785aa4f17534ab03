import { CIM_NAME } from '../../schema/index.js';
import { readNumber } from '../../values/number-text.js';
import { queryError } from './syntax.js';

/** A token of a query. */
export interface QueryToken {
  readonly kind: 'name' | 'string' | 'number' | 'path' | 'punctuator' | 'end';
  /** The text as written, but a string without its quotes and escapes, and a path without its braces. */
  readonly text: string;
  /** The index of its first character in the query. */
  readonly offset: number;
}

const SPACE = /\s*/y;
const PATTERNS = {
  name: new RegExp(CIM_NAME, 'uy'),
  // Everything that may be meant as a number. What is none is an error.
  number: /[+-]?\.?\d(?:\w|\.|(?<=[\d.]e)[+-](?=\d))*/iy,
  punctuator: /<>|<=|>=|!=|[=<>*,.()]/y,
};

/**
 * The tokens of a query. The last one is its end.
 * @throws MiError INVALID_QUERY
 */
export function tokenize(query: string): readonly QueryToken[] {
  const tokens: QueryToken[] = [];
  for (let offset = skipSpace(query, 0); offset < query.length; offset = skipSpace(query, offset)) {
    const [token, end] = readToken(query, offset);
    tokens.push(token);
    offset = end;
  }
  tokens.push({ kind: 'end', text: '', offset: query.length });
  return tokens;
}

function skipSpace(query: string, offset: number): number {
  return offset + (matchAt(SPACE, query, offset) ?? '').length;
}

function readToken(query: string, offset: number): readonly [token: QueryToken, end: number] {
  const first = query.charAt(offset);
  if (first === '"' || first === "'") return readString(query, offset);
  if (first === '{') return readPath(query, offset);
  for (const kind of ['name', 'number', 'punctuator'] as const) {
    const text = matchAt(PATTERNS[kind], query, offset);
    if (text === null) continue;
    const number = kind === 'number' ? readNumber(text) : null;
    if (typeof number === 'string') throw queryError(query, offset, number);
    return [{ kind, text, offset }, offset + text.length];
  }
  throw queryError(query, offset, `unexpected character ${JSON.stringify(first)}`);
}

/** A backslash escapes a quote or another backslash. Anywhere else it is an error, as in WMI. */
function readString(query: string, offset: number): readonly [token: QueryToken, end: number] {
  const end = stringEnd(query, offset);
  if (end === null) throw queryError(query, offset, 'the text that begins here has no end');
  const text = query.slice(offset + 1, end - 1).replace(/\\(.)/gs, (_, escaped: string, index: number) => {
    if (/[\\"']/.test(escaped)) return escaped;
    throw queryError(query, offset + 1 + index, 'a backslash in a text is written twice: \\\\');
  });
  return [{ kind: 'string', text, offset }, end];
}

/** The offset behind the string that begins with a quote at `start`; null when it has no end. */
function stringEnd(query: string, start: number): number | null {
  for (let index = start + 1; index < query.length; index++) {
    if (query[index] === '\\') index++;
    else if (query[index] === query[start]) return index + 1;
  }
  return null;
}

/** Within quotes, a path may contain braces. */
function readPath(query: string, offset: number): readonly [token: QueryToken, end: number] {
  for (let index = offset + 1; index < query.length; index++) {
    const character = query[index];
    if (character === '}') return [{ kind: 'path', text: query.slice(offset + 1, index), offset }, index + 1];
    if (character === '"' || character === "'") index = (stringEnd(query, index) ?? query.length) - 1;
  }
  throw queryError(query, offset, 'the object path that begins here has no "}"');
}

/** The text at the offset that a sticky pattern matches; null when it does not match. */
function matchAt(pattern: RegExp, text: string, offset: number): string | null {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? null;
}
