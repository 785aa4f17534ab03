import type { CallbackResponse, ExtendedCallback, OperationRequest, OperationSink } from '../protocol.js';
import type { SessionCallbacks, SessionOptions } from '../session-options.js';

/** What a worker asks the main thread to do. It is answered with `settled`. Sessions have numbers of the worker's. */
export type Order =
  | { readonly kind: 'open'; readonly library: string | undefined }
  | {
      readonly kind: 'newSession';
      readonly session: number;
      /** A function cannot cross: of the callbacks, the names do. */
      readonly options: Omit<SessionOptions, 'callbacks'>;
      readonly callbacks: readonly (keyof SessionCallbacks)[];
    }
  | { readonly kind: 'closeSession'; readonly session: number }
  | { readonly kind: 'close' };

/** A message from a worker to the main thread. Operations, like calls, have numbers of the worker's. */
export type ToMain =
  | { readonly kind: 'call'; readonly call: number; readonly order: Order }
  | {
      readonly kind: 'start';
      readonly session: number;
      readonly operation: number;
      readonly request: OperationRequest;
      /** The callbacks that the worker's sink handles; undefined for all. */
      readonly handled: readonly ExtendedCallback[] | undefined;
    }
  | { readonly kind: 'cancel'; readonly operation: number }
  | {
      /** The sink has returned, or its promise is settled. */
      readonly kind: 'answer';
      readonly operation: number;
      readonly question: number;
      /** Undefined for what is only acknowledged. */
      readonly answer: CallbackResponse | undefined;
    };

/** A message from the main thread to a worker. */
export type ToWorker =
  | { readonly kind: 'settled'; readonly call: number; readonly error: Error | null }
  | {
      readonly kind: 'sink';
      readonly operation: number;
      /** The number that the answer bears; null where none is waited for. */
      readonly question: number | null;
      readonly event: SinkEvent;
    }
  | { readonly kind: 'session'; readonly session: number; readonly event: SessionEvent };

/** The members of a sink that are called. */
type SinkMember = Exclude<keyof OperationSink, 'handled'>;

/** The parameters of a sink's members. */
type SinkParameters = { readonly [Member in SinkMember]: Parameters<OperationSink[Member]> };
type SinkResults = { readonly [Member in SinkMember]: ReturnType<OperationSink[Member]> };
type SinkFunctions = {
  readonly [Member in SinkMember]: (...args: SinkParameters[Member]) => SinkResults[Member];
};

/** A call of a member of a sink. */
export type SinkEvent<Member extends SinkMember = SinkMember> = {
  readonly [M in Member]: { readonly member: M; readonly args: SinkParameters[M] };
}[Member];

/** Makes the call. */
export function callSink<Member extends SinkMember>(
  sink: SinkFunctions,
  { member, args }: SinkEvent<Member>,
): SinkResults[Member] {
  return sink[member](...args);
}

type SessionFunctions = { readonly [Name in keyof SessionCallbacks]-?: NonNullable<SessionCallbacks[Name]> };
type SessionParameters = { readonly [Name in keyof SessionFunctions]: Parameters<SessionFunctions[Name]> };
type SessionListeners = {
  readonly [Name in keyof SessionFunctions]?: ((...args: SessionParameters[Name]) => unknown) | undefined;
};

/** A call of a session's callback. */
export type SessionEvent<Name extends keyof SessionCallbacks = keyof SessionCallbacks> = {
  readonly [N in Name]: { readonly name: N; readonly args: SessionParameters[N] };
}[Name];

/** Makes the call. */
export function callSession<Name extends keyof SessionCallbacks>(
  callbacks: SessionListeners,
  { name, args }: SessionEvent<Name>,
): unknown {
  return callbacks[name]?.(...args);
}
