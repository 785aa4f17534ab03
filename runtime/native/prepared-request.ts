import { MiError } from '../errors.js';
import type { OperationRequest } from '../protocol.js';
import { requestSubject } from '../requests.js';
import type { CimInstance } from '../values/index.js';
import { type Address, type Arguments, NULL, type Uint32 } from './abi/c-types.js';
import type { SESSION } from './abi/functions.js';
import { type DeliveryOptionSetter, deliveryOptions } from './delivery-options.js';
import type { Environment } from './environment.js';
import type { FunctionTable, NativeFunction } from './koffi.js';
import { type OperationOptionSetter, operationFlags, operationOptions } from './operation-options.js';

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
  readonly #call: SessionCall;
  readonly #options: OperationOptionSetter | null = null;
  readonly #delivery: DeliveryOptionSetter | null = null;
  #instance = NULL;
  #parameters = NULL;

  /** @throws MiError when a value or an option cannot be given to MI. */
  constructor(environment: Environment, request: OperationRequest) {
    this.#environment = environment;
    this.#request = request;
    this.#call = sessionCall(request.kind, request);
    try {
      if ('instance' in request) this.#instance = this.#create(request.instance);
      if (request.kind === 'invoke') this.#parameters = this.#create(request.inboundProperties);
      const { mi, writer } = environment;
      this.#options = operationOptions(mi, environment, writer, request.options);
      if (request.kind === 'subscribe') this.#delivery = deliveryOptions(mi, environment, request);
    } catch (error) {
      this.release();
      throw error;
    }
  }

  /** What the results of the operation are. */
  get kind(): ResultKind {
    return this.#call.result;
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
      this.#call.start(session.functions, {
        session: session.address,
        flags: operationFlags(request) | extraFlags,
        options: this.#options?.handle.address ?? NULL,
        // Without a namespace the server chooses one.
        namespace: mi.string(request.namespace || null),
        callbacks,
        operation,
        instance: this.#instance,
        parameters: this.#parameters,
        delivery: this.#delivery?.handle.address ?? NULL,
        text: (value) => mi.string(value),
      });
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
    this.#delivery?.delete();
  }

  #create(instance: CimInstance | null): Address {
    return instance === null ? NULL : this.#environment.writer.create(instance);
  }
}

/** What the results of an operation are. */
export type ResultKind = 'instance' | 'indication' | 'class';

/** The arguments that start an operation, and what those of the request are made of. */
interface OperationStart {
  readonly session: Address;
  /** `MI_OPERATIONFLAGS_*`. */
  readonly flags: Uint32;
  readonly options: Address;
  readonly namespace: Address;
  /** The `MI_OperationCallbacks`. */
  readonly callbacks: Address;
  /** Where MI puts the `MI_Operation`. */
  readonly operation: Address;
  /** The request's instance; `NULL` where it has none. */
  readonly instance: Address;
  /** The in-parameters of an invoke; `NULL` where there are none. */
  readonly parameters: Address;
  /** The `MI_SubscriptionDeliveryOptions`; `NULL` where there are none. */
  readonly delivery: Address;
  /** The address of a string, for the call at hand. */
  text(value: string | null): Address;
}

/** The requests by their kind. */
type Requests = { readonly [Request in OperationRequest as Request['kind']]: Request };

/** The call of the session's function that carries out a request. */
interface SessionCall {
  readonly result: ResultKind;
  /** Callbacks may come before it returns. */
  start(functions: FunctionTable<typeof SESSION>, start: OperationStart): void;
}

const SESSION_CALLS: { readonly [Kind in keyof Requests]: (request: Requests[Kind]) => SessionCall } = {
  invoke: operation('Invoke', 'instance', ({ text, instance, parameters }, { className, methodName }) => [
    instance === NULL ? text(className) : NULL,
    text(methodName),
    instance,
    parameters,
  ]),
  getInstance: operation('GetInstance', 'instance', ({ instance }) => [instance]),
  create: operation('CreateInstance', 'instance', ({ instance }) => [instance]),
  modify: operation('ModifyInstance', 'instance', ({ instance }) => [instance]),
  delete: operation('DeleteInstance', 'instance', ({ instance }) => [instance]),
  enumerate: operation('EnumerateInstances', 'instance', ({ text }, { className, keysOnly }) => [
    text(className),
    keysOnly,
  ]),
  query: operation('QueryInstances', 'instance', ({ text }, { dialect, query }) => [text(dialect), text(query)]),
  subscribe: operation('Subscribe', 'indication', ({ text, delivery }, { dialect, query }) => [
    text(dialect),
    text(query),
    delivery,
  ]),
  associators: operation('AssociatorInstances', 'instance', ({ text, instance }, request) => [
    instance,
    text(request.associationClass),
    text(request.resultClass),
    text(request.role),
    text(request.resultRole),
    request.keysOnly,
  ]),
  references: operation('ReferenceInstances', 'instance', ({ text, instance }, { resultClass, role, keysOnly }) => [
    instance,
    text(resultClass),
    text(role),
    keysOnly,
  ]),
  getClass: operation('GetClass', 'class', ({ text }, { className }) => [text(className)]),
  enumerateClasses: operation('EnumerateClasses', 'class', ({ text }, { className, namesOnly }) => [
    text(className),
    namesOnly,
  ]),
  // It has no options, no namespace, and no flags: they must be 0.
  testConnection: () => ({
    result: 'instance',
    start: ({ TestConnection }, { session, callbacks, operation }) => TestConnection(session, 0, callbacks, operation),
  }),
};

function sessionCall<Kind extends keyof Requests>(kind: Kind, request: Requests[Kind]): SessionCall {
  return SESSION_CALLS[kind](request);
}

/** The functions that start an operation with options, in a namespace. */
type OperationName = Exclude<keyof typeof SESSION, 'Close' | 'GetApplication' | 'TestConnection'>;

/** What the arguments of all of them begin and end with. */
type Start = [session: Address, flags: Uint32, options: Address, namespace: Address];
type End = [callbacks: Address, operation: Address];

/** The arguments between them, which differ from function to function. */
type OwnArguments<Name extends OperationName> =
  Arguments<(typeof SESSION)[Name]> extends [...Start, ...infer Own, ...End] ? Own : never;

type OperationFunctions = {
  readonly [Name in OperationName]: NativeFunction<[...Start, ...OwnArguments<Name>, ...End], undefined>;
};

function operation<Name extends OperationName, Request>(
  name: Name,
  result: ResultKind,
  own: (start: OperationStart, request: Request) => [...OwnArguments<Name>],
): (request: Request) => SessionCall {
  return (request) => ({
    result,
    start: (functions: OperationFunctions, start) => {
      const { session, flags, options, namespace, callbacks, operation } = start;
      functions[name](session, flags, options, namespace, ...own(start, request), callbacks, operation);
    },
  });
}
