// A program may load several copies of this package, of one version or of several: a workspace whose packages install
// their own. Each copy has its own classes, so the objects of one are told by a mark in the others.

/** The version of this package. */
export const VERSION = '0.1.0';

/**
 * The door that this copy serves, and the revision of what copies of it read of each other's objects: the members of
 * the marked classes, of `GeneratedClass` and `ObjectState`, and of requests, operations and sinks. What changes any of
 * these in a way that another copy would not understand raises it.
 */
export const LAYOUT = 'v1.1';

/** A copy of this package. All copies, of any layout, read this of one another. */
interface Copy {
  readonly version: string;
  /** Where its code is: a URL; undefined in a bundle that has none. */
  readonly url: string | undefined;
}

/** What the prototypes of marked classes have. All copies, of any layout, read this of one another. */
interface Mark {
  readonly className: string;
  readonly layout: string;
  readonly copy: Copy;
}

const MARK = Symbol.for('mi-codegen/mark');

const OWN: Copy = { version: VERSION, url: import.meta.url };

/** A class, whoever may call its constructor. */
interface AnyClass {
  readonly prototype: object;
}

/** Marks the objects of a class, so that other copies know them. */
export function mark({ prototype }: AnyClass, className: string): void {
  Object.defineProperty(prototype, MARK, { value: { className, layout: LAYOUT, copy: OWN } satisfies Mark });
}

/** Marks the objects of a class, and makes `instanceof` hold for those of its namesakes in other copies. */
export function acrossCopies(cls: AnyClass, className: string): void {
  mark(cls, className);
  const isInstance = Function.prototype[Symbol.hasInstance];
  Object.defineProperty(cls, Symbol.hasInstance, {
    value(this: unknown, value: unknown): boolean {
      // A class that a user derives from it inherits this.
      return Reflect.apply(isInstance, this, [value]) || (this === cls && isOf(markOf(value), className));
    },
  });
}

function isOf(found: Mark | undefined, className: string): boolean {
  return found?.className === className && found.layout === LAYOUT;
}

function markOf(value: unknown): Mark | undefined {
  return typeof value === 'object' && value !== null ? (value as { readonly [MARK]?: Mark })[MARK] : undefined;
}

/** True for an object of a copy whose objects this one cannot read. */
export function isForeign(value: unknown): boolean {
  return (markOf(value)?.layout ?? LAYOUT) !== LAYOUT;
}

/**
 * The object itself.
 * @param giver who gave it.
 * @throws TypeError for an object of a copy whose objects this one cannot read.
 */
export function readable<T>(value: T, giver: string): T {
  if (isForeign(value)) throw new TypeError(`${giver} gave ${foreignText(value)}`);
  return value;
}

/**
 * Says what an object, or a class, of a copy is that this one cannot read, which copies these are, and what to do; null
 * for anything else.
 */
export function foreignText(value: unknown): string | null {
  const found = markOf(typeof value === 'function' ? value.prototype : value);
  if (found === undefined || found.layout === LAYOUT) return null;
  const what = typeof value === 'function' ? 'a class' : 'an object';
  return (
    `${what} (${found.className}) of another copy of mi-codegen. Two copies that do not fit together are loaded, ` +
    `${copyText(OWN)} and ${copyText(found.copy)}: let one be installed, by "npm dedupe", ` +
    'or with mi-codegen in the peerDependencies of the packages that share it'
  );
}

/** `0.1.0 in /app/node_modules/mi-codegen` */
function copyText({ version, url }: Copy): string {
  if (url === undefined) return `${version} in a bundle`;
  const path = decodeURI(url).replace(/^file:\/\/(?:\/(?=[A-Za-z]:))?/, '');
  return `${version} in ${path.replace(/(?:\/dist)?\/runtime\/(?:chunks|values)\/[^/]*$/, '')}`;
}

/** What all copies of this layout share. It is made when the first of them needs it. */
export function shared<T extends object>(name: string, make: () => T): T {
  const key = Symbol.for(`mi-codegen/${LAYOUT}/${name}`);
  const held = globalThis as { [key: symbol]: T | undefined };
  held[key] ??= make();
  return held[key];
}
