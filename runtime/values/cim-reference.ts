import { MiError } from '../errors.js';
import type { OperationOptions } from '../options.js';
import type { Session } from '../session.js';
import { CimInstance } from './cim-instance.js';
import type { CimElement, CimScalar } from './cim-value.js';
import { inspectable } from './inspectable.js';

/**
 * The path of an instance: a class and the values of its keys (DSP0004 8.2).
 * @typeParam T what {@link get} gives: a generated class for the references of generated code.
 */
export class CimReference<out T = unknown> {
  static {
    inspectable(CimReference.prototype, (self) => `CimReference(${self.toString()})`);
  }

  readonly className: string;
  /** Null when it was not said: the namespace of what holds the reference. */
  readonly namespace: string | null;
  readonly keys: readonly CimElement[];

  constructor(className: string, keys: readonly CimElement[], namespace: string | null = null) {
    this.className = className;
    this.keys = keys.map((key) => ({ ...key, key: true }));
    this.namespace = namespace;
  }

  /**
   * Reads the instance: a `CimInstance` for a reference made by hand, an object of its generated class for one that
   * came from generated code.
   * @throws MiError NOT_FOUND when there is no such instance, INVALID_NAMESPACE when the reference has no namespace.
   */
  async get(session: Session, options?: OperationOptions): Promise<T> {
    if (this.namespace === null) throw new MiError('INVALID_NAMESPACE', `the reference ${this} has no namespace`);
    return (await session.getInstance(this.namespace, this.toInstance(), options)) as T;
  }

  /** An instance that holds the keys alone: the target of an operation. */
  toInstance(): CimInstance {
    return new CimInstance(this.className, this.keys, this.namespace);
  }

  /** The object path: `root/cimv2:Win32_Process.Handle="4"`; `=@` follows the class where it has no keys. */
  toString(): string {
    const keys = this.keys.map((key) => `${key.name}=${keyText(key)}`).join(',');
    const namespace = this.namespace === null ? '' : `${this.namespace}:`;
    return `${namespace}${this.className}${keys === '' ? '=@' : `.${keys}`}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

/** A key's value as an object path writes it: numbers bare, TRUE and FALSE, all else quoted. */
function keyText({ type, value }: CimElement): string {
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  const quote = type === 'char16' ? "'" : '"';
  return quote + escapeText(String(value as Exclude<CimScalar, CimInstance>), quote) + quote;
}

function escapeText(text: string, quote: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`);
}
