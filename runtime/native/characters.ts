import { type Address, NULL } from './address.js';
import { utf8At, utf16At } from './koffi.js';
import type { Arena } from './memory.js';

/** How `MI_Char` is written: UTF-16 on Windows, UTF-8 elsewhere. */
export interface Characters {
  /** Bytes of an `MI_Char`. */
  readonly width: 1 | 2;
  /** The string at an address, up to its zero. */
  read(address: Address): string;
  readonly encoding: 'utf8' | 'utf16le';
  /** The most bytes that a string takes for each of its UTF-16 units. */
  readonly bytesPerUnit: number;
}

export const NARROW: Characters = { width: 1, read: utf8At, encoding: 'utf8', bytesPerUnit: 3 };
export const WIDE: Characters = { width: 2, read: utf16At, encoding: 'utf16le', bytesPerUnit: 2 };

/**
 * Writes a string with its zero.
 * @returns the address; {@link NULL} for null.
 * @throws RangeError when the string contains a zero: for C it would end there.
 */
export function writeString(characters: Characters, arena: Arena, text: string | null): Address {
  if (text === null) return NULL;
  if (text.includes('\0')) throw new RangeError('a string with the character U+0000 cannot be given to MI');
  const { width, encoding, bytesPerUnit } = characters;
  const { block, offset, address } = arena.take(text.length * bytesPerUnit + width);
  const end = offset + block.bytes.write(text, offset, encoding);
  block.bytes.fill(0, end, end + width);
  return address;
}
