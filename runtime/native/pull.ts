import type { OPERATION } from './abi/functions.js';
import { waitAsync } from './async-calls.js';
import type { NativeResult } from './callbacks.js';
import type { FunctionTable } from './function-table.js';
import { Block } from './memory.js';
import type { ResultKind } from './prepared-request.js';
import { check } from './result.js';

/** Where `MI_Operation_Get…` puts a result. */
const PULLED = {
  size: 48,
  object: 0,
  bookmark: 8,
  machineId: 16,
  message: 24,
  details: 32,
  code: 40,
  more: 44,
} as const;

/** One call of `MI_Operation_GetInstance`, `_GetIndication` or `_GetClass`: where, and with which arguments. */
export class PullCall {
  readonly #operation: number;
  readonly #block: Block = new Block(PULLED.size);
  readonly name: 'GetInstance' | 'GetIndication' | 'GetClass';
  readonly arguments: readonly number[];

  constructor(operation: number, kind: ResultKind) {
    this.#operation = operation;
    const { address } = this.#block;
    const object = address + PULLED.object;
    const place = [address + PULLED.bookmark, address + PULLED.machineId];
    const end = [PULLED.more, PULLED.code, PULLED.message, PULLED.details].map((offset) => address + offset);
    this.name = ({ instance: 'GetInstance', indication: 'GetIndication', class: 'GetClass' } as const)[kind];
    this.arguments = [operation, object, ...(kind === 'indication' ? place : []), ...end];
  }

  /** What the call gave: valid until the next. */
  get result(): NativeResult {
    const block = this.#block;
    return {
      operation: this.#operation,
      object: block.getAddress(PULLED.object),
      bookmark: block.getAddress(PULLED.bookmark),
      machineId: block.getAddress(PULLED.machineId),
      more: block.view.getUint8(PULLED.more) !== 0,
      code: block.view.getUint32(PULLED.code, true),
      message: block.getAddress(PULLED.message),
      details: block.getAddress(PULLED.details),
      acknowledge: 0,
    };
  }
}

/**
 * Draws the results of an operation that has no result callback, up to the last one, even after a cancel: else its
 * Close would never return.
 *
 * @param take a promise that comes back holds the next call.
 */
export async function drawResults(
  functions: FunctionTable<typeof OPERATION>,
  operation: number,
  kind: ResultKind,
  take: (result: NativeResult) => void | Promise<void>,
): Promise<void> {
  const call = new PullCall(operation, kind);
  let more = true;
  while (more) {
    check(await waitAsync(functions[call.name], call.arguments, [call]), `MI_Operation_${call.name}`);
    more = call.result.more;
    await take(call.result);
  }
}
