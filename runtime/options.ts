import {
  ANYTHING,
  arrayOf,
  CALLBACK,
  checkOptions,
  FLAG,
  must,
  NUMBER,
  needing,
  type OptionCheck,
  type OptionTable,
  objectOf,
  oneOf,
  SIGNAL,
  TEXT,
} from './option-checks.js';
import type { CallbackResponse, OperationRequest, ProgressRecord, PromptType } from './protocol.js';
import type { CallbackMode, CustomOption, EventDelivery, OtherText, RequestOptions } from './request-options.js';
import type { MessageChannel } from './session-options.js';
import type { CimInstance } from './values/index.js';

/**
 * What any operation can be given. A callback may be asynchronous; when it throws or rejects, the operation is
 * cancelled and rejects with that reason.
 */
export interface OperationOptions extends RequestOptions {
  /** Cancels the operation, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called for a message of the provider. The operation is not over before the callback is. */
  readonly onWriteMessage?: ((channel: MessageChannel, message: string) => void | Promise<void>) | undefined;
  /** Called for a progress report of the provider. The operation is not over before the callback is. */
  readonly onProgress?: ((progress: ProgressRecord) => void | Promise<void>) | undefined;
  /**
   * Called for an error that need not end the operation: an instance of `CIM_Error` or the like. The answer counts in
   * the mode `inquire`: whether to go on. No answer means `yes`. The operation is not over before the callback is.
   */
  readonly onWriteError?: ((error: CimInstance) => CallbackResponse | void | LaterAnswer<void>) | undefined;
  /**
   * Answers a question of the provider. Without it the server takes its own default; but where a `promptUserMode` or
   * `promptUserAnswer` is given, and always in a `MemoryRepository`, a normal question that is asked is answered by the
   * `promptUserAnswer`, else `yes`, and a critical one `no`. The operation is not over before the callback is.
   */
  readonly onPromptUser?: ((message: string, type: PromptType) => CallbackResponse | LaterAnswer) | undefined;
}

/**
 * An answer that comes later. TypeScript widens what `async () => 'yes'` returns to any string, so any is allowed here:
 * a wrong one fails the operation with a `TypeError` when it comes.
 */
export type LaterAnswer<None = never> = Promise<CallbackResponse | OtherText | None>;

/** What a method call can be given. */
export interface InvokeOptions extends OperationOptions {}

/** What an enumeration of instances can be given. */
export interface EnumerateOptions extends OperationOptions {
  /** Only the keys of each instance come; false by default. */
  readonly keysOnly?: boolean | undefined;
  /**
   * `deep`, the default: instances of subclasses as well, whole. `shallow`: of this class only. `deepBaseOnly`: of
   * subclasses as well, but with the properties of this class only.
   */
  readonly polymorphism?: 'deep' | 'shallow' | 'deepBaseOnly' | undefined;
}

/** What limits the search for associated instances. What is absent does not limit it. */
export interface AssociatorsOptions extends OperationOptions {
  /** The class of the associations to follow, subclasses included. */
  readonly associationClass?: string | undefined;
  /** The class of the results, subclasses included. */
  readonly resultClass?: string | undefined;
  /** The reference of the association that leads to the instance where the search begins. */
  readonly role?: string | undefined;
  /** The reference of the association that leads to the results. */
  readonly resultRole?: string | undefined;
  /** Only the keys of each result come; false by default. */
  readonly keysOnly?: boolean | undefined;
}

/** What limits the search for associations that refer to an instance. What is absent does not limit it. */
export interface ReferencesOptions extends OperationOptions {
  /** The class of the associations, subclasses included. */
  readonly resultClass?: string | undefined;
  /** The reference of the association that leads to the instance. */
  readonly role?: string | undefined;
  /** Only the keys of each association come; false by default. */
  readonly keysOnly?: boolean | undefined;
}

/** What a query can be given. */
export interface QueryOptions extends OperationOptions {
  /** The language of the query; `WQL` by default. A `MemoryRepository` knows no other. */
  readonly dialect?: 'WQL' | 'CQL' | OtherText | undefined;
}

/**
 * What a subscription can be given. It lasts until its loop is left. The session's `timeout` does not apply to it, only
 * one of its own.
 */
export interface SubscribeOptions extends QueryOptions, EventDelivery {}

/** What an enumeration of classes can be given. */
export interface EnumerateClassesOptions extends OperationOptions {
  /** Only the names of the classes come; false by default. */
  readonly namesOnly?: boolean | undefined;
  /** `shallow`, the default: the direct subclasses. `deep`: all subclasses. */
  readonly polymorphism?: 'deep' | 'shallow' | undefined;
}

/** An event that a subscription delivered, and what the server says of its delivery. */
export interface IndicationResult<T = CimInstance> {
  /** The event: an instance of an indication class. */
  readonly indication: T;
  /**
   * The place of the event in the server's sequence of events, from which another subscription can go on; null without
   * one. Over a `WsmanHandler`, only the last of the events that have come at once has one.
   */
  readonly bookmark: string | null;
  /** The computer that the event came from; null when the server does not say. */
  readonly machineId: string | null;
}

