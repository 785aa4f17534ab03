import { type EmbeddedForm, FORM_OF_MI } from '../embedded-form.js';
import { asMiError, MiError } from '../errors.js';
import { holdProcess, releaseProcess } from '../handler/index.js';
import type {
  CallbackResponse,
  OperationRequest,
  OperationSink,
  ProtocolOperation,
  ProtocolSession,
  SyncProtocolSession,
} from '../protocol.js';
import type { MainConnection, SinkListener } from './main-connection.js';
import { callSink, type SinkEvent } from './messages.js';

/** A session of a worker thread, which the main thread carries out. */
export class WorkerSession implements ProtocolSession {
  readonly embeddedInstances: EmbeddedForm = FORM_OF_MI;
  readonly #main: MainConnection;
  /** Its number. */
  readonly #session: number;

  constructor(main: MainConnection, session: number) {
    this.#main = main;
    this.#session = session;
  }

  start(request: OperationRequest, sink: OperationSink): ProtocolOperation {
    return new WorkerOperation(this.#main, this.#session, request, sink);
  }

  async close(): Promise<void> {
    await this.#main.call({ kind: 'closeSession', session: this.#session });
  }

  /** @throws MiError NOT_SUPPORTED always: a worker has only messages, which do not come while it waits. */
  get sync(): SyncProtocolSession {
    const wayOut = 'Await the operations of the session itself, or use session.sync in the main thread';
    throw new MiError('NOT_SUPPORTED', `a worker thread has no synchronous operations of MI. ${wayOut}`);
  }
}

/** An operation of a worker thread, which the main thread carries out. */
class WorkerOperation implements ProtocolOperation, SinkListener {
  readonly #main: MainConnection;
  readonly #sink: OperationSink;
  readonly #kind: OperationRequest['kind'];
  /** Its number. */
  readonly #operation: number;
  /** What the sink has thrown. */
  #failure: MiError | null = null;
  #holdsProcess = true;

  constructor(main: MainConnection, session: number, request: OperationRequest, sink: OperationSink) {
    this.#main = main;
    this.#sink = sink;
    this.#kind = request.kind;
    this.#operation = main.openOperation(this);
    holdProcess();
    try {
      main.begin({ kind: 'start', session, operation: this.#operation, request, handled: sink.handled });
    } catch (error) {
      main.endOperation(this.#operation);
      const failure = asMiError(error, request.kind);
      setImmediate(() => this.#done(failure));
    }
  }

  cancel(): void {
    this.#main.send({ kind: 'cancel', operation: this.#operation });
    // Nobody waits for its results any more, and MI may never end it.
    this.#releaseProcess();
  }

  receive(event: SinkEvent, question: number | null): void {
    if (event.member === 'done') {
      this.#done(event.args[0]);
      return;
    }
    void this.#deliver(event, question);
  }

  #done(error: MiError | null): void {
    this.#releaseProcess();
    this.#sink.done(this.#failure ?? error);
  }

  #releaseProcess(): void {
    if (this.#holdsProcess) releaseProcess();
    this.#holdsProcess = false;
  }

  async #deliver(event: SinkEvent, question: number | null): Promise<void> {
    let answer: CallbackResponse | undefined;
    try {
      answer = (await callSink(this.#sink, event)) ?? undefined;
    } catch (reason) {
      this.#failure ??= asMiError(reason, this.#kind);
      this.cancel();
    }
    if (question !== null) this.#main.send({ kind: 'answer', operation: this.#operation, question, answer });
  }
}
