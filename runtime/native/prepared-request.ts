import { MiError } from '../errors.js';
import type { OperationRequest } from '../protocol.js';
import { requestSubject } from '../requests.js';
import type { CimInstance } from '../values/index.js';
import type { SESSION } from './abi/functions.js';
import type { Environment } from './environment.js';
import type { FunctionTable } from './function-table.js';
import { type OperationOptionSetter, operationFlags, operationOptions } from './operation-options.js';

/** What an operation gives beside its end. */
export type ResultKind = 'instance' | 'indication' | 'class';

/** An open `MI_Session`. */
export interface SessionHandle {
  readonly address: number;
  /** False where `MI_Session_EnumerateClasses` would end the process. */
  readonly listsClasses: boolean;
  readonly functions: FunctionTable<typeof SESSION>;
}

/** A request as MI takes it. What it holds of MI is released by {@link release}, when the operation is over. */
export class PreparedRequest {
  readonly #environment: Environment;
  readonly #request: OperationRequest;
  readonly #options: OperationOptionSetter | null = null;
  #instance = 0;
  #parameters = 0;

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

  get kind(): ResultKind {
    const { kind } = this.#request;
    if (kind === 'subscribe') return 'indication';
    return kind === 'getClass' || kind === 'enumerateClasses' ? 'class' : 'instance';
  }

  /** What the operation is, for people: `invoke Win32_Process.Create`. */
  get subject(): string {
    return requestSubject(this.#request);
  }

  /** Calls the session's function. Callbacks may come before it returns. */
  start(session: SessionHandle, extraFlags: number, callbacks: number, operation: number): void {
    const { mi } = this.#environment;
    mi.arena.using(() => this.#call(session, extraFlags, callbacks, operation));
  }

  release(): void {
    const { writer } = this.#environment;
    if (this.#instance !== 0) writer.delete(this.#instance);
    if (this.#parameters !== 0) writer.delete(this.#parameters);
    this.#instance = 0;
    this.#parameters = 0;
    this.#options?.delete();
  }

  #create(instance: CimInstance | null): number {
    return instance === null ? 0 : this.#environment.writer.create(instance);
  }

  #call(session: SessionHandle, extraFlags: number, callbacks: number, operation: number): void {
    const { address, functions, listsClasses } = session;
    const request = this.#request;
    const flags = operationFlags(request) | extraFlags;
    const text = (value: string | null): number => this.#environment.mi.string(value);
    const bool = (value: boolean): number => (value ? 1 : 0);
    const end = [callbacks, operation];
    if (request.kind === 'testConnection') {
      functions.TestConnection(address, flags, ...end);
      return;
    }
    const options = this.#options?.handle.address ?? 0;
    // Without a namespace: the server's own choice.
    const start = [address, flags, options, text(request.namespace || null)];
    const instance = this.#instance;
    switch (request.kind) {
      case 'invoke': {
        const className = instance === 0 ? text(request.className) : 0;
        functions.Invoke(...start, className, text(request.methodName), instance, this.#parameters, ...end);
        break;
      }
      case 'getInstance':
        functions.GetInstance(...start, instance, ...end);
        break;
      case 'create':
        functions.CreateInstance(...start, instance, ...end);
        break;
      case 'modify':
        functions.ModifyInstance(...start, instance, ...end);
        break;
      case 'delete':
        functions.DeleteInstance(...start, instance, ...end);
        break;
      case 'enumerate':
        functions.EnumerateInstances(...start, text(request.className), bool(request.keysOnly), ...end);
        break;
      case 'query':
        functions.QueryInstances(...start, text(request.dialect), text(request.query), ...end);
        break;
      case 'subscribe':
        functions.Subscribe(...start, text(request.dialect), text(request.query), 0, ...end);
        break;
      case 'associators': {
        const classes = [text(request.associationClass), text(request.resultClass)];
        const roles = [text(request.role), text(request.resultRole)];
        functions.AssociatorInstances(...start, instance, ...classes, ...roles, bool(request.keysOnly), ...end);
        break;
      }
      case 'references': {
        const { resultClass, role, keysOnly } = request;
        functions.ReferenceInstances(...start, instance, text(resultClass), text(role), bool(keysOnly), ...end);
        break;
      }
      case 'getClass':
        functions.GetClass(...start, text(request.className), ...end);
        break;
      case 'enumerateClasses':
        if (!listsClasses) throw new MiError('NOT_SUPPORTED', `${this.subject}: OMI's own protocols list no classes`);
        functions.EnumerateClasses(...start, text(request.className), bool(request.namesOnly), ...end);
        break;
    }
  }
}
