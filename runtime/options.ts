import type { CallbackMode, CallbackResponse, MessageChannel, ProgressRecord, PromptType } from './protocol.js';
import type { CimInstance } from './values/index.js';

/** How a session reaches its server: `MI_Application_NewSession`. */
export interface SessionOptions {
  /** The protocol's name, such as `WMIDCOM` or `WINRM`; absent leaves the choice to the handler. */
  readonly protocol?: string;
  /** The computer to talk to; absent means this one. */
  readonly destination?: string;
  /** How long an operation may take that has no `timeout` of its own, in milliseconds. */
  readonly timeout?: number;
}

/**
 * What any operation can be given. A callback may be asynchronous; when it throws or rejects, the operation is
 * cancelled and rejects with that reason.
 */
export interface OperationOptions {
  /** How long the operation may take, in milliseconds. After that it is cancelled and rejects with an `MiError`. */
  readonly timeout?: number;
  /** Cancels the operation, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  readonly onWriteMessage?: (channel: MessageChannel, message: string) => void | Promise<void>;
  readonly onProgress?: (progress: ProgressRecord) => void | Promise<void>;
  /** Called for an error that need not end the operation. The answer counts in the mode `inquire`; none means `yes`, go on. */
  readonly onWriteError?: (error: CimInstance) => CallbackResponse | void | LaterAnswer<void>;
  /** Answers a question of the server. Without it a normal prompt is answered `yes` and a critical one `no`. */
  readonly onPromptUser?: (message: string, type: PromptType) => CallbackResponse | LaterAnswer;
  readonly promptUserMode?: CallbackMode;
  readonly writeErrorMode?: CallbackMode;
}

/**
 * An answer that comes later. TypeScript takes what `async () => 'yes'` returns for any string: a wrong one is found
 * when it comes, and fails the operation.
 */
export type LaterAnswer<None = never> = Promise<CallbackResponse | OtherText | None>;

/** Any text. Written so, it does not hide the answers that there are. */
type OtherText = string & Record<never, never>;

/** What a method call can be given. */
export interface InvokeOptions extends OperationOptions {}

/** What an enumeration of instances can be given. */
export interface EnumerateOptions extends OperationOptions {
  /** Only the keys of each instance come; false unless said. */
  readonly keysOnly?: boolean;
  /**
   * `deep`, unless said: instances of subclasses too, whole. `shallow`: of this class only. `deepBaseOnly`: of
   * subclasses too, but only the properties of this class.
   */
  readonly polymorphism?: 'deep' | 'shallow' | 'deepBaseOnly';
}

/** What limits the search for associated instances. What is left out does not limit it. */
export interface AssociatorsOptions extends OperationOptions {
  /** The class of the associations to follow, subclasses included. */
  readonly associationClass?: string;
  /** The class of the results, subclasses included. */
  readonly resultClass?: string;
  /** The reference of the association that leads to the instance where the search begins. */
  readonly role?: string;
  /** The reference of the association that leads to the results. */
  readonly resultRole?: string;
  /** Only the keys of each result come; false unless said. */
  readonly keysOnly?: boolean;
}

/** What limits the search for associations that refer to an instance. What is left out does not limit it. */
export interface ReferencesOptions extends OperationOptions {
  /** The class of the associations, subclasses included. */
  readonly resultClass?: string;
  /** The reference of the association that leads to the instance. */
  readonly role?: string;
  /** Only the keys of each association come; false unless said. */
  readonly keysOnly?: boolean;
}

/** What a query can be given. */
export interface QueryOptions extends OperationOptions {
  /** The language of the query; `WQL` unless said. */
  readonly dialect?: 'WQL' | 'CQL' | OtherText;
}

/**
 * What a subscription can be given. It lasts until it is left: the session's `timeout` does not count for it, only one
 * of its own.
 */
export interface SubscribeOptions extends QueryOptions {}

/** What an enumeration of classes can be given. */
export interface EnumerateClassesOptions extends OperationOptions {
  /** Only the names of the classes come; false unless said. */
  readonly namesOnly?: boolean;
  /** `shallow`, unless said: the direct subclasses. `deep`: all below. */
  readonly polymorphism?: 'deep' | 'shallow';
}
