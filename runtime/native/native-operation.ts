import { asMiError, MiError } from '../errors.js';
import { holdProcess, releaseProcess } from '../handler/running-operation.js';
import type { CallbackResponse, OperationRequest, OperationSink, ProtocolOperation } from '../protocol.js';
import { type Address, NULL, type Uint32 } from './abi/c-types.js';
import { CANCEL_REASON_NONE, OPERATION_FLAGS, RESPONSES } from './abi/constants.js';
import { RESPOND } from './abi/functions.js';
import {
  acknowledge,
  type NativeResult,
  OperationBlock,
  type OperationTarget,
  operationContexts,
} from './callbacks.js';
import { type ClassDelivery, Delivery, Holds } from './delivery.js';
import type { Environment } from './environment.js';
import { functionAt } from './koffi.js';
import { check, noOperation } from './mi.js';
import { operationPlaces } from './places.js';
import { PreparedRequest, type SessionHandle } from './prepared-request.js';
import { nativeBegins, nativeEnds } from './process-end.js';
import { drawResults } from './pull.js';

/** What an operation needs from its session. */
export interface OperationOwner {
  readonly environment: Environment;
  readonly handle: SessionHandle;
  /** How long MI may take to end a cancelled operation, in milliseconds. */
  readonly closeTimeout: number;
  /** MI has ended the operation, and it is closed. The failure is that of its Close; null for none. */
  closed(operation: NativeOperation, failure: unknown): void;
  /** MI has not ended the operation in time after a cancel. */
  abandoned(operation: NativeOperation): void;
}

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

/** One `MI_Operation`, from the call that starts it to its Close. */
export class NativeOperation implements ProtocolOperation, OperationTarget {
  readonly #owner: OperationOwner;
  readonly #request: OperationRequest;
  readonly #prepared: PreparedRequest;
  readonly #sink: OperationSink;
  readonly #delivery: Delivery;
  readonly #block: OperationBlock;
  readonly #context: Address;
  /** What MI waits for: acknowledgements and answers. */
  readonly #holds = new Holds((error) => this.failed(error));
  #phase: Phase = 'queued';
  /** The call that starts the operation is on the stack. MI may end the operation inside that call. */
  #starting = false;
  #cancelled = false;
  #abandoned = false;
  #failure: MiError | null = null;
  #deadline: NodeJS.Timeout | undefined;

  /** @throws MiError when the request cannot be given to MI. */
  constructor(owner: OperationOwner, request: OperationRequest, sink: OperationSink, deliverClass: ClassDelivery) {
    this.#owner = owner;
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

  /** True when the operation is over for MI. It may still have to be closed. */
  get isOver(): boolean {
    return this.#phase === 'over';
  }

  /** True when MI did not end the operation in time after a cancel. */
  get isAbandoned(): boolean {
    return this.#abandoned;
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
    if (this.#cancelled) return;
    this.#cancelled = true;
    if (operationPlaces.leave(this.#begin)) {
      this.#fail(new MiError('FAILED', `${this.subject}: cancelled before it was started`));
    } else {
      if (!this.#hasEnded) this.#deadline = setTimeout(() => this.#abandon(), this.#owner.closeTimeout);
      if (!this.#starting) this.#cancelNative();
    }
  }

  /** @returns a promise when the sink is not ready for more. */
  result(result: NativeResult): void | Promise<void> {
    const operation = result.operation === NULL ? this.#block.address : result.operation;
    if (this.#hasEnded) {
      acknowledge(result.acknowledge, operation);
      return;
    }
    if (!result.more) this.#phase = 'ended';
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

  promptUser(operation: Address, message: Address, type: Uint32, respond: Address): void {
    this.#ask(operation, respond, () => this.#delivery.promptUser(message, type));
  }

  writeError(operation: Address, instance: Address, respond: Address): void {
    this.#ask(operation, respond, () => this.#delivery.writeError(instance));
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
    const results = pull ? null : this.#prepared.kind;
    const callbacks = this.#block.writeCallbacks(this.#context, results, this.#sink.handled);
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
      if (this.#cancelled) setImmediate(() => this.#cancelNative());
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

  #ask(operation: Address, respond: Address, question: () => CallbackResponse | Promise<CallbackResponse>): void {
    if (this.#hasEnded) {
      this.#respond(operation, respond, 'no');
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
    if (held === undefined) this.#respond(operation, respond, answer ?? 'no');
    else void this.#holds.add(held, () => this.#respond(this.#block.address, respond, answer ?? 'no'));
  }

  /** In the mode `report` MI waits for no answer. */
  #respond(operation: Address, respond: Address, answer: CallbackResponse): void {
    if (respond !== NULL) functionAt(respond, RESPOND)(operation, RESPONSES[answer]);
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
    clearTimeout(this.#deadline);
    this.#holds.release();
    setImmediate(() => this.#close(hasPlace));
    if (!this.#abandoned) this.#done(this.#failure);
  }

  #done(error: MiError | null): void {
    releaseProcess();
    this.#sink.done(error);
  }

  /**
   * Reports the end of a cancelled operation that MI has not ended in time. The client's session has such a deadline
   * only for its close. The native session need not wait for the operation any longer.
   */
  #abandon(): void {
    this.#abandoned = true;
    const { closeTimeout } = this.#owner;
    this.#done(new MiError('FAILED', `${this.subject}: cancelled, but MI has not ended it after ${closeTimeout} ms`));
    this.#owner.abandoned(this);
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
    this.#owner.closed(this, failure);
  }
}
