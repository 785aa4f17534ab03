import { type MiError, MiResult } from '../errors.js';
import type { CallbackResponse, OperationRequest, OperationSink } from '../protocol.js';
import { foldName } from '../schema/index.js';
import { CimInstance, type CimValue } from '../values/index.js';
import { CHANNELS, PROMPT_CRITICAL, UNKNOWN_PROGRESS } from './abi/constants.js';
import { type Address, NULL, type Uint32 } from './address.js';
import type { NativeResult } from './callbacks.js';
import type { Environment } from './environment.js';
import { cimType, isArray } from './mi-type.js';
import { miError } from './result.js';
import type { ResultKind } from './session-operations.js';

/** Gives a class to the sink. A promise holds MI until it is settled. */
export type ClassDelivery = (address: Address, request: OperationRequest, sink: OperationSink) => void | Promise<void>;

/** What MI says in its callbacks, in the sink's words. The arguments are MI's; nothing refers to MI's memory later. */
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

  /** The object of a result, if there is one. */
  result({ object, bookmark, machineId }: NativeResult): void | Promise<void> {
    if (object === NULL) return undefined;
    const { instances, mi } = this.#environment;
    if (this.#kind === 'class') return this.#deliverClass(object, this.#request, this.#sink);
    const instance = instances.read(object);
    if (this.#request.kind === 'invoke') return this.#sink.instanceResult(withReturnValue(instance));
    if (this.#kind === 'instance') return this.#sink.instanceResult(instance);
    return this.#sink.indicationResult(instance, mi.text(bookmark), mi.text(machineId));
  }

  /** How an operation ended. */
  failure(result: NativeResult, subject: string): MiError | null {
    return result.code === MiResult.OK ? null : operationError(this.#environment, result, subject);
  }

  /** MI streams arrays in parts, of one item or of several. */
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
    // A provider may have channels of its own; what they say is worth as much as debugging.
    this.#sink.writeMessage(CHANNELS[channel] ?? 'debug', this.#text(message));
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

/** The error that ended an operation. OMI is silent where it does not reach its server. */
export function operationError(
  { mi, instances }: Environment,
  { code, message, details }: NativeResult,
  subject: string,
): MiError {
  const silence =
    code === MiResult.FAILED ? 'without a message: does the server run, and can it be reached?' : undefined;
  return miError(code, subject, mi.text(message), instances.readOptional(details), silence);
}

/** Some of OMI's providers call a method's return value so. */
const MI_RETURN = 'mireturn';

/** The outbound parameters with the return value under its usual name. */
export function withReturnValue(outbound: CimInstance): CimInstance {
  if (outbound.element('ReturnValue') !== undefined || outbound.element(MI_RETURN) === undefined) return outbound;
  const elements = outbound.elements.map((element) =>
    foldName(element.name) === MI_RETURN ? { ...element, name: 'ReturnValue' } : element,
  );
  return new CimInstance(outbound.className, elements, outbound.namespace);
}
