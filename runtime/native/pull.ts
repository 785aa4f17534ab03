import { type Address, NULL } from './abi/c-types.js';
import type { OPERATION } from './abi/functions.js';
import { waitAsync } from './async-calls.js';
import type { NativeResult } from './callbacks.js';
import type { FunctionTable, NativeFunction } from './koffi.js';
import { Block } from './memory.js';
import { check } from './mi.js';
import type { ResultKind } from './prepared-request.js';

/** Where `MI_Operation_Get…` puts the parts of a result: offsets into a block. */
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

const NAMES = { instance: 'GetInstance', indication: 'GetIndication', class: 'GetClass' } as const;

/** Draws the results of an operation: `MI_Operation_GetInstance`, `_GetIndication` or `_GetClass`. */
export class PullCall {
  readonly #operation: Address;
  readonly #block: Block = new Block(PULLED.size);
  readonly #name: string;
  readonly #call: BoundCall;

  constructor(functions: FunctionTable<typeof OPERATION>, operation: Address, kind: ResultKind) {
    this.#operation = operation;
    this.#name = `MI_Operation_${NAMES[kind]}`;
    const at = (offset: number): Address => this.#block.at(offset);
    const object = at(PULLED.object);
    const end = [at(PULLED.more), at(PULLED.code), at(PULLED.message), at(PULLED.details)] as const;
    if (kind === 'indication') {
      const place = [at(PULLED.bookmark), at(PULLED.machineId)] as const;
      this.#call = bind(functions.GetIndication, [operation, object, ...place, ...end]);
    } else {
      this.#call = bind(functions[NAMES[kind]], [operation, object, ...end]);
    }
  }

  /**
   * Draws the next result on this thread. It is valid until the next call.
   * @throws MiError when MI refuses to give one.
   */
  draw(): NativeResult {
    check(this.#call.run(), this.#name);
    return this.#result;
  }

  /** Like {@link draw}, on a thread of the pool. */
  async drawAsync(): Promise<NativeResult> {
    check(await this.#call.wait([this]), this.#name);
    return this.#result;
  }

  get #result(): NativeResult {
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
      acknowledge: NULL,
    };
  }
}

/** A function with the arguments that it is called with. */
interface BoundCall {
  run(): number;
  wait(memory: readonly object[]): Promise<number>;
}

function bind<Args extends readonly unknown[]>(use: NativeFunction<Args, number>, args: NoInfer<Args>): BoundCall {
  return { run: () => use(...args), wait: (memory) => waitAsync(use, args, memory) };
}

/**
 * Draws the results of an operation that has no result callback, up to the last one, even after a cancel: before that,
 * its Close would never return.
 * @param take may return a promise: the next call waits for it.
 */
export async function drawResults(
  functions: FunctionTable<typeof OPERATION>,
  operation: Address,
  kind: ResultKind,
  take: (result: NativeResult) => void | Promise<void>,
): Promise<void> {
  const call = new PullCall(functions, operation, kind);
  let more = true;
  while (more) {
    const result = await call.drawAsync();
    ({ more } = result);
    await take(result);
  }
}
