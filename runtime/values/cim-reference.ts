import { CimInstance } from './cim-instance.js';
import type { CimElement } from './cim-value.js';
import { acrossCopies } from './copies.js';
import { parseObjectPath, printObjectPath } from './object-path.js';
import { inspectable, requireText, shown } from './shown.js';

/** What reads the instance of a reference: a session. */
export interface InstanceSource<Options> {
  /** @throws MiError NOT_FOUND when there is no such instance, INVALID_NAMESPACE for an empty namespace. */
  getInstance(namespace: string, target: CimReference, options?: Options): Promise<CimInstance>;
}

/**
 * The path of an instance: a class and the values of its keys (DSP0004 8.2). It may also be the path of a class alone.
 * @typeParam T what {@link get} gives: a generated class for the references of generated code.
 */
export class CimReference<out T = unknown> {
  static {
    acrossCopies(CimReference, 'CimReference');
    inspectable(CimReference.prototype, (self) => {
      return `CimReference(${hasText(self) ? self.toString() : `${self.className} …`})`;
    });
  }

  /** The instance's class, or a superclass of it. */
  readonly className: string;
  /** Null when it is not known: then the namespace is that of the object that holds the reference. */
  readonly namespace: string | null;
  /**
   * The keys with their values, each marked as a key. There is none for the only instance of a singleton, and none for
   * a class. A path in WMI's short form (`Win32_LogicalDisk="C:"`) has one key without a name, the only key of its
   * class. Whoever knows the class gives it its name.
   */
  readonly keys: readonly CimElement[];
  /** The computer that the path names; null when it names none, or this one (`.`). A session does not look at it. */
  readonly host: string | null;
  /** True for the path of a class, which names no instance: `root/cimv2:Win32_Process`. */
  readonly isClass: boolean;

  /** @param keys null for the path of a class. */
  constructor(
    className: string,
    keys: readonly CimElement[] | null,
    namespace: string | null = null,
    host: string | null = null,
  ) {
    this.className = className;
    this.keys = (keys ?? []).map((key) => ({ ...key, key: true }));
    this.namespace = namespace;
    this.host = host;
    this.isClass = keys === null;
  }

  /**
   * Reads an object path: `root/cimv2:Win32_Process.Handle="4"`, `\\server\root\cimv2:Win32_LogicalDisk="C:"`,
   * `Win32_OperatingSystem=@`, `root/cimv2:Win32_Process` (a class). In quotes, a backslash belongs to the text unless
   * another one or a quotation mark follows it. Of a script's moniker (`winmgmts:{…}!\\.\root\cimv2:…`) the path is
   * read.
   *
   * A path does not tell the types of all keys: a bare integer is read as a 64-bit one, and anything quoted as a
   * string. `$at` of a generated class gives keys the types that the class declares.
   * @throws SyntaxError that says what is wrong and where.
   */
  static parse(text: string): CimReference {
    const { className, keys, namespace, host } = parseObjectPath(requireText(text, 'CimReference.parse'));
    return new CimReference(className, keys?.map((key) => ({ ...key, array: false })) ?? null, namespace, host);
  }

  /**
   * Reads the instance: a `CimInstance` for a reference made by hand, an object of its generated class for one that
   * came from generated code.
   * @throws MiError NOT_FOUND when there is no such instance, INVALID_NAMESPACE when the reference has no namespace.
   * @throws TypeError when there is no session.
   */
  async get<Options>(session: InstanceSource<Options>, options?: NoInfer<Options>): Promise<T> {
    if (typeof session?.getInstance !== 'function') {
      throw new TypeError(`CimReference.get: it takes a session, not ${shown(session)}`);
    }
    return (await session.getInstance(this.namespace ?? '', this, options)) as T;
  }

  /** An instance that holds the keys alone: the target of an operation. */
  toInstance(): CimInstance {
    return new CimInstance(this.className, this.keys, this.namespace);
  }

  /**
   * The object path: `root/cimv2:Win32_Process.Handle="4"`; `=@` follows the class of an instance without keys.
   * @throws RangeError when references are nested in one another as keys more than 16 levels deep. Each level doubles
   * the backslashes of those inside it.
   */
  toString(): string {
    const { className, keys, namespace, host, isClass } = this;
    if (!hasText(this)) {
      const reason = `references nested as keys more than ${DEEPEST_TEXT} levels deep`;
      throw new RangeError(`the path of ${className} has no text: it has ${reason}, each of which doubles the text`);
    }
    return printObjectPath({ className, keys: isClass ? null : keys, namespace, host });
  }

  /** The same. @throws RangeError as {@link toString} does. */
  toJSON(): string {
    return this.toString();
  }
}

/** How deep references that are keys may be nested in what is printed. */
const DEEPEST_TEXT = 16;

/** Whether a path has a text: see {@link CimReference.toString}. */
export function hasText(reference: CimReference): boolean {
  return !nestsDeeper(reference, DEEPEST_TEXT);
}

/** Whether references are nested in the keys of one more levels deep. */
function nestsDeeper({ keys }: CimReference, levels: number): boolean {
  return keys.some(({ value }) => value instanceof CimReference && (levels === 0 || nestsDeeper(value, levels - 1)));
}
