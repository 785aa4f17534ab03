import type { MiError } from '../errors.js';
import {
  type CallbackResponse,
  EXTENDED_CALLBACKS,
  type ExtendedCallback,
  type OperationRequest,
  type OperationSink,
  type ProtocolOperation,
  type ProtocolSession,
} from '../protocol.js';
import { deferred } from '../waiting.js';
import type { SinkEvent } from './messages.js';

/** How many results may be on their way to the worker until the handler waits. A loop there takes as many at once. */
const AHEAD = 32;

/** Sends an event to the worker. It answers with the number, if there is one. */
type Send = (question: number | null, event: SinkEvent) => void;

/**
 * An operation that the main thread carries out for a worker: the sink of the handler. It holds the handler back until
 * the worker has answered.
 */
export class HostedOperation implements OperationSink {
  readonly handled: readonly ExtendedCallback[];
  /** Resolved when the handler has ended the operation. */
  readonly ended: Promise<void>;
  readonly #ended = deferred();
  readonly #send: Send;
  readonly #questions = new Map<number, (answer: CallbackResponse | undefined) => void>();
  #last = 0;
  #operation: ProtocolOperation | null = null;
  /** The worker does not answer any more. */
  #abandoned = false;

  /** @param handled what the worker handles beside results. */
  constructor(send: Send, handled: readonly ExtendedCallback[] = EXTENDED_CALLBACKS) {
    this.#send = send;
    this.handled = handled;
    this.ended = this.#ended.promise;
  }

  start(session: ProtocolSession, request: OperationRequest): void {
    this.#operation = session.start(request, this);
  }

  cancel(): void {
    this.#operation?.cancel();
  }

  /** The worker's answer. One that comes too late is ignored. */
  answer(question: number, answer: CallbackResponse | undefined): void {
    const resolve = this.#questions.get(question);
    this.#questions.delete(question);
    resolve?.(answer);
  }

  /** Ends the operation of a worker that has ended. What it has not answered, and will be asked, is answered `no`. */
  abandon(): void {
    this.#abandoned = true;
    for (const question of this.#questions.keys()) this.answer(question, 'no');
    this.cancel();
  }

  instanceResult(...args: Parameters<OperationSink['instanceResult']>): void | Promise<void> {
    return this.#holdLater({ member: 'instanceResult', args });
  }

  indicationResult(...args: Parameters<OperationSink['indicationResult']>): void | Promise<void> {
    return this.#hold({ member: 'indicationResult', args });
  }

  classResult(...args: Parameters<OperationSink['classResult']>): void | Promise<void> {
    return this.#holdLater({ member: 'classResult', args });
  }

  streamedParameterResult(...args: Parameters<OperationSink['streamedParameterResult']>): void | Promise<void> {
    return this.#hold({ member: 'streamedParameterResult', args });
  }

  writeMessage(...args: Parameters<OperationSink['writeMessage']>): void {
    this.#tell({ member: 'writeMessage', args });
  }

  writeProgress(...args: Parameters<OperationSink['writeProgress']>): void {
    this.#tell({ member: 'writeProgress', args });
  }

  writeError(...args: Parameters<OperationSink['writeError']>): CallbackResponse | Promise<CallbackResponse> {
    return this.#inquire({ member: 'writeError', args });
  }

  promptUser(...args: Parameters<OperationSink['promptUser']>): CallbackResponse | Promise<CallbackResponse> {
    return this.#inquire({ member: 'promptUser', args });
  }

  done(error: MiError | null): void {
    this.#questions.clear();
    this.#tell({ member: 'done', args: [error] });
    this.#ended.resolve();
  }

  #tell(event: SinkEvent): void {
    if (!this.#abandoned || event.member === 'done') this.#send(null, event);
  }

  #hold(event: SinkEvent): void | Promise<void> {
    if (!this.#abandoned) return this.#ask(event).then(() => {});
  }

  /** Waiting for each answer would take longer than most handlers take for a result. */
  #holdLater(event: SinkEvent): void | Promise<void> {
    const isAhead = this.#questions.size < AHEAD;
    const answered = this.#hold(event);
    if (!isAhead) return answered;
  }

  #inquire(event: SinkEvent): CallbackResponse | Promise<CallbackResponse> {
    return this.#abandoned ? 'no' : this.#ask(event).then((answer) => answer ?? 'no');
  }

  #ask(event: SinkEvent): Promise<CallbackResponse | undefined> {
    this.#last += 1;
    const question = this.#last;
    return new Promise((resolve) => {
      this.#questions.set(question, resolve);
      this.#send(question, event);
    });
  }
}
