import type { Address, Uint32 } from '../address.js';

/** What the words of a signature are in JavaScript. An `MI_Boolean`, which is one byte in C, is a boolean. */
interface Kinds {
  readonly ptr: Address;
  readonly u32: Uint32;
  readonly bool: boolean;
}

/** The declaration of a C function: its result, an `MI_Result` or nothing, and its parameters. */
export type Signature = `${'result' | 'void'}(${string})`;

/** The functions of a table, in the order of the C structure. */
export type TableDeclaration = Readonly<Record<string, Signature>>;

/** The arguments that a signature declares: `[Address, Uint32]` of `result(ptr, u32)`. */
export type Arguments<S extends Signature> = S extends `${string}(${infer Parameters})` ? Values<Parameters> : never;

type Values<Parameters extends string> = Parameters extends `${infer Kind extends keyof Kinds}, ${infer Rest}`
  ? [Kinds[Kind], ...Values<Rest>]
  : Parameters extends keyof Kinds
    ? [Kinds[Parameters]]
    : never;

/** What a function of the signature returns: the number of an `MI_Result`, or nothing. */
export type Result<S extends Signature> = S extends `result(${string})` ? number : undefined;
