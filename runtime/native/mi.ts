import { INSTANCE } from './abi/functions.js';
import { HANDLE, OBJECT } from './abi/layouts.js';
import type { TableDeclaration } from './abi/signature.js';
import { type Address, NULL } from './address.js';
import { type Characters, writeString } from './characters.js';
import { type FunctionTable, functionTable } from './function-table.js';
import { pointerAt } from './koffi.js';
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
    return functionTable(INSTANCE, pointerAt(address, OBJECT.functionTable));
  }

  /** The functions of a handle. */
  handle<T extends TableDeclaration>(declaration: T, address: Address): FunctionTable<T> {
    return functionTable(declaration, pointerAt(address, HANDLE.functionTable));
  }
}
