import { setImmediate as nextTurn } from 'node:timers/promises';
import { MiError } from '../../errors.js';
import type { RunningOperation } from '../../handler/running-operation.js';
import type { CallbackResponse } from '../../protocol.js';
import { foldName } from '../../schema/index.js';
import { thrownText } from '../../values/shown.js';
import { onAbort } from '../../waiting.js';
import { xmlNode } from '../../xml/print-xml.js';
import type { XmlElement } from '../../xml/xml.js';
import type { Reply } from '../read-reply.js';
import { newId, noticeText, type WireMessage } from '../request-text.js';
import type { Sending, WireClient } from '../wire-client.js';
import { childElements, childNamed, INTERACTIVE, localName, textOf } from '../wire-names.js';
import type { Callbacks } from './heard-callbacks.js';
import { type InteractiveEvent, isEvent, readEvent, type StreamedItem } from './interactive-event.js';

const FULL_DUPLEX = 'http://schemas.microsoft.com/wbem/wsman/1/wsman/FullDuplex';
const ROBUST_CONNECTION = 'http://schemas.microsoft.com/wbem/wsman/1/wsman/RobustConnection';

/** What messages about an operation that is under way ask for. */
const NOTICES = {
  end: 'http://schemas.microsoft.com/wbem/wsman/1/wsman/End',
  cancel: 'http://schemas.microsoft.com/wbem/wsman/1/wsman/Cancel',
  keepAlive: 'http://schemas.microsoft.com/wbem/wsman/1/wsman/Keepalive',
  acknowledgeRequest: 'http://schemas.microsoft.com/wbem/wsman/1/wsman/AcknowledgeRequest',
  acknowledge: 'http://schemas.microsoft.com/wbem/wsman/1/wsman/Acknowledge',
} as const;

/** The action of an answer to a question: a URI it is not (MS-WSMV 2.2.2.5). */
const RESPONSE = '/InteractiveResponse';

/** How long the server may take to hear of the end of an operation, in milliseconds. Only the session waits for it. */
const ENDING_TIMEOUT = 5000;

/** How long a server may take to end an operation whose question was not answered, in milliseconds. */
const LAST_CHANCE = 5000;

/** What a conversation needs of its operation. */
export interface Talk {
  readonly operation: RunningOperation;
  readonly callbacks: Callbacks;
  /** Hands over items of a streamed parameter. */
  readonly deliver: (item: StreamedItem) => Promise<void>;
  /** Takes over work that no operation waits for. */
  readonly inBackground: (work: Promise<unknown>) => void;
}

/**
 * A request during which the server tells and asks things before it answers (MS-WSMV 3.2.6.5 to 3.2.7.9): they come on
 * the connection of the request, and what this side says to them goes over another one.
 */
export class Conversation {
  readonly #client: WireClient;
  readonly #message: WireMessage;
  readonly #talk: Talk;
  readonly #messageId = newId();
  readonly #operationId = newId();
  /** The number of the last message of this side. */
  #sequence = 1;
  /** The number of the last message of the server, as it gave it. */
  #received = '0';
  /** Whether the server has said something, and then whether it has answered. */
  #stage: 'asked' | 'talking' | 'over' = 'asked';
  /** This side has said something during the operation. */
  #hasSpoken = false;
  /** Ends the exchange. */
  readonly #left = new AbortController();
  #lastChance: NodeJS.Timeout | undefined;

  constructor(client: WireClient, message: WireMessage, talk: Talk) {
    this.#client = client;
    this.#message = message;
    this.#talk = talk;
  }