/** The options that are given: one that is undefined counts as absent. */
export function given<T extends object>(options: T): T {
  const found = { ...options };
  for (const name of Object.keys(found) as (keyof T)[]) {
    if (found[name] === undefined) delete found[name];
  }
  return found;
}

const CUSTOM_OPTION: OptionTable<CustomOption> = {
  name: TEXT,
  type: TEXT,
  array: FLAG,
  value: ANYTHING,
  mustComply: FLAG,
};

const CHANNEL_NAME = oneOf<MessageChannel>('warning', 'verbose', 'debug');
const CHANNEL_NUMBER = must('a whole number from 0 to 4294967295', (value) => {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) < 2 ** 32;
});
const CALLBACK_MODE = oneOf<CallbackMode>('report', 'inquire', 'ignore');

/** The options of any operation. */
export const OPERATION_OPTIONS: OptionTable<OperationOptions> = {
  timeout: NUMBER,
  signal: SIGNAL,
  onWriteMessage: CALLBACK,
  onProgress: CALLBACK,
  onWriteError: CALLBACK,
  onPromptUser: CALLBACK,
  promptUserMode: CALLBACK_MODE,
  promptUserAnswer: oneOf('yes', 'no'),
  writeErrorMode: CALLBACK_MODE,
  delivery: oneOf('callbacks', 'pull'),
  typeInformation: oneOf('none', 'basic', 'standard', 'full'),
  localizedQualifiers: FLAG,
  expensiveProperties: FLAG,
  resourceUri: TEXT,
  resourceUriPrefix: TEXT,
  providerArchitecture: oneOf(32, 64),
  requireArchitecture: needing('providerArchitecture', FLAG),
  channels: arrayOf((value, option) => (typeof value === 'number' ? CHANNEL_NUMBER : CHANNEL_NAME)(value, option)),
  machineId: FLAG,
  customOptions: arrayOf(objectOf(CUSTOM_OPTION, ['name', 'type', 'value'])),
};

/** What only one kind of operation can be given. */
export type Own<Options extends OperationOptions> = Omit<Options, keyof OperationOptions>;

const ENUMERATE: OptionTable<Own<EnumerateOptions>> = {
  keysOnly: FLAG,
  polymorphism: oneOf('deep', 'shallow', 'deepBaseOnly'),
};
const ASSOCIATORS: OptionTable<Own<AssociatorsOptions>> = {
  associationClass: TEXT,
  resultClass: TEXT,
  role: TEXT,
  resultRole: TEXT,
  keysOnly: FLAG,
};
const REFERENCES: OptionTable<Own<ReferencesOptions>> = { resultClass: TEXT, role: TEXT, keysOnly: FLAG };
const QUERY: OptionTable<Own<QueryOptions>> = { dialect: TEXT };
const MILLISECONDS = must('a whole number of milliseconds, at least 1', (value) => {
  return Number.isSafeInteger(value) && Number(value) > 0;
});
/** How events are delivered. */
export const EVENT_DELIVERY: OptionTable<EventDelivery> = {
  bookmark: must("'oldest', 'newest' or a bookmark", (value) => typeof value === 'string' && value !== ''),
  heartbeat: MILLISECONDS,
  expires: MILLISECONDS,
};
const ENUMERATE_CLASSES: OptionTable<Own<EnumerateClassesOptions>> = {
  namesOnly: FLAG,
  polymorphism: oneOf('deep', 'shallow'),
};

/** The options of each kind of operation. */
export type OperationTables = Readonly<Record<OperationRequest['kind'], Readonly<Record<string, OptionCheck>>>>;

/** @param shared the options of any operation. */
export function operationTables(shared: Readonly<Record<string, OptionCheck>>): OperationTables {
  return {
    invoke: shared,
    getInstance: shared,
    enumerate: { ...shared, ...ENUMERATE },
    associators: { ...shared, ...ASSOCIATORS },
    references: { ...shared, ...REFERENCES },
    query: { ...shared, ...QUERY },
    subscribe: { ...shared, ...QUERY, ...EVENT_DELIVERY },
    getClass: shared,
    enumerateClasses: { ...shared, ...ENUMERATE_CLASSES },
    create: shared,
    modify: shared,
    delete: shared,
    testConnection: shared,
  };
}

/** Gives the options of an operation back. Throws a TypeError for an unknown option, and one of a wrong type. */
export type OptionChecker = <O>(kind: OperationRequest['kind'], options: O) => O;

/**
 * @param shared the options of any operation.
 * @param session the object whose methods are called, for errors.
 */
export function optionChecker(shared: Readonly<Record<string, OptionCheck>>, session: string): OptionChecker {
  const tables = operationTables(shared);
  return (kind, options) => {
    checkOptions(options, tables[kind], `${session}.${kind}`);
    return options;
  };
}
