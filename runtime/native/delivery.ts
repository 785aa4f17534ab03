import { asMiError, type MiError, MiResult, miError } from '../errors.js';
import type { CallbackResponse, OperationRequest, OperationSink } from '../protocol.js';
import { foldName } from '../schema/index.js';
import { type CimElement, CimInstance, type CimValue } from '../values/index.js';
import { type Address, NULL, type Uint32 } from './abi/c-types.js';
import { CHANNELS, PROMPT_CRITICAL, UNKNOWN_PROGRESS } from './abi/constants.js';
import type { NativeResult } from './callbacks.js';
import type { Environment } from './environment.js';
import type { ResultKind } from './prepared-request.js';
import { cimType, isArray } from './scalars.js';

/** Gives a class to the sink. If it returns a promise, MI waits until that is settled. */
export type ClassDelivery = (address: Address, request: OperationRequest, sink: OperationSink) => void | Promise<void>;

/**
 * Translates the callbacks of MI for the sink. The arguments are those of MI. The sink is given copies, which do not
 * refer to MI's memory.
 */
export class Delivery {
  readonly #environment: Environment;
  readonly #request: OperationRequest;
  readonly #kind: ResultKind;
  readonly #sink: OperationSink;
  readonly #deliverClass: ClassDelivery;

  constructor(
    environment: Environment,
    request: OperationRequest,
    kind: ResultKind,
    sink: OperationSink,
    deliverClass: ClassDelivery,
  ) {
    this.#environment = environment;
    this.#request = request;
    this.#kind = kind;
    this.#sink = sink;
    this.#deliverClass = deliverClass;
  }

  /** Delivers the object of a result, if there is one. */
  result({ object, bookmark, machineId }: NativeResult): void | Promise<void> {
    if (object === NULL) return undefined;
    const { instances, mi } = this.#environment;
    if (this.#kind === 'class') return this.#deliverClass(object, this.#request, this.#sink);
    const instance = instances.read(object);
    if (this.#request.kind === 'invoke') return this.#sink.instanceResult(withReturnValue(instance));
    if (this.#kind === 'instance') return this.#sink.instanceResult(instance);
    return this.#sink.indicationResult(instance, mi.text(bookmark), mi.text(machineId));
  }

  /** The error that an operation ended with, or why that cannot be read; null when the operation succeeded. */
  failure(result: NativeResult, subject: string): MiError | null {
    try {
      return result.code === MiResult.OK ? null : operationError(this.#environment, result, subject);
    } catch (error) {
      return asMiError(error, subject);
    }
  }

  /** Delivers the items one by one. MI streams an array in parts, each of one or more items. */
  streamedParameter(nameAt: Address, type: Uint32, valueAt: Address): void | Promise<void> {
    const value = valueAt === NULL ? null : this.#environment.instances.readValueAt(valueAt, type);
    const items: Iterable<CimValue> = isArray(type) && value !== null ? (value as readonly CimValue[]) : [value];
    const element = { name: this.#text(nameAt), type: cimType(type), array: false };
    const held = Array.from(items, (item) => this.#sink.streamedParameterResult({ ...element, value: item }));
    const waiting = held.filter((each) => each !== undefined);
    return waiting.length === 0 ? undefined : Promise.all(waiting).then(() => {});
  }

  promptUser(message: Address, type: Uint32): CallbackResponse | Promise<CallbackResponse> {
    return this.#sink.promptUser(this.#text(message), type === PROMPT_CRITICAL ? 'critical' : 'normal');
  }

  writeError(instance: Address): CallbackResponse | Promise<CallbackResponse> {
    const error = this.#environment.instances.readOptional(instance);
    return error === null ? 'yes' : this.#sink.writeError(error);
  }

  writeMessage(channel: Uint32, message: Address): void {
    const name = CHANNELS[channel];
    const { channels } = this.#request.options;
    // MI may send messages of channels that are switched off: for one, of all when none is left on.
    if (channels !== undefined && !channels.some((wanted) => wanted === name || wanted === channel)) return;
    // A provider may have channels of its own. Their messages count as debug messages.
    this.#sink.writeMessage(name ?? 'debug', this.#text(message));
  }

  writeProgress(activity: Address, current: Address, status: Address, percent: Uint32, seconds: Uint32): void {
    this.#sink.writeProgress({
      activity: this.#text(activity),
      currentOperation: this.#text(current),
      statusDescription: this.#text(status),
      percentageComplete: percent > 100 ? null : percent,
      secondsRemaining: seconds === UNKNOWN_PROGRESS ? null : seconds,
    });
  }

  #text(address: Address): string {
    return this.#environment.mi.text(address) ?? '';
  }
}

/** The error that ended an operation. OMI gives no message when it cannot reach its server. */
export function operationError(
  { mi, instances }: Environment,
  { code, message, details }: NativeResult,
  subject: string,
): MiError {
  const silence =
    code === MiResult.FAILED ? 'without a message: does the server run, and can it be reached?' : undefined;
  return miError(code, subject, mi.text(message), instances.readOptional(details), silence);
}

/** The name that some providers of OMI give to the return value of a method. */
const MI_RETURN = 'mireturn';

/** The out-parameters, with the return value under its usual name. */
export function withReturnValue(outbound: CimInstance): CimInstance {
  const isReturn = ({ name }: CimElement): boolean => foldName(name) === MI_RETURN;
  if (!outbound.elements.some(isReturn) || outbound.element('ReturnValue') !== undefined) return outbound;
  const elements = outbound.elements.map((element) =>
    isReturn(element) ? { ...element, name: 'ReturnValue' } : element,
  );
  return new CimInstance(outbound.className, elements, outbound.namespace);
}

/** What MI waits for. Each hold is completed once: when its promise is settled, or when all holds are released. */
export class Holds {
  readonly #open = new Set<() => void>();
  readonly #onFailure: (error: unknown) => void;

  constructor(onFailure: (error: unknown) => void) {
    this.#onFailure = onFailure;
  }

  /** @returns a promise that is resolved when the hold is completed. */
  add(until: Promise<void>, complete: () => void): Promise<void> {
    return new Promise((resolve) => {
      const finish = (): void => {
        if (!this.#open.delete(finish)) return;
        complete();
        resolve();
      };
      this.#open.add(finish);
      until.catch((error: unknown) => this.#onFailure(error)).finally(finish);
    });
  }

  /** Completes all open holds, without waiting for their promises. */
  release(): void {
    for (const finish of this.#open) finish();
  }
}
