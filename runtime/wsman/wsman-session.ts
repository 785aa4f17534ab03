import type { EmbeddedForm } from '../embedded-form.js';
import { asMiError, MiError } from '../errors.js';
import { RunningOperation } from '../handler/running-operation.js';
import {
  EXTENDED_CALLBACKS,
  type ExtendedCallback,
  type OperationRequest,
  type OperationSink,
  type ProtocolOperation,
  type ProtocolSession,
} from '../protocol.js';
import { requestSubject } from '../requests.js';
import { ClassSchemas } from './class-schemas.js';
import { Call, type Surroundings } from './operations/call.js';
import { enumerateClasses, getClass } from './operations/read-classes.js';
import { associatedInstances, enumerateInstances, queryInstances, type Shared } from './operations/read-instances.js';
import { createInstance, deleteInstance, getInstance, invoke, modifyInstance } from './operations/single-instances.js';
import { subscribe } from './operations/subscribe.js';
import type { WireClient } from './wire-client.js';

/** A session over WS-Management. */
export class WsmanSession implements ProtocolSession {
  readonly #client: WireClient;
  readonly #schemas: ClassSchemas;
  readonly #shared: Shared;
  readonly #surroundings: Surroundings;
  readonly #onClosed: () => void;
  readonly #closing = new AbortController();
  /** The work of operations, which may outlast their end, and messages that no operation waits for. */
  readonly #background = new Set<Promise<unknown>>();

  /**
   * @param maxElements the most objects in one answer.
   * @param onClosed releases the connections.
   */
  constructor(client: WireClient, maxElements: number, onClosed: () => void) {
    this.#client = client;
    this.#schemas = new ClassSchemas(client, this.#closing.signal);
    this.#onClosed = onClosed;
    const inBackground = (work: Promise<unknown>): void => this.#inBackground(work);
    this.#shared = { maxElements, inBackground };
    this.#surroundings = { client, schemas: this.#schemas, inBackground };
  }

  /** WMI declares embedded instances as strings, and takes them so. */
  get embeddedInstances(): EmbeddedForm | undefined {
    const { server } = this.#client;
    return server === null ? undefined : server === 'windows' ? 'text' : 'instance';
  }

  get silentServer(): string | undefined {
    return this.#client.silentServer;
  }

  async askEmbeddedInstances(): Promise<EmbeddedForm> {
    const asking = { repeatable: true, waits: false, signal: this.#closing.signal, subject: 'identify' };
    return (await this.#client.askServer(asking)) === 'windows' ? 'text' : 'instance';
  }

  start(request: OperationRequest, sink: OperationSink): ProtocolOperation {
    const subject = requestSubject(request);
    return new RunningOperation(
      sink,
      (operation) => {
        const work = this.#perform(request, operation, sink.handled ?? EXTENDED_CALLBACKS);
        this.#inBackground(work.catch(() => {}));
        return work;
      },
      (reason) =>
        typeof reason === 'string' ? new MiError('FAILED', `${subject}: ${reason}`) : asMiError(reason, subject),
    );
  }

  /** Waits for the messages that tell the server what it can forget. */
  async close(): Promise<void> {
    // What is asked of a class is asked for all operations, and does not end with one of them.
    this.#closing.abort(new MiError('FAILED', 'the session is closed'));
    while (this.#background.size > 0) await Promise.all(this.#background);
    this.#onClosed();
  }

  async #perform(
    request: OperationRequest,
    operation: RunningOperation,
    handled: readonly ExtendedCallback[],
  ): Promise<void> {
    const call = <R extends OperationRequest>(of: R): Promise<Call<R>> => {
      return Call.begin(of, operation, handled, this.#surroundings);
    };
    switch (request.kind) {
      case 'testConnection':
        return this.#client.identify({ ...(await call(request)).sending, repeatable: true });
      case 'getInstance':
        return getInstance(await call(request));
      case 'enumerate':
        return enumerateInstances(await call(request), this.#shared);
      case 'query':
        return queryInstances(await call(request), this.#shared);
      case 'associators':
        return associatedInstances(await call(request), this.#shared);
      case 'references':
        return associatedInstances(await call(request), this.#shared);
      case 'subscribe':
        return subscribe(await call(request), this.#shared);
      case 'create':
        return createInstance(await call(request));
      case 'modify':
        return modifyInstance(await call(request));
      case 'delete':
        return deleteInstance(await call(request));
      case 'invoke':
        return invoke(await call(request));
      case 'getClass':
        return getClass(await call(request), this.#schemas);
      case 'enumerateClasses':
        return enumerateClasses(await call(request), this.#shared, this.#schemas);
    }
  }

  #inBackground(work: Promise<unknown>): void {
    this.#background.add(work);
    void work.finally(() => this.#background.delete(work));
  }
}
