declare const kind: unique symbol;

/**
 * An address in the memory of C. It is a number, since addresses of user space are exact as one, but no other number
 * is accepted where an address is expected.
 */
export type Address = number & { readonly [kind]: 'address' };

/** An `MI_Uint32`: enumerations and flags too. Any number but an {@link Address}. */
export type Uint32 = number & { readonly [kind]?: 'uint32' };

/** Takes a number that came from C as an address. */
export function toAddress(number: number): Address {
  return number as Address;
}

/** No address. */
export const NULL: Address = toAddress(0);

/** The address that lies a number of bytes after another. */
export function offsetBy(address: Address, bytes: number): Address {
  return toAddress(address + bytes);
}

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
