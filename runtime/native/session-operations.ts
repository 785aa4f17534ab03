import type { OperationRequest } from '../protocol.js';
import type { SESSION } from './abi/functions.js';
import type { Arguments } from './abi/signature.js';
import { type Address, NULL, type Uint32 } from './address.js';
import type { FunctionTable } from './function-table.js';
import type { NativeFunction } from './koffi.js';

/** What the results of an operation are. */
export type ResultKind = 'instance' | 'indication' | 'class';

/** The arguments that start an operation, and what those of the request are made of. */
export interface OperationStart {
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
  /** The address of a string, for the call at hand. */
  text(value: string | null): Address;
}

/** The requests by their kind. */
type Requests = { readonly [Request in OperationRequest as Request['kind']]: Request };

/** How the requests of one kind are started. */
interface SessionOperation<Request> {
  readonly result: ResultKind;
  start(functions: FunctionTable<typeof SESSION>, start: OperationStart, request: Request): void;
}

const OPERATIONS: { readonly [Kind in keyof Requests]: SessionOperation<Requests[Kind]> } = {
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
  // Without an MI_SubscriptionDeliveryOptions.
  subscribe: operation('Subscribe', 'indication', ({ text }, { dialect, query }) => [text(dialect), text(query), NULL]),
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
  // It has no options and no namespace.
  testConnection: {
    result: 'instance',
    start: ({ TestConnection }, { session, flags, callbacks, operation }) =>
      TestConnection(session, flags, callbacks, operation),
  },
};

/** What the results of a request of the kind are. */
export function resultKind(kind: OperationRequest['kind']): ResultKind {
  return OPERATIONS[kind].result;
}

/** Calls the function of the session that starts the request. Callbacks may come before it returns. */
export function startOperation<Kind extends keyof Requests>(
  kind: Kind,
  functions: FunctionTable<typeof SESSION>,
  start: OperationStart,
  request: Requests[Kind],
): void {
  OPERATIONS[kind].start(functions, start, request);
}

/** The functions that start an operation with options, in a namespace. */
type OperationName = Exclude<keyof typeof SESSION, 'Close' | 'GetApplication' | 'TestConnection'>;

/** What the arguments of all of them begin and end with. */
type Start = [session: Address, flags: Uint32, options: Address, namespace: Address];
type End = [callbacks: Address, operation: Address];

/** The arguments between, which each of them has for itself. */
type OwnArguments<Name extends OperationName> =
  Arguments<(typeof SESSION)[Name]> extends [...Start, ...infer Own, ...End] ? Own : never;

type OperationFunctions = {
  readonly [Name in OperationName]: NativeFunction<[...Start, ...OwnArguments<Name>, ...End], undefined>;
};

function operation<Name extends OperationName, Request>(
  name: Name,
  result: ResultKind,
  own: (start: OperationStart, request: Request) => [...OwnArguments<Name>],
): SessionOperation<Request> {
  return {
    result,
    start: (functions: OperationFunctions, start, request) => {
      const { session, flags, options, namespace, callbacks, operation } = start;
      functions[name](session, flags, options, namespace, ...own(start, request), callbacks, operation);
    },
  };
}
