import { ACKNOWLEDGE, CALLBACKS, SESSION_CALLBACK_FUNCTIONS } from './abi/functions.js';
import { OPERATION_CALLBACKS, SESSION_CALLBACKS } from './abi/layouts.js';
import { functionAt, registerCallback } from './koffi.js';
import { writeAddress } from './memory.js';

/**
 * koffi's callbacks are few, and one that is called after it was taken back ends the process. So each prototype is
 * registered once for all operations of this thread and never taken back; the callback context says whose it is.
 */

/** A result: all of it is valid until it is acknowledged. Addresses; 0 is NULL. */
export interface NativeResult {
  readonly operation: number;
  /** The instance, indication or class. */
  readonly object: number;
  readonly bookmark: number;
  readonly machineId: number;
  readonly more: boolean;
  readonly code: number;
  readonly message: number;
  readonly details: number;
  readonly acknowledge: number;
}

/** Whom the callbacks of an operation are for. Arguments are those of MI, without operation and context where they say nothing. */
export interface OperationTarget {
  result(result: NativeResult): void;
  streamedParameter(operation: number, name: number, type: number, value: number, acknowledge: number): void;
  promptUser(operation: number, message: number, type: number, respond: number): void;
  writeError(operation: number, instance: number, respond: number): void;
  writeMessage(channel: number, message: number): void;
  writeProgress(activity: number, current: number, status: number, percent: number, seconds: number): void;
  /** A member above threw. */
  failed(error: unknown): void;
}

/** Whom the callbacks of a session are for. */
export interface SessionTarget {
  writeMessage(channel: number, message: number): void;
  writeError(instance: number): void;
  failed(error: unknown): void;
}

/** The targets by callback context. A context is never used again. */
class Contexts<T> {
  readonly #targets = new Map<number, T>();
  #last = 0;

  open(target: T): number {
    this.#last += 1;
    this.#targets.set(this.#last, target);
    return this.#last;
  }

  close(context: number): void {
    this.#targets.delete(context);
  }

  get(context: number): T | undefined {
    return this.#targets.get(context);
  }
}

export const operationContexts: Contexts<OperationTarget> = new Contexts();
export const sessionContexts: Contexts<SessionTarget> = new Contexts();

export type ResultCallback = 'instanceResult' | 'indicationResult' | 'classResult';
export type ExtendedCallback = Exclude<keyof typeof CALLBACKS, ResultCallback>;

/** Fills an `MI_OperationCallbacks` of zeroes. */
export function writeOperationCallbacks(
  view: DataView,
  offset: number,
  context: number,
  names: readonly (ResultCallback | ExtendedCallback)[],
): void {
  operationAddresses ??= registerOperationCallbacks();
  writeAddress(view, offset + OPERATION_CALLBACKS.callbackContext, context);
  for (const name of names) writeAddress(view, offset + OPERATION_CALLBACKS[name], operationAddresses[name]);
}

/** Fills an `MI_SessionCallbacks`. */
export function writeSessionCallbacks(view: DataView, context: number): void {
  sessionAddresses ??= registerSessionCallbacks();
  writeAddress(view, SESSION_CALLBACKS.callbackContext, context);
  writeAddress(view, SESSION_CALLBACKS.writeMessage, sessionAddresses.writeMessage);
  writeAddress(view, SESSION_CALLBACKS.writeError, sessionAddresses.writeError);
}

/** Acknowledges a result, where that was asked for. */
export function acknowledge(address: number, operation: number): void {
  if (address !== 0) functionAt(address, ACKNOWLEDGE)(operation);
}

let operationAddresses: Readonly<Record<keyof typeof CALLBACKS, number>> | undefined;
let sessionAddresses: Readonly<Record<keyof typeof SESSION_CALLBACK_FUNCTIONS, number>> | undefined;

/** Nothing may be thrown into C. */
function guard(target: OperationTarget | SessionTarget, call: () => void): void {
  try {
    call();
  } catch (error) {
    target.failed(error);
  }
}

type Numbers = readonly number[];

function registerOperationCallbacks(): Readonly<Record<keyof typeof CALLBACKS, number>> {
  const register = (name: keyof typeof CALLBACKS, call: (target: OperationTarget, args: Numbers) => void): number =>
    registerCallback(CALLBACKS[name], (...args: number[]) => {
      const target = operationContexts.get(args[1] as number);
      if (target !== undefined) guard(target, () => call(target, args));
    });
  const result = (target: OperationTarget, args: Numbers): void => {
    const [operation, , object, more, code, message, details, ack] = args as ResultArguments;
    const none = { bookmark: 0, machineId: 0 };
    target.result({ operation, object, ...none, more: more !== 0, code, message, details, acknowledge: ack });
  };
  return {
    instanceResult: register('instanceResult', result),
    classResult: register('classResult', result),
    indicationResult: register('indicationResult', (target, args) => {
      const [operation, , object, bookmark, machineId, more, code, message, details, ack] = args as IndicationArguments;
      const place = { bookmark, machineId };
      target.result({ operation, object, ...place, more: more !== 0, code, message, details, acknowledge: ack });
    }),
    streamedParameterResult: register('streamedParameterResult', (target, args) => {
      const [operation, , name, type, value, ack] = args as Six;
      target.streamedParameter(operation, name, type, value, ack);
    }),
    promptUser: register('promptUser', (target, args) => {
      const [operation, , message, type, respond] = args as Five;
      target.promptUser(operation, message, type, respond);
    }),
    writeError: register('writeError', (target, args) => {
      const [operation, , instance, respond] = args as Four;
      target.writeError(operation, instance, respond);
    }),
    writeMessage: register('writeMessage', (target, args) => {
      const [, , channel, message] = args as Four;
      target.writeMessage(channel, message);
    }),
    writeProgress: register('writeProgress', (target, args) => {
      const [, , activity, current, status, percent, seconds] = args as Seven;
      target.writeProgress(activity, current, status, percent, seconds);
    }),
  };
}

function registerSessionCallbacks(): Readonly<Record<keyof typeof SESSION_CALLBACK_FUNCTIONS, number>> {
  const target = (context: number): SessionTarget | undefined => sessionContexts.get(context);
  return {
    writeMessage: registerCallback(
      SESSION_CALLBACK_FUNCTIONS.writeMessage,
      (_application: number, context: number, channel: number, message: number) => {
        const found = target(context);
        if (found !== undefined) guard(found, () => found.writeMessage(channel, message));
      },
    ),
    writeError: registerCallback(
      SESSION_CALLBACK_FUNCTIONS.writeError,
      (_application: number, context: number, instance: number) => {
        const found = target(context);
        if (found !== undefined) guard(found, () => found.writeError(instance));
      },
    ),
  };
}

type Four = readonly [number, number, number, number];
type Five = readonly [...Four, number];
type Six = readonly [...Five, number];
type Seven = readonly [...Six, number];
type ResultArguments = readonly [...Seven, number];
type IndicationArguments = readonly [...ResultArguments, number, number];
