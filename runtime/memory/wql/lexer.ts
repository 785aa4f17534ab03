import { queryError } from './query-error.js';

export interface Token {
  readonly kind: 'name' | 'string' | 'number' | 'path' | 'punctuator' | 'end';
  /** As written; of a string without quotes and escapes, of a path without braces. */
  readonly text: string;
  readonly offset: number;
}

const SPACE = /\s*/y;
const TOKEN =
  /(?<name>[\p{L}_][\p{L}\p{N}_]*)|(?<number>[+-]?(?:0x[\da-f]+|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?))|(?<punctuator><>|<=|>=|!=|[=<>*,.()])/iuy;
const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*'/suy;
/** A path may hold braces between quotes. */
const PATH = /\{(?:[^{}"']|"[^"\\]*(?:\\.[^"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*')*\}/suy;

/**
 * The tokens of a query, the last of which is its end.
 * @throws MiError INVALID_QUERY
 */
export function tokenize(query: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let offset = skipSpace(query, 0); offset < query.length; offset = skipSpace(query, offset)) {
    const [token, end] = readToken(query, offset);
    tokens.push(token);
    offset = end;
  }
  tokens.push({ kind: 'end', text: '', offset: query.length });
  return tokens;
}

function skipSpace(query: string, offset: number): number {
  return offset + (matchAt(SPACE, query, offset)?.[0].length ?? 0);
}

function readToken(query: string, offset: number): readonly [token: Token, end: number] {
  const first = query[offset] as string;
  if (first === '"' || first === "'") return readString(query, offset);
  if (first === '{') return readPath(query, offset);
  const groups = matchAt(TOKEN, query, offset)?.groups;
  for (const kind of ['name', 'number', 'punctuator'] as const) {
    const text = groups?.[kind];
    if (text !== undefined) return [{ kind, text, offset }, offset + text.length];
  }
  throw queryError(query, offset, `unexpected character ${JSON.stringify(first)}`);
}

/** A backslash stands before a quote or another backslash, and nowhere else. */
function readString(query: string, offset: number): readonly [token: Token, end: number] {
  const written = matchAt(STRING, query, offset)?.[0];
  if (written === undefined) throw queryError(query, offset, 'the text that begins here has no end');
  const stray = /^(?:[^\\]|\\[\\"'])*\\(?![\\"'])/s.exec(written);
  if (stray !== null) {
    throw queryError(query, offset + stray[0].length - 1, 'a backslash in a text is written twice: \\\\');
  }
  const text = written.slice(1, -1).replace(/\\(.)/gs, '$1');
  return [{ kind: 'string', text, offset }, offset + written.length];
}

function readPath(query: string, offset: number): readonly [token: Token, end: number] {
  const written = matchAt(PATH, query, offset)?.[0];
  if (written === undefined) throw queryError(query, offset, 'the object path that begins here has no "}"');
  return [{ kind: 'path', text: written.slice(1, -1), offset }, offset + written.length];
}

function matchAt(pattern: RegExp, text: string, offset: number): RegExpExecArray | null {
  pattern.lastIndex = offset;
  return pattern.exec(text);
}
