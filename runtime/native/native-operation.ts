import { asMiError, MiError } from '../errors.js';
import { holdProcess, releaseProcess } from '../handler/running-operation.js';
import type { CallbackResponse, OperationRequest, OperationSink, ProtocolOperation } from '../protocol.js';
import { type Address, NULL, type Uint32 } from './abi/c-types.js';
import { CANCEL_REASON_NONE, OPERATION_FLAGS } from './abi/constants.js';
import {
  acknowledge,
  type NativeResult,
  OperationBlock,
  type OperationTarget,
  operationContexts,
  respond,
} from './callbacks.js';
import { type ClassDelivery, Delivery, Holds } from './delivery.js';
import { loopVigil } from './loop-vigil.js';
import { check, noOperation } from './mi.js';
import type { OperationOwner } from './operation-owner.js';
import { operationPlaces } from './places.js';
import { PreparedRequest } from './prepared-request.js';
import { nativeBegins, nativeEnds } from './process-end.js';
import { drawResults } from './pull.js';

/** The phases of an operation, in this order. Some may be left out; none comes twice. */
type Phase =
  /** It waits for a place. */
  | 'queued'
  /** MI has been called to start it. */
  | 'running'
  /** The last result has come. Nothing is delivered any more. */
  | 'ended'
  /** The last result has been acknowledged. */
  | 'settled'
  /** The sink knows the end. The operation is closed next. */
  | 'over';

/** OMI's libmi.so fails when a subscription is cancelled before it is sent. So long it waits then, in milliseconds. */
const SUBSCRIBING = 1000;

/** One `MI_Operation`, from the call that starts it to its Close. */
export class NativeOperation implements ProtocolOperation, OperationTarget {
  readonly #owner: OperationOwner;
  readonly #onClosed: (failure: unknown) => void;
  readonly #request: OperationRequest;
  readonly #prepared: PreparedRequest;
  readonly #sink: OperationSink;
  readonly #delivery: Delivery;
  readonly #block: OperationBlock;
  readonly #context: Address;
  /** What MI waits for: acknowledgements and answers. */
  readonly #holds = new Holds((error) => this.failed(error));
  #phase: Phase = 'queued';
  /** The call that starts the operation is on the stack, in which MI may end it. */
  #starting = false;
  #cancelled = false;
  #hasResult = false;
  #holdsProcess = true;
  #failure: MiError | null = null;
  /** Cancels an operation that is drained for too long. */
  #drainTimer: NodeJS.Timeout | undefined;

  /**
   * @param onClosed called when the operation is closed, with the failure of its Close; null for none.
   * @throws MiError when the request cannot be given to MI.
   */
  constructor(
    owner: OperationOwner,
    request: OperationRequest,
    sink: OperationSink,
    deliverClass: ClassDelivery,
    onClosed: (failure: unknown) => void,
  ) {
    this.#owner = owner;
    this.#onClosed = onClosed;
    this.#request = request;
    this.#sink = sink;
    this.#prepared = new PreparedRequest(owner.environment, request);
    this.#delivery = new Delivery(owner.environment, request, this.#prepared.kind, sink, deliverClass);
    this.#block = new OperationBlock();
    this.#context = operationContexts.open(this);
  }

  /** What the operation does, for messages. */
  get subject(): string {
    return this.#prepared.subject;
  }

  /** True when it is over for MI. It may still have to be closed. */
  get isOver(): boolean {
    return this.#phase === 'over';
  }

