import { type CallbackResponse, EXTENDED_CALLBACKS, type ExtendedCallback } from '../protocol.js';
import { type Address, type Arguments, NULL, offsetBy, type Uint32 } from './abi/c-types.js';
import { RESPONSES } from './abi/constants.js';
import { ACKNOWLEDGE, CALLBACKS, COMPLETION, OPERATION, RESPOND, SESSION_CALLBACK_FUNCTIONS } from './abi/functions.js';
import { HANDLE, OPERATION_CALLBACKS, SESSION_CALLBACKS } from './abi/layouts.js';
import { type FunctionOf, type FunctionTable, functionAt, functionTable, registerCallback } from './koffi.js';
import { type Block, BlockPool, writeAddress } from './memory.js';
import type { ResultKind } from './prepared-request.js';

/**
 * koffi has few callbacks to give, and the process ends when C calls one that was unregistered. So each function is
 * registered once for all operations of this thread and never unregistered. The callback context tells whose it is.
 */

/** A result. Its addresses are valid until it is acknowledged. */
export interface NativeResult {
  readonly operation: Address;
  /** The instance, indication or class. */
  readonly object: Address;
  readonly bookmark: Address;
  readonly machineId: Address;
  readonly more: boolean;
  /** The `MI_Result`. */
  readonly code: Uint32;
  readonly message: Address;
  readonly details: Address;
  /** The function that acknowledges the result; `NULL` where none is needed. */
  readonly acknowledge: Address;
}

interface Target {
  /** A callback threw. */
  failed(error: unknown): void;
}

/**
 * Receives the callbacks of an operation. The arguments are those of MI, without the operation where it is not needed.
 */
export interface OperationTarget extends Target {
  result(result: NativeResult): void;
  streamedParameter(operation: Address, name: Address, type: Uint32, value: Address, acknowledge: Address): void;
  promptUser(operation: Address, message: Address, type: Uint32, respond: Address): void;
  writeError(operation: Address, instance: Address, respond: Address): void;
  writeMessage(channel: Uint32, message: Address): void;
  writeProgress(activity: Address, current: Address, status: Address, percent: Uint32, seconds: Uint32): void;
}

/** Receives the callbacks of a session. */
export interface SessionTarget extends Target {
  writeMessage(channel: Uint32, message: Address): void;
  writeError(instance: Address): void;
}

/** Receives the completion of `MI_Session_Close`. */
export interface CompletionTarget extends Target {
  /** The session is closed. */
  completed(): void;
}

/** The targets by callback context: a number that stands where C expects a pointer. A context is never used again. */
class Contexts<T extends Target> {
  readonly #targets = new Map<Address, T>();
  #last = NULL;

  open(target: T): Address {
    this.#last = offsetBy(this.#last, 1);
    this.#targets.set(this.#last, target);
    return this.#last;
  }

  close(context: Address): void {
    this.#targets.delete(context);
  }

  /** Calls the target of a context, if it is still open. Nothing may be thrown into C. */
  call(context: Address, call: (target: T) => void): void {
    const target = this.#targets.get(context);
    if (target === undefined) return;
    try {
      call(target);
    } catch (error) {
      target.failed(error);
    }
  }
}

export const operationContexts: Contexts<OperationTarget> = new Contexts();
export const sessionContexts: Contexts<SessionTarget> = new Contexts();
export const completionContexts: Contexts<CompletionTarget> = new Contexts();

/** Fills an `MI_OperationCallbacks`, which is all zeros, with the callbacks of these names. */
export function writeOperationCallbacks(
  view: DataView,
  offset: number,
  context: Address,
  names: readonly (keyof typeof CALLBACKS)[],
): void {
  operationAddresses ??= registerOperationCallbacks();
  writeAddress(view, offset + OPERATION_CALLBACKS.callbackContext, context);
  for (const name of names) writeAddress(view, offset + OPERATION_CALLBACKS[name], operationAddresses[name]);
}

/** Fills an `MI_SessionCallbacks`, which is all zeros, with the callbacks of these names. */
export function writeSessionCallbacks(
  view: DataView,
  context: Address,
  names: readonly (keyof typeof SESSION_CALLBACK_FUNCTIONS)[],
): void {
  sessionAddresses ??= registerSessionCallbacks();
  writeAddress(view, SESSION_CALLBACKS.callbackContext, context);
  for (const name of names) writeAddress(view, SESSION_CALLBACKS[name], sessionAddresses[name]);
}

