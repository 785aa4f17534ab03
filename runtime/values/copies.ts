// A program may load several copies of this package, of one version or of several: those of a workspace whose packages
// have installed one each. Every copy has classes of its own. A mark tells their objects in other copies.

/** The version of this package. */
export const VERSION = '0.1.0';

/**
 * The door that this copy serves, and the revision of what copies read of each other's objects: the members of marked
 * classes, `GeneratedClass`, `ObjectState`, `Members`, requests, operations and sinks. A change to these that another
 * copy would not understand raises it.
 */
export const LAYOUT = 'v1.2';

/** What the prototype of a marked class has. Copies of any layout read it, so it stays as it is. */
interface Mark {
  readonly className: string;
  readonly layout: string;
  readonly version: string;
  /** The URL of the copy's code; undefined in a bundle that has none. */
  readonly url: string | undefined;
}

const MARK = Symbol.for('mi-codegen/mark');

/** A class, whoever may call its constructor. */
interface AnyClass {
  readonly prototype: object;
}

/** Marks the objects of a class. */
export function mark({ prototype }: AnyClass, className: string): void {
  Object.defineProperty(prototype, MARK, { value: markFor(className) });
}

function markFor(className: string): Mark {
  return { className, layout: LAYOUT, version: VERSION, url: import.meta.url };
}

/** Marks the objects of a class, and makes `instanceof` hold for those of the same class of other copies. */
export function acrossCopies(cls: AnyClass, className: string): void {
  mark(cls, className);
  const isInstance = Function.prototype[Symbol.hasInstance];
  Object.defineProperty(cls, Symbol.hasInstance, {
    value(this: unknown, value: unknown): boolean {
      if (typeof value !== 'object' || value === null) return false;
      // Classes that users derive from it inherit this.
      return Reflect.apply(isInstance, this, [value]) || (this === cls && isMarked(value, className));
    },
  });
}

function isMarked(object: object, className: string): boolean {
  try {
    const found = markOf(object);
    return found?.className === className && found.layout === LAYOUT;
  } catch {
    // A proxy that throws, as strict mocks do.
    return false;
  }
}

function markOf(value: unknown): Mark | undefined {
  return (value as { readonly [MARK]?: Mark } | null | undefined)?.[MARK];
}

/** True for an object of a copy whose objects this one cannot read. */
export function isForeign(value: unknown): boolean {
  return (markOf(value)?.layout ?? LAYOUT) !== LAYOUT;
}

/**
 * The object itself.
 * @throws TypeError for an object of a copy whose objects this one cannot read.
 */
export function readable<T>(value: T, giver: string): T {
  if (isForeign(value)) throw new TypeError(`${giver} gave ${foreignText(value)}`);
  return value;
}

/**
 * An object or a class of a copy that this one cannot read, as messages show it: with both copies, and what to do. Null
 * for anything else.
 */
export function foreignText(value: unknown): string | null {
  const marked: unknown = typeof value === 'function' ? value.prototype : value;
  const found = markOf(marked);
  if (found === undefined || !isForeign(marked)) return null;
  const { className } = found;
  return (
    `${typeof value === 'function' ? 'a class' : 'an object'} (${className}) of another copy of mi-codegen. ` +
    `Two copies that do not fit together are loaded, ${copyText(markFor(className))} and ${copyText(found)}: let one ` +
    'be installed, by "npm dedupe", or with mi-codegen in the peerDependencies of the packages that share it'
  );
}

/** `0.1.0 in /app/node_modules/mi-codegen` */
function copyText({ version, url }: Mark): string {
  if (url === undefined) return `${version} in a bundle`;
  const path = decodeURI(url).replace(/^file:\/\/(?:\/(?=[A-Za-z]:))?/, '');
  return `${version} in ${path.replace(/(?:\/dist)?\/runtime\/(?:chunks|values)\/[^/]*$/, '')}`;
}

/** What all copies of this layout share. It is made when the first of them needs it. */
export function shared<T extends object>(name: string, make: () => T): T {
  const key = Symbol.for(`mi-codegen/${LAYOUT}/${name}`);
  const holder = globalThis as { [key: symbol]: T | undefined };
  holder[key] ??= make();
  return holder[key];
}
