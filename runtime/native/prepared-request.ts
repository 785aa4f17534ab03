import { MiError } from '../errors.js';
import type { OperationRequest } from '../protocol.js';
import { requestSubject } from '../requests.js';
import type { CimInstance } from '../values/index.js';
import type { SESSION } from './abi/functions.js';
import { type Address, NULL, type Uint32 } from './address.js';
import type { Environment } from './environment.js';
import type { FunctionTable } from './function-table.js';
import { type OperationOptionSetter, operationFlags, operationOptions } from './operation-options.js';
import { type OperationStart, type ResultKind, resultKind, startOperation } from './session-operations.js';

/** An open `MI_Session`. */
export interface SessionHandle {
  readonly address: Address;
  /** False where `MI_Session_EnumerateClasses` would crash the process. */
  readonly listsClasses: boolean;
  readonly functions: FunctionTable<typeof SESSION>;
}

/** A request in the form that MI takes. It holds memory of MI until {@link PreparedRequest.release}. */
export class PreparedRequest {
  readonly #environment: Environment;
  readonly #request: OperationRequest;
  readonly #options: OperationOptionSetter | null = null;
  #instance = NULL;
  #parameters = NULL;

  /** @throws MiError when a value or an option cannot be given to MI. */
  constructor(environment: Environment, request: OperationRequest) {
    this.#environment = environment;
    this.#request = request;
    try {
      if ('instance' in request) this.#instance = this.#create(request.instance);
      if (request.kind === 'invoke') this.#parameters = this.#create(request.inboundProperties);
      const { mi, writer } = environment;
      this.#options = operationOptions(mi, environment, writer, request.options);
    } catch (error) {
      this.release();
      throw error;
    }
  }

  /** What the results of the operation are. */
  get kind(): ResultKind {
    return resultKind(this.#request.kind);
  }

  /** What the operation does, for messages: `invoke Win32_Process.Create`. */
  get subject(): string {
    return requestSubject(this.#request);
  }

  /** Calls the function of the session. Callbacks may come before it returns. */
  start(session: SessionHandle, extraFlags: Uint32, callbacks: Address, operation: Address): void {
    const { mi } = this.#environment;
    const request = this.#request;
    if (request.kind === 'enumerateClasses' && !session.listsClasses) {
      throw new MiError('NOT_SUPPORTED', `${this.subject}: OMI's own protocols list no classes`);
    }
    mi.arena.using(() => {
      const start: OperationStart = {
        session: session.address,
        flags: operationFlags(request) | extraFlags,
        options: this.#options?.handle.address ?? NULL,
        // Without a namespace the server chooses one.
        namespace: mi.string(request.namespace || null),
        callbacks,
        operation,
        instance: this.#instance,
        parameters: this.#parameters,
        text: (value) => mi.string(value),
      };
      startOperation(request.kind, session.functions, start, request);
    });
  }

  /** Deletes the instances and options. To be called when the operation is over. */
  release(): void {
    const { writer } = this.#environment;
    if (this.#instance !== NULL) writer.delete(this.#instance);
    if (this.#parameters !== NULL) writer.delete(this.#parameters);
    this.#instance = NULL;
    this.#parameters = NULL;
    this.#options?.delete();
  }

  #create(instance: CimInstance | null): Address {
    return instance === null ? NULL : this.#environment.writer.create(instance);
  }
}
