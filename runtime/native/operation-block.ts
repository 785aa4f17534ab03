import { OPERATION } from './abi/functions.js';
import { HANDLE, OPERATION_CALLBACKS } from './abi/layouts.js';
import { type Address, NULL } from './address.js';
import { writeOperationCallbacks } from './callbacks.js';
import { type FunctionTable, functionTable } from './function-table.js';
import { type Block, BlockPool } from './memory.js';
import type { ResultKind } from './session-operations.js';

const blocks = new BlockPool(HANDLE.size + OPERATION_CALLBACKS.size);
const ALWAYS = ['promptUser', 'writeError', 'writeMessage', 'writeProgress'] as const;

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

  /**
   * Writes the callbacks that MI may call.
   * @param results the results that come by a callback; null when they are drawn.
   * @param streams whether streamed parameters may come.
   * @returns the address of the callbacks.
   */
  writeCallbacks(context: Address, results: ResultKind | null, streams: boolean): Address {
    writeOperationCallbacks(this.#block.view, HANDLE.size, context, [
      ...ALWAYS,
      ...(streams ? (['streamedParameterResult'] as const) : []),
      ...(results === null ? [] : ([`${results}Result`] as const)),
    ]);
    return this.#block.at(HANDLE.size);
  }

  /** Lets another operation use the memory. */
  release(): void {
    blocks.give(this.#block);
  }
}
