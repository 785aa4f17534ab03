import { foldName } from '../../runtime/schema/index.js';

/**
 * The keywords of TypeScript, contextual ones too: some of them cannot be used in a type or an import list (`keyof |
 * null`), and which ones depends on the version.
 */
const KEYWORDS =
  'abstract accessor any arguments as asserts assert async await bigint boolean break case catch class const ' +
  'constructor continue debugger declare default defer delete do else enum eval export extends false finally for from ' +
  'function get global if implements import in infer instanceof interface intrinsic is keyof let module namespace ' +
  'never new null number object of out override package private protected public readonly require return satisfies ' +
  'set static string super switch symbol this throw true try type typeof undefined unique unknown using var void ' +
  'while with yield';

/** What generated modules mention, and globals that TypeScript does not let a module redeclare. */
const GLOBALS = 'mi Uint8Array Object Promise Reflect exports globalThis';

/** Exports that change what a module is: `import()` calls `then` as a promise's, CommonJS has a use for the other. */
const EXPORTS = 'then __esModule';

const reserved = (names: string): ReadonlySet<string> => new Set(names.split(' '));

const RESERVED_IDENTIFIERS = reserved(`${KEYWORDS} ${GLOBALS} ${EXPORTS}`);

/**
 * Members that JavaScript looks for on any object, and those that TypeScript finds in any object literal: a literal
 * that gives no `hasOwnProperty` does not match a type where that is an optional string.
 */
const RESERVED_MEMBERS = reserved(
  'constructor __proto__ toString valueOf toJSON hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString',
);

/** An object with this method would be called by `await`. */
const RESERVED_METHODS = reserved('then');

/** Members of every function, so of every class. */
const RESERVED_STATICS = reserved('prototype name length caller arguments apply bind call');

/** File names that Windows keeps for devices, whatever the extension; to it, `¹` is a digit as well. */
const DEVICE = /^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$)$/;

/** Letters and marks that are newer than Unicode 12.1, the one of TypeScript 5.4. Newer versions of Node know them. */
const NEW_LETTERS = new RegExp(
  String.raw`[\u0870-\u0887\u0889-\u088F\u0897-\u089F\u08B5\u08BE-\u08D2\u0B55\u0C3C\u0C5C\u0C5D\u0CDC\u0CDD` +
    String.raw`\u0CF3\u0D04\u0D81\u0ECE\u170D\u1715\u171F\u1ABF-\u1ADD\u1AE0-\u1AEB\u1B4C\u1C89\u1C8A\u1DFA\u2C2F` +
    String.raw`\u2C5F\u30FB\u31BB-\u31BF\u4DB6-\u4DBF\u9FF0-\u9FFF\uA7C0\uA7C1\uA7C7-\uA7DC\uA7F1-\uA7F6\uA82C` +
    String.raw`\uAB68\uAB69\uFF65]`,
);

/**
 * True when the name can be an identifier of a program: what CIM allows (DSP0004 5.2.2, A.1: nothing beyond U+FFEF),
 * and TypeScript 5.4, too. With characters that are not seen (U+3164, U+FE0F), two different names look the same.
 */
export function isIdentifier(name: string): boolean {
  if (/^[A-Za-z_]\w*$/.test(name)) return true;
  const isName = /^[\p{ID_Start}_]\p{ID_Continue}*$/u.test(name) && !/\p{Default_Ignorable_Code_Point}/u.test(name);
  return isName && !/[\u{10000}-\u{10FFFF}]/u.test(name) && !NEW_LETTERS.test(name);
}

/** The identifier of a class: its name, with a `$` where TypeScript or the generated module needs that word itself. */
export function classIdentifier(name: string): string {
  return RESERVED_IDENTIFIERS.has(name) ? `${name}$` : name;
}

/** A kind of members. Each has its own reserved names. */
export type MemberKind = 'property' | 'method' | 'static method' | 'parameter';

const RESERVED_BY_KIND: Readonly<Record<MemberKind, readonly ReadonlySet<string>[]>> = {
  property: [RESERVED_MEMBERS],
  method: [RESERVED_MEMBERS, RESERVED_METHODS],
  'static method': [RESERVED_MEMBERS, RESERVED_METHODS, RESERVED_STATICS],
  parameter: [RESERVED_MEMBERS],
};

/** The member for a CIM name: the name, with a `$` where JavaScript needs that name itself. */
export function memberName(name: string, kind: MemberKind): string {
  return RESERVED_BY_KIND[kind].some((names) => names.has(name)) ? `${name}$` : name;
}

/** The name, with as many `$` as are needed to make it free. */
export function firstFree(name: string, isTaken: (name: string) => boolean): string {
  let free = name;
  while (isTaken(free)) free += '$';
  return free;
}

/**
 * The file of a class, without `.ts`. Names within a namespace differ by more than letter case; `index` is taken.
 *
 * @param earlier how many classes of the namespace come before this one among those whose files could be taken for the
 * same: the first of them gets a `$`, the next ones a number, too
 */
export function classFile(name: string, earlier: number): string {
  const file = `${name}${earlier > 0 ? '$' : ''}${earlier > 1 ? earlier : ''}`;
  const folded = foldName(file);
  return folded === 'index' || DEVICE.test(folded) ? `${file}$` : file;
}

/**
 * The folder of a namespace: one folder for each name. A name of a device, or that could be a class's file, gets a `$`.
 */
export function namespaceFolder(namespace: string): string {
  const names = namespace.split('/');
  return names.map((name) => (isFolderName(foldName(name)) ? name : `${name}$`)).join('/');
}

function isFolderName(folded: string): boolean {
  const [stem = ''] = folded.split('.');
  return !DEVICE.test(stem) && !folded.endsWith('.') && !folded.endsWith('.ts');
}
