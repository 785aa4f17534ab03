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
