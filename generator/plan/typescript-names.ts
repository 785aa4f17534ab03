import { foldName } from '../../runtime/schema/index.js';

/**
 * All keywords of TypeScript, including contextual ones. Some of those cannot be names of types or of imports
 * (`keyof | null`), and which of them depends on the version.
 */
const KEYWORDS =
  'abstract accessor any arguments as asserts assert async await bigint boolean break case catch class const ' +
  'constructor continue debugger declare default defer delete do else enum eval export extends false finally ' +
  'for from function get global if implements import in infer instanceof interface intrinsic is keyof let ' +
  'module namespace never new null number object of out override package private protected public readonly ' +
  'require return satisfies set static string super switch symbol this throw true try type typeof undefined ' +
  'unique unknown using var void while with yield';

/** Names that generated modules use, and globals that TypeScript does not let a module redeclare. */
const GLOBALS = 'mi Uint8Array Object Promise Reflect exports globalThis';

const reserved = (names: string): ReadonlySet<string> => new Set(names.split(' '));

const RESERVED_IDENTIFIERS = reserved(`${KEYWORDS} ${GLOBALS}`);

/** Members that JavaScript itself looks up on any object. */
const RESERVED_MEMBERS = reserved('constructor __proto__ toString valueOf toJSON');

/** Methods that TypeScript would take for overrides of those of `Object`, and `then`, which `await` would call. */
const RESERVED_METHODS = reserved('hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString then');

/** Members of every function, and so of every class. */
const RESERVED_STATICS = reserved('prototype name length caller arguments apply bind call');

/** File names that Windows reserves for devices, with any extension. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/** True for a name that both CIM (DSP0004 5.2.2, A.1) and JavaScript allow as an identifier. */
export function isIdentifier(name: string): boolean {
  return /^[\p{ID_Start}_]\p{ID_Continue}*$/u.test(name);
}

/** The identifier of a class: its name, with a `$` when TypeScript or the generated module uses that name itself. */
export function classIdentifier(name: string): string {
  return RESERVED_IDENTIFIERS.has(name) ? `${name}$` : name;
}

/** The kinds of members, which have different reserved names. */
export type MemberKind = 'property' | 'method' | 'static method' | 'parameter';

const RESERVED_BY_KIND: Readonly<Record<MemberKind, readonly ReadonlySet<string>[]>> = {
  property: [RESERVED_MEMBERS],
  method: [RESERVED_MEMBERS, RESERVED_METHODS],
  'static method': [RESERVED_MEMBERS, RESERVED_METHODS, RESERVED_STATICS],
  parameter: [RESERVED_MEMBERS],
};

/** The member for a CIM name: the name, with a `$` when JavaScript uses that name itself. */
export function memberName(name: string, kind: MemberKind): string {
  return RESERVED_BY_KIND[kind].some((names) => names.has(name)) ? `${name}$` : name;
}

/** The name, with as many `$` appended as it needs to be free. */
export function firstFree(name: string, isTaken: (name: string) => boolean): string {
  let free = name;
  while (isTaken(free)) free += '$';
  return free;
}

/**
 * The file of a class, without `.ts`. Names within a namespace differ by more than letter case; `index` is taken. macOS
 * treats composed and decomposed letters as equal, so a decomposed name gets a `$`.
 */
export function classFile(name: string): string {
  const folded = foldName(name);
  const isComposed = name.normalize('NFC') === name;
  return folded === 'index' || DEVICE.test(folded) || !isComposed ? `${name}$` : name;
}

/** The folder of a namespace, with a folder for each of its names. None is a device or the name of a class's file. */
export function namespaceFolder(namespace: string): string {
  const names = namespace.split('/');
  return names.map((name) => (isFolderName(foldName(name)) ? name : `${name}$`)).join('/');
}

function isFolderName(folded: string): boolean {
  const [stem = ''] = folded.split('.');
  return !DEVICE.test(stem) && !folded.endsWith('.') && !folded.endsWith('.ts');
}
