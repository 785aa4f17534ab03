import { normalizeNamespace } from '../schema/index.js';
import { CimInstance } from './cim-instance.js';
import type { CimElement, CimValue } from './cim-value.js';
import { inspectable } from './shown.js';

/** What reads the instance of a reference: a session. */
export interface InstanceSource<Options> {
  /** @throws MiError NOT_FOUND when there is no such instance, INVALID_NAMESPACE for an empty namespace. */
  getInstance(namespace: string, target: CimReference, options?: Options): Promise<CimInstance>;
}

/**
 * The path of an instance: a class and the values of its keys (DSP0004 8.2).
 * @typeParam T what {@link get} gives: a generated class for the references of generated code.
 */
export class CimReference<out T = unknown> {
  static {
    inspectable(CimReference.prototype, (self) => `CimReference(${self.toString()})`);
  }

  /** The instance's class, or a superclass of it. */
  readonly className: string;
  /** Null when it is not known: then the namespace is that of the object that holds the reference. */
  readonly namespace: string | null;
  /** The keys with their values, each marked as a key. */
  readonly keys: readonly CimElement[];

  constructor(className: string, keys: readonly CimElement[], namespace: string | null = null) {
    this.className = className;
    this.keys = keys.map((key) => ({ ...key, key: true }));
    this.namespace = namespace;
  }

  /**
   * Reads an object path: `root/cimv2:Win32_Process.Handle="4"`. A computer may stand before it, and is not kept, since
   * a session knows its computer.
   *
   * A path does not tell the types of all keys: a bare integer is read as a 64-bit one, and anything quoted as a
   * string. `$at` of a generated class gives keys the types that the class declares.
   * @throws SyntaxError that says what is wrong and where.
   */
  static parse(text: string): CimReference {
    const { className, keys, namespace } = parseObjectPath(text);
    return new CimReference(className, keys, namespace);
  }

  /**
   * Reads the instance: a `CimInstance` for a reference made by hand, an object of its generated class for one that
   * came from generated code.
   * @throws MiError NOT_FOUND when there is no such instance, INVALID_NAMESPACE when the reference has no namespace.
   */
  async get<Options>(session: InstanceSource<Options>, options?: NoInfer<Options>): Promise<T> {
    return (await session.getInstance(this.namespace ?? '', this, options)) as T;
  }

  /** An instance that holds the keys alone: the target of an operation. */
  toInstance(): CimInstance {
    return new CimInstance(this.className, this.keys, this.namespace);
  }

  /** The object path: `root/cimv2:Win32_Process.Handle="4"`; `=@` follows the class where it has no keys. */
  toString(): string {
    return printObjectPath(this);
  }

  /** The same. */
  toJSON(): string {
    return this.toString();
  }
}

/** The parts of an object path. */
interface ObjectPath {
  /** Null when the path has none. */
  readonly namespace: string | null;
  readonly className: string;
  readonly keys: readonly CimElement[];
}

const NAME = String.raw`[\p{L}_][\p{L}\p{N}_]*`;
const COMPUTER = String.raw`(?:[a-z][a-z\d+.-]*:)?(?:\\\\|//)[^\\/]+[\\/]`;
const HEAD = new RegExp(`^(?:${COMPUTER})?(?:(?<namespace>[^:"'=]*):)?(?<className>${NAME})`, 'iu');
const TEXT = String.raw`"(?<text>(?:[^"\\]|\\.)*)"|'(?<char>(?:[^'\\]|\\.)*)'`;
const BARE = String.raw`(?<bare>true|false|[+-]?\d*\.?\d+(?:e[+-]?\d+)?)`;
const KEY = new RegExp(String.raw`\s*(?<name>${NAME})\s*=\s*(?:${TEXT}|${BARE})\s*`, 'isuy');

/**
 * Reads an object path as DSP0004 8.2, DSP0207 and WMI write it: `root/cimv2:Win32_Process.Handle="4"`,
 * `\\server\root\cimv2:Win32_Process.Handle="4"`, `Win32_OperatingSystem=@`. The computer is not kept.
 *
 * The types of keys follow from how they are written: a bare integer is a uint64 or sint64, and anything quoted a
 * string, whatever its class declares.
 * @throws SyntaxError that says what is wrong and where.
 */
function parseObjectPath(text: string): ObjectPath {
  const head = HEAD.exec(text.trim());
  if (head?.groups === undefined) throw invalid(text, 'it does not begin with a class, or a namespace and a class');
  const { namespace = '', className = '' } = head.groups;
  const normalized = normalizeNamespace(namespace);
  if (normalized === null && namespace !== '') throw invalid(text, `${JSON.stringify(namespace)} is no namespace`);
  return { namespace: normalized, className, keys: parseKeys(text.trim(), head[0].length) };
}

function parseKeys(text: string, start: number): readonly CimElement[] {
  const rest = text.slice(start, start + 3);
  if (rest === '' || rest === '=@') return [];
  if (!rest.startsWith('.')) throw invalid(text, `expected "." and keys, or "=@", at character ${start + 1}`);
  const keys: CimElement[] = [];
  let end = start;
  while (end < text.length) {
    if (end > start && text[end] !== ',') throw invalid(text, `expected "," or the end at character ${end + 1}`);
    KEY.lastIndex = end + 1;
    const key = KEY.exec(text);
    if (key?.groups === undefined) throw invalid(text, `expected a key such as Name="value" at character ${end + 2}`);
    keys.push(parseKey(key.groups));
    end = KEY.lastIndex;
  }
  return keys;
}

function parseKey({ name = '', text, char, bare = '' }: Readonly<Record<string, string | undefined>>): CimElement {
  const element = (type: CimElement['type'], value: CimValue): CimElement => ({ name, type, array: false, value });
  const quoted = (text ?? char)?.replace(/\\(.)/gsu, '$1');
  if (quoted !== undefined) return element(char !== undefined && quoted.length === 1 ? 'char16' : 'string', quoted);
  if (/^[tf]/i.test(bare)) return element('boolean', bare.toLowerCase() === 'true');
  if (!/^[+-]?\d+$/.test(bare)) return element('real64', Number(bare));
  return element(bare.startsWith('-') ? 'sint64' : 'uint64', BigInt(bare.replace('+', '')));
}

const SHOWN_LENGTH = 100;

function invalid(text: string, reason: string): SyntaxError {
  const shown = JSON.stringify(text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text);
  return new SyntaxError(`invalid object path ${shown}: ${reason}`);
}

/** Writes an object path: `root/cimv2:Win32_Process.Handle="4"`; `=@` follows the class where it has no keys. */
function printObjectPath({ namespace, className, keys }: ObjectPath): string {
  const written = keys.map((key) => `${key.name}=${keyText(key)}`).join(',');
  return `${namespace === null ? '' : `${namespace}:`}${className}${written === '' ? '=@' : `.${written}`}`;
}

/** A key's value: numbers, TRUE and FALSE bare, all else quoted, a reference as its path. */
function keyText({ type, value }: CimElement): string {
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return type.startsWith('real') ? realText(value) : String(value);
  const quote = type === 'char16' ? "'" : '"';
  return quote + escapeText(String(value), quote) + quote;
}

/** A real number has a point (DSP0004 A.1). Without it, it would be read as an integer. */
function realText(value: number): string {
  return String(value).replace(/^-?\d+(?=e|$)/, '$&.0');
}

function escapeText(text: string, quote: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`);
}