  /** Sends the request and waits for the answer. @throws MiError as any request, and for events that cannot be read. */
  async send(sending: Sending): Promise<Reply> {
    const { operation, inBackground } = this.#talk;
    const leave = (): void => inBackground(this.#leave(operation.signal.reason));
    const ignoreSignal = onAbort(operation.signal, leave);
    // A cancel is not the end of the exchange: the server hears of it first.
    const own = sending.signal === operation.signal ? [] : [sending.signal];
    const signal = AbortSignal.any([...own, this.#left.signal]);
    const before = (message: Reply): Promise<boolean> => this.#hear(message, sending.subject);
    try {
      const request = { ...sending, signal, unsent: operation.signal, before };
      return await this.#client.send(this.#numbered(1), request, this.#messageId);
    } catch (error) {
      if (this.#stage === 'asked') this.#stage = 'over';
      if (this.#stage === 'talking' && !operation.signal.aborted) leave();
      throw error;
    } finally {
      ignoreSignal();
      clearTimeout(this.#lastChance);
    }
  }

  /** Tells the server that nobody waits for its answer any more, unless it has ended the operation, or not begun it. */
  async #leave(reason: unknown): Promise<void> {
    await nextTurn();
    if (this.#stage !== 'over') {
      const signal = AbortSignal.timeout(ENDING_TIMEOUT);
      await this.#say(NOTICES.cancel, signal);
      await this.#say(NOTICES.end, signal);
    }
    this.#left.abort(reason);
  }

  #numbered(sequence: number): WireMessage {
    return { ...this.#message, operation: { id: this.#operationId, sequence } };
  }

  /** Takes a message of the server. @returns false for the answer. */
  async #hear({ envelope, content }: Reply, subject: string): Promise<boolean> {
    const header = childNamed(envelope, 'Header');
    const headers = new Map((header && childElements(header))?.map((each) => [key(each), textOf(each)]));
    const about = headers.get('operationid')?.trim() ?? this.#operationId;
    if (!isSame(about, this.#operationId)) {
      throw new MiError('FAILED', `${subject}: the server sent a message of another operation`);
    }
    this.#received = headers.get('sequenceid')?.trim() ?? this.#received;
    this.#stage = 'talking';
    const action = headers.get('action')?.trim();
    if (action === NOTICES.keepAlive) return true;
    if (action === NOTICES.acknowledgeRequest) {
      await this.#acknowledge(subject);
      return true;
    }
    if (!isEvent(content)) {
      this.#stage = 'over';
      // As long as the answer has not ended, this takes the other connection.
      if (this.#hasSpoken) this.#talk.inBackground(this.#say(NOTICES.end));
      return false;
    }
    await this.#take(eventIn(content, subject), subject);
    return true;
  }

  async #take(event: InteractiveEvent, subject: string): Promise<void> {
    const { operation, callbacks, deliver } = this.#talk;
    switch (event.kind) {
      case 'message': {
        const { channel, text } = event;
        if (callbacks.hears(channel)) operation.tell((sink) => sink.writeMessage(channel, text));
        return;
      }
      case 'progress':
        operation.tell((sink) => sink.writeProgress(event.progress));
        return;
      case 'streamed':
        return deliver(event.item);
      case 'prompt': {
        const { text, type } = event;
        const answer = operation.ask((sink) => sink.promptUser(text, type));
        return this.#respond('Confirm', answer, type === 'critical' ? null : callbacks.ownAnswer, subject);
      }
      case 'error': {
        const answer = operation.ask((sink) => sink.writeError(event.error));
        return this.#respond('ErrorAction', answer, event.inquires ? null : 'yes', subject);
      }
    }
  }

  /**
   * Answers a question. A server may wait also where the answer does not count (MS-WSMV 3.1.6.8, 3.2.7.7).
   * @param own the answer that is given in place of the user's; null for none.
   */
  async #respond(
    eventType: string,
    answer: Promise<CallbackResponse>,
    own: CallbackResponse | null,
    subject: string,
  ): Promise<void> {
    const response = own ?? (await answer);
    this.#sequence += 1;
    const content = [xmlNode('d:EventType', {}, eventType), xmlNode('d:Response', {}, response)];
    const message = {
      ...this.#numbered(this.#sequence),
      action: RESPONSE,
      body: [xmlNode('d:InteractiveResponse', {}, content)],
      namespaces: { d: INTERACTIVE },
    };
    const { signal } = this.#talk.operation;
    this.#hasSpoken = true;
    try {
      await this.#client.tell(this.#client.textOf(message, this.#messageId, subject), { subject, signal });
    } catch (error) {
      if (own === null) this.#giveUp(`${subject}: the server has not taken an answer: ${thrownText(error)}`, error);
    }
  }

  /** The server may have ended the operation by itself, and is about to say why. Else it waits for what cannot come. */
  #giveUp(message: string, cause: unknown): void {
    const failure = new MiError('FAILED', message, { cause });
    this.#lastChance ??= setTimeout(() => this.#left.abort(failure), LAST_CHANCE);
  }

  /** Tells the server which of its messages it may forget. */
  async #acknowledge(subject: string): Promise<void> {
    const body = [xmlNode('p:LastSequenceIdReceived', {}, this.#received)];
    const text = noticeText(ROBUST_CONNECTION, NOTICES.acknowledge, this.#operationId, body);
    this.#hasSpoken = true;
    await this.#client.tell(text, { subject, signal: this.#talk.operation.signal });
  }

  /** A failure changes nothing: the server notices by itself that nobody listens. */
  async #say(action: string, signal = AbortSignal.timeout(ENDING_TIMEOUT)): Promise<void> {
    const text = noticeText(FULL_DUPLEX, action, this.#operationId);
    await this.#client.tell(text, { subject: 'an operation', signal }, action === NOTICES.end).catch(() => {});
  }
}

function eventIn(content: XmlElement, subject: string): InteractiveEvent {
  try {
    return readEvent(content);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const reason = `the server sent an event that cannot be read: ${error.message}`;
    throw new MiError('FAILED', `${subject}: ${reason}`, { cause: error });
  }
}

/** The name of a header. Servers do not agree on all letter cases (MS-WSMV 3.2.4.2.2). */
function key(header: XmlElement): string {
  return foldName(localName(header));
}

/** Not every message of a server has the prefix of the identifier (MS-WSMV 2.2.4.45). */
function isSame(operation: string, other: string): boolean {
  const bare = (id: string): string => foldName(id).replace(/^uuid:/, '');
  return bare(operation) === bare(other);
}