/** The address of the completion callback. Its argument is a context of {@link completionContexts}. */
export function completionAddress(): Address {
  completion ??= registerCallback(COMPLETION, (context) =>
    completionContexts.call(context, (target) => target.completed()),
  );
  return completion;
}

/** Acknowledges a result, where that is needed. */
export function acknowledge(address: Address, operation: Address): void {
  if (address === NULL) return;
  // A library has few functions for this, and calls one for each result.
  if (lastAcknowledge?.address !== address) lastAcknowledge = { address, call: functionAt(address, ACKNOWLEDGE) };
  lastAcknowledge.call(operation);
}

let lastAcknowledge: { readonly address: Address; readonly call: FunctionOf<typeof ACKNOWLEDGE> } | undefined;

/** Answers a question. In the mode `report` MI waits for no answer. */
export function respond(address: Address, operation: Address, answer: CallbackResponse): void {
  if (address !== NULL) functionAt(address, RESPOND)(operation, RESPONSES[answer]);
}

/** The addresses of registered callbacks. */
type Addresses<Names extends string> = Readonly<Record<Names, Address>>;

let operationAddresses: Addresses<keyof typeof CALLBACKS> | undefined;
let sessionAddresses: Addresses<keyof typeof SESSION_CALLBACK_FUNCTIONS> | undefined;
let completion: Address | undefined;

function registerOperationCallbacks(): Addresses<keyof typeof CALLBACKS> {
  const targets = operationContexts;
  return {
    instanceResult: registerCallback(CALLBACKS.instanceResult, onResult),
    classResult: registerCallback(CALLBACKS.classResult, onResult),
    indicationResult: registerCallback(CALLBACKS.indicationResult, onIndication),
    streamedParameterResult: registerCallback(
      CALLBACKS.streamedParameterResult,
      (operation, context, name, type, value, ack) =>
        targets.call(context, (target) => target.streamedParameter(operation, name, type, value, ack)),
    ),
    promptUser: registerCallback(CALLBACKS.promptUser, (operation, context, message, type, respond) =>
      targets.call(context, (target) => target.promptUser(operation, message, type, respond)),
    ),
    writeError: registerCallback(CALLBACKS.writeError, (operation, context, instance, respond) =>
      targets.call(context, (target) => target.writeError(operation, instance, respond)),
    ),
    writeMessage: registerCallback(CALLBACKS.writeMessage, (_operation, context, channel, message) =>
      targets.call(context, (target) => target.writeMessage(channel, message)),
    ),
    writeProgress: registerCallback(
      CALLBACKS.writeProgress,
      (_operation, context, activity, current, status, percent, seconds) =>
        targets.call(context, (target) => target.writeProgress(activity, current, status, percent, seconds)),
    ),
  };
}

function onResult(
  ...[operation, context, object, more, code, message, details, ack]: Arguments<typeof CALLBACKS.instanceResult>
): void {
  const result = { operation, object, bookmark: NULL, machineId: NULL, more, code, message, details, acknowledge: ack };
  operationContexts.call(context, (target) => target.result(result));
}

function onIndication(
  ...[operation, context, object, bookmark, machineId, more, code, message, details, ack]: Arguments<
    typeof CALLBACKS.indicationResult
  >
): void {
  const result = { operation, object, bookmark, machineId, more, code, message, details, acknowledge: ack };
  operationContexts.call(context, (target) => target.result(result));
}

function registerSessionCallbacks(): Addresses<keyof typeof SESSION_CALLBACK_FUNCTIONS> {
  const { writeMessage, writeError } = SESSION_CALLBACK_FUNCTIONS;
  return {
    writeMessage: registerCallback(writeMessage, (_application, context, channel, message) =>
      sessionContexts.call(context, (target) => target.writeMessage(channel, message)),
    ),
    writeError: registerCallback(writeError, (_application, context, instance) =>
      sessionContexts.call(context, (target) => target.writeError(instance)),
    ),
  };
}

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

  /**
   * Writes the callbacks that MI may call.
   * @param results the results that come by a callback; null when they are drawn.
   * @param handled the callbacks beside results that somebody handles.
   * @returns the address of the callbacks.
   */
  writeCallbacks(
    context: Address,
    results: ResultKind | null,
    handled: readonly ExtendedCallback[] = EXTENDED_CALLBACKS,
  ): Address {
    writeOperationCallbacks(this.#block.view, HANDLE.size, context, [
      ...handled,
      ...(results === null ? [] : ([`${results}Result`] as const)),
    ]);
    return this.#block.at(HANDLE.size);
  }

  /** Lets another operation use the memory. */
  release(): void {
    blocks.give(this.#block);
  }
}
