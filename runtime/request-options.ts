import type { DECLARED, DeclaredTypes } from './known-types.js';
import type { CimType } from './schema/index.js';
import type { MessageChannel } from './session-options.js';
import type { CimValue } from './values/index.js';

/** `MI_CallbackMode`. `report`: tell and go on. `inquire`: ask and wait for the answer. `ignore`: do not call. */
export type CallbackMode = 'report' | 'inquire' | 'ignore';

/**
 * Options of any operation: `MI_OperationOptions` and `MI_OPERATIONFLAGS`.
 *
 * MI takes all of them into account. A `MemoryRepository` ignores those that are marked "MI only" or "Not in memory".
 * Over a `WsmanHandler`, an option that is marked "MI only" fails the operation with NOT_SUPPORTED where it asks for
 * something. So does, with any other server than Windows, what makes a provider talk to the client: a mode `inquire`,
 * the answer `no`, and `channels`; and with any server where no provider is asked, as for classes and subscriptions.
 */
export interface RequestOptions {
  /**
   * How long the operation may take, in milliseconds, from 1 to 2^31 - 1. Absent: the session's `timeout`. After that
   * the operation is cancelled and rejects with an `MiError` FAILED, whatever the handler. The time stands still while
   * the server waits for this side: for an answer, or for a loop that is slower than its results. MI is told the time
   * as well, and may count it differently.
   */
  readonly timeout?: number | undefined;
  /**
   * How questions of the provider are handled. Absent: `inquire` where there is an `onPromptUser` or a
   * `promptUserAnswer`; else MI is not told that anybody answers, and the server takes its own default. A
   * `MemoryRepository` inquires. A critical question is asked in every mode.
   */
  readonly promptUserMode?: CallbackMode | undefined;
  /** How errors that need not end the operation are handled. Absent: they are reported. */
  readonly writeErrorMode?: CallbackMode | undefined;
  /**
   * MI only. `callbacks`, the default: MI calls back with each result. `pull`: each result is fetched by a call that
   * waits on a thread of Node's pool, so that few such operations can proceed at once: one fewer than the pool has
   * threads. `UV_THREADPOOL_SIZE` sets their number, 4 by default, and must be set before the process starts. With a
   * single thread, `pull` is refused with NOT_SUPPORTED.
   * The MI of Windows is known to lose handles of events with each such operation: a service, or any program that runs
   * for long, takes `callbacks`.
   */
  readonly delivery?: 'callbacks' | 'pull' | undefined;
  /**
   * Not in memory. How exact the types of properties are: `none` gives strings only and is quick, `full` may be slow. A
   * `WsmanHandler` asks the server for the types of a class once per session, unless `none` is given.
   */
  readonly typeInformation?: 'none' | 'basic' | 'standard' | 'full' | undefined;
  /**
   * Not in memory. Descriptions and value names come in the session's locale, where the server sends them. No effect on
   * `delete` and `invoke`.
   */
  readonly localizedQualifiers?: boolean | undefined;
  /** MI only. Reads properties, too, that take the provider long to determine. */
  readonly expensiveProperties?: boolean | undefined;
  /** Not in memory. The resource URI of WS-Management, in place of the one that is made from the class. */
  readonly resourceUri?: string | undefined;
  /** Not in memory. The beginning of the resource URI that is made from the class. */
  readonly resourceUriPrefix?: string | undefined;
  /** MI only. Which provider is asked on a 64-bit server. */
  readonly providerArchitecture?: 32 | 64 | undefined;
  /** MI only. The operation fails when there is no provider of that `providerArchitecture`, which it needs. */
  readonly requireArchitecture?: boolean | undefined;
  /**
   * The answer to normal questions that are put to nobody: in the modes `report` and `ignore`, and without an
   * `onPromptUser`. Absent: `yes`.
   */
  readonly promptUserAnswer?: 'yes' | 'no' | undefined;
  /**
   * The channels on which messages come, and no others: `[]` silences all. A number is a channel of the provider's own,
   * whose messages come as `debug`. Absent: MI's default, which is `warning`, `verbose` and `debug`.
   */
  readonly channels?: readonly (MessageChannel | number)[] | undefined;
  /** MI only. Indications say which machine they come from; those of a `MemoryRepository` always do. */
  readonly machineId?: boolean | undefined;
  /** Not in memory. Options of the provider's own. */
  readonly customOptions?: readonly CustomOption[] | undefined;
  /** @internal A handler that is told the types need not ask the server for them. */
  readonly [DECLARED]?: DeclaredTypes | undefined;
}

/** An option of a provider's own: `MI_OperationOptions_SetCustomOption`. */
export interface CustomOption {
  readonly name: string;
  readonly type: CimType;
  /** The value is an array; false by default. */
  readonly array?: boolean | undefined;
  /** A value of the type; one of another type fails the operation. */
  readonly value: NonNullable<CimValue>;
  /** The operation fails when the provider does not know the option; false by default. */
  readonly mustComply?: boolean | undefined;
}

/** Any text. Written this way it keeps the literals beside it visible. */
export type OtherText = string & Record<never, never>;

/**
 * How the events of a subscription are delivered: `MI_SubscriptionDeliveryOptions`. MI is given all of it, and it is up
 * to the protocol what becomes of it: OMI's `libmi.so` ignores it.
 */
export interface EventDelivery {
  /**
   * The event after which the subscription goes on: the `bookmark` of an earlier event, where the server has kept those
   * since; `oldest`, all that it has kept; or `newest`, the default, none. In memory no events are kept: all but
   * `newest` fails with NOT_SUPPORTED. Over a `WsmanHandler`, events have bookmarks only when this is given, and a
   * server without them refuses it.
   */
  readonly bookmark?: 'oldest' | 'newest' | OtherText | undefined;
  /**
   * How often, in milliseconds, the server says that it is there, where nothing happens. Over a `WsmanHandler`, three
   * such times of silence end the subscription with an error. OMI forgets a subscription whose loop takes longer than
   * that over the events that have come at once. No effect in memory.
   */
  readonly heartbeat?: number | undefined;
  /** After how many milliseconds the server ends the subscription, which is an error. OMI never does. */
  readonly expires?: number | undefined;
}