  /** True when the last result has come, or will never come. */
  get #hasEnded(): boolean {
    return this.#phase === 'ended' || this.#phase === 'settled' || this.#phase === 'over';
  }

  start(): void {
    holdProcess();
    operationPlaces.take(this.#begin);
  }

  cancel(): void {
    if (this.#cancelled || this.isOver) return;
    this.#cancelled = true;
    if (operationPlaces.leave(this.#begin)) {
      this.#fail(new MiError('FAILED', `${this.subject}: cancelled before it was started`));
      return;
    }
    // Nobody waits for its results any more, and MI may never end it.
    this.#releaseProcess();
    if (!this.#starting) this.#stop();
  }

  /** @returns a promise when the sink is not ready for more. */
  result(result: NativeResult): void | Promise<void> {
    const operation = result.operation === NULL ? this.#block.address : result.operation;
    if (this.#hasEnded) {
      acknowledge(result.acknowledge, operation);
      return;
    }
    this.#hasResult = true;
    if (!result.more) this.#phase = 'ended';
    if (!this.#cancelled) loopVigil.result(result.more);
    const failure = result.more ? null : this.#delivery.failure(result, this.subject);
    const held = this.#guarded(() => this.#delivery.result(result));
    if (held === undefined) return this.#settle(result, failure, operation);
    return this.#holds.add(held, () => this.#settle(result, failure, this.#block.address));
  }

  streamedParameter(operation: Address, name: Address, type: Uint32, value: Address, ack: Address): void {
    if (this.#hasEnded) {
      acknowledge(ack, operation);
      return;
    }
    const held = this.#guarded(() => this.#delivery.streamedParameter(name, type, value));
    if (held === undefined) acknowledge(ack, operation);
    else void this.#holds.add(held, () => acknowledge(ack, this.#block.address));
  }

  promptUser(operation: Address, message: Address, type: Uint32, response: Address): void {
    this.#ask(operation, response, () => this.#delivery.promptUser(message, type));
  }

  writeError(operation: Address, instance: Address, response: Address): void {
    this.#ask(operation, response, () => this.#delivery.writeError(instance));
  }

  writeMessage(channel: Uint32, message: Address): void {
    if (!this.#cancelled && !this.#hasEnded) this.#delivery.writeMessage(channel, message);
  }

  writeProgress(activity: Address, current: Address, status: Address, percent: Uint32, seconds: Uint32): void {
    if (!this.#cancelled && !this.#hasEnded) this.#delivery.writeProgress(activity, current, status, percent, seconds);
  }

  failed(error: unknown): void {
    this.#failure ??= asMiError(error, this.subject);
    this.cancel();
  }

  readonly #begin = (): void => {
    nativeBegins();
    this.#phase = 'running';
    this.#starting = true;
    const pull = this.#request.options.delivery === 'pull';
    const callbacks = this.#block.writeCallbacks(this.#context, pull ? null : this.#prepared.kind, this.#sink.handled);
    const flags = pull ? 0 : OPERATION_FLAGS.MANUAL_ACK_RESULTS;
    try {
      this.#prepared.start(this.#owner.handle, flags, callbacks, this.#block.address);
    } catch (error) {
      this.#phase = 'settled';
      this.failed(error);
    }
    this.#starting = false;
    // MI may have ended the operation inside the call. The sink is told only after this method has returned.
    if (this.#phase === 'settled') {
      setImmediate(() => this.#end());
    } else {
      if (this.#cancelled) setImmediate(() => this.#stop());
      if (pull) void this.#draw();
    }
  };

  /** Calls what may throw, unless the operation is cancelled. What it throws ends the operation. */
  #guarded(deliver: () => void | Promise<void>): Promise<void> | undefined {
    if (this.#cancelled) return undefined;
    try {
      return deliver() ?? undefined;
    } catch (error) {
      this.failed(error);
      return undefined;
    }
  }

  #settle(result: NativeResult, failure: MiError | null, operation: Address): void {
    acknowledge(result.acknowledge, operation);
    if (result.more || this.#phase === 'over') return;
    this.#failure ??= failure;
    this.#phase = 'settled';
    if (!this.#starting) this.#end(); // else #begin does
  }

  #ask(operation: Address, response: Address, question: () => CallbackResponse | Promise<CallbackResponse>): void {
    if (this.#hasEnded) {
      respond(response, operation, 'no');
      return;
    }
    let answer: CallbackResponse | undefined;
    const held = this.#guarded(() => {
      const given = question();
      if (typeof given !== 'string')
        return given.then((later) => {
          answer = later;
        });
      answer = given;
      return undefined;
    });
    if (held === undefined) respond(response, operation, answer ?? 'no');
    else void this.#holds.add(held, () => respond(response, this.#block.address, answer ?? 'no'));
  }

  /** Makes MI end the operation: lets it run to its end, with nobody who takes its results, or cancels it. */
  #stop(): void {
    const { drainTime } = this.#owner;
    const subscribed = this.#request.kind === 'subscribe';
    if (drainTime === null || (subscribed && this.#hasResult)) {
      this.#cancelNative();
      return;
    }
    this.#holds.release();
    if (this.#hasEnded) return;
    this.#failure ??= new MiError('FAILED', `${this.subject}: cancelled`);
    const wait = subscribed ? Math.min(SUBSCRIBING, drainTime) : drainTime;
    this.#drainTimer = setTimeout(() => this.#cancelNative(), wait).unref();
  }

  #cancelNative(): void {
    // MI ends an operation only when it waits for nothing any more.
    this.#holds.release();
    if (this.#hasEnded) return;
    const { functions } = this.#block;
    if (functions === null) return;
    try {
      check(functions.Cancel(this.#block.address, CANCEL_REASON_NONE), `cancel ${this.subject}`);
    } catch (error) {
      this.#failure ??= asMiError(error, this.subject);
    }
  }

  async #draw(): Promise<void> {
    const { functions } = this.#block;
    try {
      if (functions === null) throw noOperation(this.subject);
      await drawResults(functions, this.#block.address, this.#prepared.kind, (result) => this.result(result));
    } catch (error) {
      this.#fail(asMiError(error, this.subject));
    }
  }

  /** Ends an operation of which MI will report no end. */
  #fail(failure: MiError): void {
    this.#failure ??= failure;
    this.#end();
  }

  /** Ends the operation. It is closed later, when none of its callbacks is on the stack any more. */
  #end(): void {
    if (this.#phase === 'over') return;
    const hasPlace = this.#phase !== 'queued';
    this.#phase = 'over';
    clearTimeout(this.#drainTimer);
    this.#holds.release();
    setImmediate(() => this.#close(hasPlace));
    this.#releaseProcess();
    this.#sink.done(this.#failure);
  }

  #releaseProcess(): void {
    if (this.#holdsProcess) releaseProcess();
    this.#holdsProcess = false;
  }

  #close(hasPlace: boolean): void {
    let failure: unknown = null;
    try {
      const { functions } = this.#block;
      if (functions !== null) check(functions.Close(this.#block.address), `close ${this.subject}`);
      this.#prepared.release();
    } catch (error) {
      failure = error;
    }
    if (hasPlace) {
      operationPlaces.give();
      nativeEnds();
    }
    operationContexts.close(this.#context);
    this.#block.release();
    this.#onClosed(failure);
  }
}
