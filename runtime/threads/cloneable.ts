import { MiError } from '../errors.js';
import { CimDateTime, CimInstance, CimInterval, CimReference } from '../values/index.js';
import { shown, thrownText } from '../values/shown.js';

/**
 * A structured clone keeps plain data, but of an object of a class only what is public, without the class. So such
 * objects cross threads as plain objects that are marked with the name of their class. Of plain data, each member
 * crosses.
 */
const MARK = 'mi-codegen:class';

/** The members of a class that hold data. */
type Fields<T> = { readonly [Name in keyof T as T[Name] extends (...args: never) => unknown ? never : Name]: T[Name] };

type ErrorFields = { readonly [Name in keyof Error]-?: Error[Name] | undefined } & Pick<Error, 'name' | 'message'>;

/** The classes whose objects cross, each with the data that an object is made from again. */
interface Classes {
  readonly CimInstance: Fields<CimInstance>;
  readonly CimReference: Fields<CimReference>;
  /** The 25 characters hold all of it. */
  readonly CimDateTime: string;
  readonly CimInterval: string;
  readonly MiError: ErrorFields & Omit<Fields<MiError>, keyof Error>;
  readonly Error: ErrorFields;
}

type Marked = {
  readonly [Name in keyof Classes]: { readonly [MARK]: Name; readonly data: Classes[Name] };
}[keyof Classes];

/** More levels than any value has: each instance that is embedded takes five. Other threads may have smaller stacks. */
const DEEPEST = 1000;

/**
 * The value as `postMessage` can clone it. {@link fromCloneable} makes it again in the other thread.
 * @throws MiError INVALID_PARAMETER for what cannot cross: functions, symbols, objects of unknown classes, and values
 * that hold themselves.
 */
export function toCloneable(value: unknown, depth = 0): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') throw cannotCross(shown(value));
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST) throw cannotCross(`a value of more than ${DEEPEST} levels`);
  if (Array.isArray(value)) return value.map((item) => toCloneable(item, depth + 1));
  if (isPlain(value)) {
    if (MARK in value) throw cannotCross(`an object with a member ${MARK}`);
    return mapMembers(value, (member) => toCloneable(member, depth + 1));
  }
  // A view would take with it all of the memory that it lies in.
  if (value instanceof Uint8Array) return new Uint8Array(value);
  if (value instanceof Date) return value;
  const { [MARK]: name, data } = marked(value);
  return { [MARK]: name, data: toCloneable(data, depth + 1) };
}

/** Makes the value again that {@link toCloneable} was given. */
export function fromCloneable(clone: unknown): unknown {
  if (typeof clone !== 'object' || clone === null) return clone;
  if (Array.isArray(clone)) return clone.map(fromCloneable);
  if (!isPlain(clone)) return clone;
  const members = mapMembers(clone, fromCloneable);
  return MARK in members ? unmarked(members as Marked) : members;
}

function marked(value: object): Marked {
  if (value instanceof CimInstance) {
    const { className, namespace, elements } = value;
    return { [MARK]: 'CimInstance', data: { className, namespace, elements } };
  }
  if (value instanceof CimReference) {
    const { className, namespace, keys, host, isClass } = value;
    return { [MARK]: 'CimReference', data: { className, namespace, keys, host, isClass } };
  }
  if (value instanceof CimDateTime) return { [MARK]: 'CimDateTime', data: value.toString() };
  if (value instanceof CimInterval) return { [MARK]: 'CimInterval', data: value.toString() };
  if (value instanceof MiError) {
    const { result, code, details } = value;
    return { [MARK]: 'MiError', data: { ...errorFields(value), result, code, details } };
  }
  if (value instanceof Error) return { [MARK]: 'Error', data: errorFields(value) };
  throw cannotCross(`an object of the class ${value.constructor.name}`);
}

function unmarked(object: Marked): unknown {
  switch (object[MARK]) {
    case 'CimInstance': {
      const { className, namespace, elements } = object.data;
      return new CimInstance(className, elements, namespace);
    }
    case 'CimReference': {
      const { className, namespace, keys, host, isClass } = object.data;
      return new CimReference(className, isClass ? null : keys, namespace, host);
    }
    case 'CimDateTime':
      return CimDateTime.parse(object.data);
    case 'CimInterval':
      return CimInterval.parse(object.data);
    case 'MiError': {
      const { result, message, code, details } = object.data;
      return withFields(new MiError(result, message, { code, details, ...causeOf(object.data) }), object.data);
    }
    case 'Error': {
      const { message } = object.data;
      const type = ERRORS.find(({ name }) => name === object.data.name) ?? Error;
      return withFields(new type(message, causeOf(object.data)), object.data);
    }
  }
}

/** The errors of JavaScript that a handler may fail with. */
const ERRORS = [TypeError, RangeError, SyntaxError];

/** What caused an error may be anything at all: of what cannot cross, the text does. */
function errorFields({ name, message, stack, cause }: Error): ErrorFields {
  return { name, message, stack, cause: canCross(cause) ? cause : thrownText(cause) };
}

function canCross(value: unknown): boolean {
  try {
    toCloneable(value);
    return true;
  } catch {
    return false;
  }
}

function causeOf({ cause }: ErrorFields): ErrorOptions {
  return cause === undefined ? {} : { cause };
}

/** An error keeps its name, and the place where it was made. */
function withFields<E extends Error>(error: E, { name, stack }: ErrorFields): E {
  if (error.name !== name) error.name = name;
  if (stack !== undefined) error.stack = stack;
  return error;
}

/** True for an object without a class, of any realm. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** The object itself where nothing changes: most objects hold nothing but numbers and texts. */
function mapMembers(object: object, map: (member: unknown) => unknown): object {
  const members = object as Readonly<Record<string, unknown>>;
  let changed: Record<string, unknown> | null = null;
  // `Object.entries` takes twice as long.
  for (const name of Object.keys(members)) {
    const member = members[name];
    const mapped = map(member);
    if (mapped === member) continue;
    changed ??= { ...members };
    changed[name] = mapped;
  }
  return changed ?? object;
}

function cannotCross(what: string): MiError {
  return new MiError('INVALID_PARAMETER', `${what} cannot be sent to the main thread, where MI runs`);
}
