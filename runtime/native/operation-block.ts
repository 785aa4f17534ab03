import { OPERATION } from './abi/functions.js';
import { HANDLE, OPERATION_CALLBACKS } from './abi/layouts.js';
import { type Address, NULL } from './address.js';
import { type ExtendedCallback, type ResultCallback, writeOperationCallbacks } from './callbacks.js';
import { type FunctionTable, functionTable } from './function-table.js';
import { type Block, BlockPool } from './memory.js';

const blocks = new BlockPool(HANDLE.size + OPERATION_CALLBACKS.size);

/** The memory of an `MI_Operation` and of its callbacks, which MI may read for as long as the operation lives. */
export class OperationBlock {
  readonly #block: Block = blocks.take();

  /** The address of the `MI_Operation`. */
  get address(): Address {
    return this.#block.address;
  }

  /** The functions of the operation; null when MI could not start it. */
  get functions(): FunctionTable<typeof OPERATION> | null {
    const table = this.#block.getAddress(HANDLE.functionTable);
    return table === NULL ? null : functionTable(OPERATION, table);
  }

  /** @returns the address of the callbacks. */
  writeCallbacks(context: Address, names: readonly (ExtendedCallback | ResultCallback)[]): Address {
    writeOperationCallbacks(this.#block.view, HANDLE.size, context, names);
    return this.#block.at(HANDLE.size);
  }

  /** Lets another operation use the memory. */
  release(): void {
    blocks.give(this.#block);
  }
}
