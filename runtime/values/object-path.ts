import { CIM_NAME, type CimType, foldName, INTEGER_RANGES, normalizeNamespace, outOfRange } from '../schema/index.js';
import { readNumber, realText } from './number-text.js';

/** A key as a path writes it. Anything that has no literal of its own is written as text, in quotes. */
export interface PathKey<Value = unknown> {
  /** Empty where the path leaves it out. */
  readonly name: string;
  readonly type: CimType;
  readonly value: Value;
}

/** The parts of an object path. */
export interface ObjectPath<Value = unknown> {
  /** Null when the path has none, or names this computer. */
  readonly host: string | null;
  /** Null when the path has none. */
  readonly namespace: string | null;
  readonly className: string;
  /** Null for the path of a class. */
  readonly keys: readonly PathKey<Value>[] | null;
}

type ParsedValue = boolean | number | bigint | string;

/** What stands before an object path in a moniker of scripts. The settings in braces are those of a connection. */
const MONIKER = /^winmgmts:(?:\{[^}]*\}!)?/i;
const COMPUTER = String.raw`(?:[A-Za-z][A-Za-z\d+.-]*:)?(?:\\\\|//)(?<host>[^\\/]+)[\\/]`;
const HEAD = new RegExp(String.raw`^(?:${COMPUTER})?(?:(?<namespace>[^:"'=]*):)?(?<className>${CIM_NAME})\s*`, 'u');
const TEXT = String.raw`"(?<text>(?:[^"\\]|\\.)*)"|'(?<char>(?:[^'\\]|\\.)*)'`;
const VALUE = String.raw`\s*(?:${TEXT}|(?<bare>[\w.+-]+))\s*`;
const UNNAMED_KEY = new RegExp(VALUE, 'suy');
const NAMED_KEY = new RegExp(String.raw`\s*(?<name>${CIM_NAME})\s*=${VALUE}`, 'suy');
/** A key whose text in quotes has no end. */
const OPEN_TEXT = /^([^"',]*)(["'])(?:(?!\2)[^\\]|\\.)*\\?$/s;

/**
 * Reads an object path as DSP0004 8.2, DSP0207 and WMI write it: `root/cimv2:Win32_Process.Handle="4"`,
 * `\\server\root\cimv2:Win32_LogicalDisk="C:"`, `Win32_OperatingSystem=@`, `root/cimv2:Win32_Process`; also as the
 * moniker of a script, behind `winmgmts:`.
 *
 * The types of keys follow from how they are written: a bare integer is a uint64 or sint64, and anything quoted a
 * string, whatever its class declares.
 * @throws SyntaxError that says what is wrong and where.
 */
export function parseObjectPath(written: string): ObjectPath<ParsedValue> {
  const text = written.trim().replace(MONIKER, '');
  const head = HEAD.exec(text);
  if (head?.groups === undefined) throw invalid(text, 'it does not begin with a class, or a namespace and a class');
  const { host = '.', namespace = '', className = '' } = head.groups;
  const normalized = normalizeNamespace(namespace);
  if (normalized === null && namespace !== '') throw invalid(text, `${JSON.stringify(namespace)} is no namespace`);
  return {
    host: host === '.' ? null : host,
    namespace: normalized,
    className,
    keys: parseKeys(text, head[0].length),
  };
}

/** What follows the class: nothing, `=@`, `=value`, or `.name=value,name=value`. */
function parseKeys(text: string, start: number): readonly PathKey<ParsedValue>[] | null {
  if (start === text.length) return null;
  if (text.slice(start) === '=@') return [];
  if (text[start] === '=') {
    const [key, end] = parseKey(text, start + 1, UNNAMED_KEY, 'a value such as "text" or 5');
    if (end < text.length) throw invalid(text, `expected the end at character ${end + 1}`);
    return [key];
  }
  if (text[start] !== '.') throw invalid(text, `expected ".", "=" or the end at character ${start + 1}`);
  const keys = new Map<string, PathKey<ParsedValue>>();
  for (let end = start; end < text.length; ) {
    if (end > start && text[end] !== ',') throw invalid(text, `expected "," or the end at character ${end + 1}`);
    const [key, next] = parseKey(text, end + 1, NAMED_KEY, 'a key such as Name="value"');
    if (keys.has(foldName(key.name))) throw invalid(text, `it names the key ${key.name} twice`);
    keys.set(foldName(key.name), key);
    end = next;
  }
  return [...keys.values()];
}

function parseKey(
  text: string,
  start: number,
  pattern: RegExp,
  expected: string,
): readonly [key: PathKey<ParsedValue>, end: number] {
  pattern.lastIndex = start;
  const { name = '', text: string, char, bare = '' } = pattern.exec(text)?.groups ?? {};
  const end = pattern.lastIndex;
  const quoted = (string ?? char)?.replace(/\\([\\"'])/g, '$1');
  if (quoted !== undefined) {
    return [{ name, type: char !== undefined && quoted.length === 1 ? 'char16' : 'string', value: quoted }, end];
  }
  const literal = bareValue(bare);
  if (typeof literal === 'object') return [{ name, ...literal }, end];
  throw invalid(text, literal ?? openText(text, start) ?? `expected ${expected} at character ${start + 1}`);
}

/** What is wrong where a text has no closing quotation mark, most often because of a backslash before it. */
function openText(text: string, start: number): string | undefined {
  const [, before, quote] = OPEN_TEXT.exec(text.slice(start)) ?? [];
  if (before === undefined) return undefined;
  const place = `the text that begins at character ${start + before.length + 1} has no end`;
  return `${place}: \\${quote} stands for ${quote} in it, \\\\ for a backslash`;
}

/** A literal without quotes; what is wrong with it; or undefined for what is none. */
function bareValue(literal: string): Omit<PathKey<ParsedValue>, 'name'> | string | undefined {
  if (/^(?:true|false)$/i.test(literal)) return { type: 'boolean', value: literal.toLowerCase() === 'true' };
  const number = readNumber(literal);
  if (typeof number === 'string') return undefined;
  const { kind, value } = number;
  if (kind === 'real') return Number.isFinite(value) ? { type: 'real64', value } : outOfRange(literal, 'real64');
  const type = value < 0n ? 'sint64' : 'uint64';
  const [min, max] = INTEGER_RANGES[type];
  return value < min || value > max ? outOfRange(value, type) : { type, value };
}

const SHOWN_LENGTH = 100;

function invalid(text: string, reason: string): SyntaxError {
  const shown = JSON.stringify(text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text);
  return new SyntaxError(`invalid object path ${shown}: ${reason}`);
}

/**
 * Writes an object path: `root/cimv2:Win32_Process.Handle="4"`. One with a computer is written as WMI does:
 * `\\server\root\cimv2:Win32_Process.Handle="4"`.
 */
export function printObjectPath({ host: named, namespace, className, keys }: ObjectPath): string {
  // Without a computer, a namespace of that name would be read as the beginning of a moniker.
  const host = named === null && namespace !== null && foldName(namespace) === 'winmgmts' ? '.' : named;
  const space = namespace === null ? '' : `${host === null ? namespace : namespace.replaceAll('/', '\\')}:`;
  return `${host === null ? '' : `\\\\${host}\\`}${space}${className}${keysText(keys)}`;
}

function keysText(keys: ObjectPath['keys']): string {
  if (keys === null) return '';
  const [first] = keys;
  if (first === undefined) return '=@';
  if (first.name === '') return `=${valueText(first)}`;
  return `.${keys.map((key) => `${key.name}=${valueText(key)}`).join(',')}`;
}

/** A key's value: numbers, TRUE and FALSE bare, all else quoted, a reference as its path. */
function valueText({ type, value }: PathKey): string {
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number' && Number.isFinite(value))
    return type.startsWith('real') ? realText(value) : String(value);
  const quote = type === 'char16' ? "'" : '"';
  return quote + escapeText(typeof value === 'number' ? realText(value) : String(value), quote) + quote;
}

function escapeText(text: string, quote: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`);
}
