import type { MiError } from '../errors.js';
import { Inquiry, type RunningOperation } from '../handler/running-operation.js';
import type { ProgressRecord, PromptType } from '../protocol.js';
import type { RequestOptions } from '../request-options.js';
import type { Session } from '../session.js';
import type { MessageChannel } from '../session-options.js';
import type { Initial } from '../v1/types.js';
import type { CimInstance } from '../values/index.js';
import { shown } from '../values/shown.js';
import { errorDetails } from './repository-error.js';

/** What a method provider can do before it returns its result. */
export interface ProviderContext<Instance = unknown, Streams = Record<never, never>> {
  /** A copy of the stored instance that the method was called on; null for a static method. */
  readonly instance: Instance;
  /** A session with the repository, for this call only: to read, change and call what the method works on. */
  readonly session: Session;
  /** Aborted when the client cancels the operation. */
  readonly signal: AbortSignal;
  /** Sends a message to the client, which may listen to some channels only. */
  writeMessage(channel: MessageChannel, message: string): void;
  /**
   * Reports progress. Texts that are not given are empty, and numbers unknown.
   * @throws RangeError for a percentage that is not 0 to 100.
   */
  writeProgress(progress: Partial<ProgressRecord>): void;
  /**
   * Reports an error that need not end the method.
   * @returns whether to go on: the client's answer in the mode `inquire`, true in the other modes.
   * @throws MiError when the operation ends before the answer.
   */
  writeError(error: MiError | CimInstance): Promise<boolean>;
  /**
   * Asks the client a question.
   * @returns the client's answer, in the mode `inquire` or to a critical question; in the other modes the answer that
   * the client has given beforehand, or else true.
   * @throws MiError when the operation ends before the answer.
   */
  promptUser(message: string, type?: PromptType): Promise<boolean>;
  /**
   * Sends one item of a streamed parameter, and waits until the client has taken it.
   * @throws MiError when the operation ends first, FAILED for an item that the schema does not allow.
   */
  stream<Name extends keyof Given<Streams> & string>(name: Name, item: Given<Streams>[Name]): Promise<void>;
}

/** What a provider can give for the members of T: an embedded instance can be given as a plain object of its values. */
export type Given<T> = { readonly [Name in keyof Initial<T>]-?: Initial<T>[Name] };

/** Sends an item of the streamed parameter of that name. */
export type StreamItem = (name: string, item: unknown) => Promise<void>;

const NO_PROGRESS: ProgressRecord = {
  activity: '',
  currentOperation: '',
  statusDescription: '',
  percentageComplete: null,
  secondsRemaining: null,
};

/** The context of one call of a provider. */
export function providerContext(
  operation: RunningOperation,
  options: RequestOptions,
  session: Session,
  instance: unknown,
  stream: StreamItem,
): ProviderContext<unknown, Readonly<Record<string, unknown>>> {
  // An error is told also where the client has answered all of them.
  const errors = new Inquiry(operation, options.writeErrorMode ?? 'report', true, 'report');
  const prompts = new Inquiry(operation, options.promptUserMode ?? 'inquire', options.promptUserAnswer !== 'no');
  const { channels } = options;
  return {
    instance,
    session,
    signal: operation.signal,
    writeMessage: (channel, message) => {
      if (channels?.includes(channel) ?? true) operation.tell((sink) => sink.writeMessage(channel, message));
    },
    writeProgress: (progress) => {
      const record = progressRecord(progress);
      operation.tell((sink) => sink.writeProgress(record));
    },
    writeError: (error) => errors.ask((sink) => sink.writeError(errorDetails(error))),
    promptUser: (message, type = 'normal') => {
      return prompts.ask((sink) => sink.promptUser(message, type), type === 'critical');
    },
    stream,
  };
}

function progressRecord(progress: Partial<ProgressRecord>): ProgressRecord {
  const percentage = progress.percentageComplete ?? null;
  if (percentage !== null && !(percentage >= 0 && percentage <= 100)) {
    const what = 'the percentageComplete of a progress report';
    throw new RangeError(`${what} must be a number from 0 to 100, or null, not ${shown(percentage)}`);
  }
  return { ...NO_PROGRESS, ...progress, percentageComplete: percentage };
}
