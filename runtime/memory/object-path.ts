import type { CimElement } from '../values/index.js';

/** The value of a key as an object path writes it: quoted text, or a bare word. */
export interface PathKey {
  readonly name: string;
  readonly text: string;
  readonly quoted: boolean;
}

/** An object path in its parts, before the class gives the keys their types (DSP0004 8.2). */
export interface ObjectPath {
  /** Null when the path does not say one. */
  readonly namespace: string | null;
  readonly className: string;
  readonly keys: readonly PathKey[];
}

const HEAD =
  /^(?:(?:\\\\|\/\/)(?<server>[^\\/]+)[\\/])?(?:(?<namespace>[^:."'=]*):)?(?<className>[\p{L}_][\p{L}\p{N}_]*)/u;
const KEY =
  /\s*(?<name>[\p{L}_][\p{L}\p{N}_]*)\s*=\s*(?:"(?<text>(?:[^"\\]|\\.)*)"|'(?<char>(?:[^'\\]|\\.)*)'|(?<bare>true|false|[+-]?\d*\.?\d+(?:e[+-]?\d+)?))\s*/isuy;

/** Reads `root/cimv2:Win32_Process.Handle="4"`, with or without server and namespace; null when the text is no object path. */
export function parseObjectPath(text: string): ObjectPath | null {
  const head = HEAD.exec(text.trim());
  if (head?.groups === undefined) return null;
  const { namespace, className = '' } = head.groups;
  const rest = text.trim().slice(head[0].length);
  const keys = rest === '' || rest === '=@' ? [] : parseKeys(rest);
  return keys && { namespace: namespace?.replaceAll('\\', '/') || null, className, keys };
}

function parseKeys(text: string): PathKey[] | null {
  if (!text.startsWith('.')) return null;
  const keys: PathKey[] = [];
  const pattern = new RegExp(KEY);
  pattern.lastIndex = 1;
  for (let key = pattern.exec(text); key?.groups !== undefined; key = pattern.exec(text)) {
    const { name = '', text: quoted, char, bare } = key.groups;
    const value = quoted ?? char;
    keys.push({ name, text: value?.replace(/\\(.)/g, '$1') ?? bare ?? '', quoted: value !== undefined });
    const end = pattern.lastIndex;
    if (end === text.length) return keys;
    if (text[end] !== ',') return null;
    pattern.lastIndex = end + 1;
  }
  return null;
}

/** The value of a key as a schema would write it: numbers and booleans are bare, all else is quoted. */
export function writtenValue({ text, quoted }: PathKey): string | number | boolean {
  if (quoted) return text;
  if (/^(?:true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  return isInteger(text) && !Number.isSafeInteger(Number(text)) ? text : Number(text);
}

/** The key with the type it looks like, for a class that nobody knows. */
export function guessedElement(key: PathKey): CimElement {
  const { name, text, quoted } = key;
  const value = writtenValue(key);
  if (typeof value === 'boolean') return { name, type: 'boolean', array: false, value };
  if (quoted) return { name, type: 'string', array: false, value: text };
  if (!isInteger(text)) return { name, type: 'real64', array: false, value: Number(text) };
  return { name, type: text.startsWith('-') ? 'sint64' : 'uint64', array: false, value: BigInt(text) };
}

function isInteger(text: string): boolean {
  return /^[+-]?\d+$/.test(text);
}
