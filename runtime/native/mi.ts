import { MiError, MiResult, miError } from '../errors.js';
import { type Address, NULL, type TableDeclaration } from './abi/c-types.js';
import { INSTANCE } from './abi/functions.js';
import { HANDLE, OBJECT } from './abi/layouts.js';
import { type FunctionTable, functionTable, pointerAt, utf8At, utf16At } from './koffi.js';
import { Arena, Block } from './memory.js';

/** Where functions of MI store their results: offsets into {@link Mi.out}. */
export const OUT = {
  first: 0,
  second: 8,
  number: 16,
  type: 20,
  flags: 24,
  boolean: 28,
  value: 32,
  qualifierSet: 72,
  parameterSet: 96,
  parameterQualifierSet: 120,
} as const;
const OUT_SIZE = 144;

/** What every use of a loaded MI library needs: the form of its strings, and memory for arguments and results. */
export class Mi {
  readonly characters: Characters;
  readonly arena: Arena = new Arena();
  /** The results of a call. They must be read before the next call. */
  readonly out: Block = new Block(OUT_SIZE);
  /** The functions of the last instance. */
  #instances: { readonly address: Address; readonly functions: FunctionTable<typeof INSTANCE> } | undefined;

  constructor(characters: Characters) {
    this.characters = characters;
  }

  /** The address of a part of `out`: an offset of {@link OUT}. */
  at(offset: number): Address {
    return this.out.at(offset);
  }

  /** The string at an address; null for NULL. */
  text(address: Address): string | null {
    return address === NULL ? null : this.characters.read(address);
  }

  /** The string whose address a call stored in `out`. */
  textOut(offset: number): string | null {
    return this.text(this.out.getAddress(offset));
  }

  /** The address of a copy of the text, which lasts until the end of `arena.using`. */
  string(text: string | null): Address {
    return writeString(this.characters, this.arena, text);
  }

  /** The functions of an `MI_Instance`. */
  instance(address: Address): FunctionTable<typeof INSTANCE> {
    const table = pointerAt(address, OBJECT.functionTable);
    // Nearly all instances have the same.
    if (this.#instances?.address !== table) {
      this.#instances = { address: table, functions: functionTable(INSTANCE, table) };
    }
    return this.#instances.functions;
  }

  /** The functions of a handle. */
  handle<T extends TableDeclaration>(declaration: T, address: Address): FunctionTable<T> {
    return functionTable(declaration, pointerAt(address, HANDLE.functionTable));
  }
}

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

/** The error for an operation that MI has not started, without saying why. */
export function noOperation(subject: string): MiError {
  return new MiError('FAILED', `${subject}: MI gave no operation`);
}

/** @throws MiError when the result is not OK. */
export function check(code: number, subject: string): void {
  if (code !== MiResult.OK) throw miError(code, subject, null, null);
}
