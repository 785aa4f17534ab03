import { isMiError, MiError } from '../errors.js';
import { thrownText } from '../values/shown.js';
import { type Asked, type Reply, readReply } from './read-reply.js';
import { identifyText, type MessageSettings, newId, requestText, type WireMessage } from './request-text.js';
import type { ServerKind } from './server-kind.js';
import type { HttpChannel, HttpRequest } from './transport/http-channel.js';
import { ACTIONS } from './wire-names.js';

/** How a message travels. */
export interface Sending extends Pick<HttpRequest, 'repeatable' | 'waits' | 'signal'> {
  /** The operation, for messages. */
  readonly subject: string;
  /** How long the answer may take to begin, in milliseconds. Absent: as the timeout says. */
  readonly patience?: number | undefined;
}

/**
 * How much longer than the operation the answer may take, in milliseconds: the server is to be the first to give up, so
 * that it can say so.
 */
const SLACK = 30_000;

/** What the bodies of some answers are called. What the others are called depends on the class, method or server. */
const ANSWERS: ReadonlyMap<string, string> = new Map([
  [ACTIONS.enumerate, 'EnumerateResponse'],
  [ACTIONS.pull, 'PullResponse'],
  [ACTIONS.subscribe, 'SubscribeResponse'],
]);

/** Exchanges messages with a service, and learns what kind of server it is. */
export class WireClient {
  readonly #channel: HttpChannel;
  readonly #settings: MessageSettings;
  #server: ServerKind | null = null;
  #isAsked = false;
  #hasAnswered = false;

  constructor(channel: HttpChannel, settings: MessageSettings) {
    this.#channel = channel;
    this.#settings = settings;
  }

  /**
   * Sends a request and reads its answer.
   * @throws MiError for a fault, for what is no answer, and for what cannot be written.
   */
  async send(message: WireMessage, sending: Sending): Promise<Reply> {
    const messageId = newId();
    const { subject, waits } = sending;
    // What waits for events does so until it is left.
    const timeout = message.timeout ?? (waits ? null : (this.#settings.timeout ?? null));
    const body = written(() => requestText({ ...message, timeout }, messageId, this.#settings), subject);
    const patience = sending.patience ?? (timeout === null ? null : timeout + SLACK);
    const asked = { messageId, resourceUri: message.resourceUri, subject, expected: ANSWERS.get(message.action) };
    return this.#exchange(body, asked, patience, sending);
  }

  /** Asks the service what it is. Any answer will do, and none of the user's data is needed for it. */
  async identify(sending: Sending): Promise<void> {
    const asked = { messageId: null, resourceUri: '', subject: sending.subject, expected: 'IdentifyResponse' };
    await this.#exchange(identifyText(), asked, null, sending);
  }

  /** The address of the service while it has not answered anything. */
  get silentServer(): string | undefined {
    return this.#hasAnswered ? undefined : this.#channel.url;
  }

  /** The kind of the server, once it has answered anything. */
  get server(): ServerKind | null {
    return this.#server;
  }

  /** The kind of the server. It is asked for where no answer has told it. One that does not tell is any other. */
  async askServer(sending: Sending): Promise<ServerKind> {
    const isKnown = this.#isAsked || (this.#server ?? 'other') !== 'other';
    if (isKnown) return this.#server ?? 'other';
    await this.identify({ ...sending, repeatable: true }).catch((error: unknown) => {
      // What is asked of it next says why nothing can be.
      if (!isMiError(error)) throw error;
    });
    this.#isAsked = true;
    return this.#server ?? 'other';
  }

  async #exchange(
    body: string,
    asked: Omit<Asked, 'url'>,
    patience: number | null,
    { signal, repeatable, waits }: Sending,
  ): Promise<Reply> {
    const answer = await this.#channel.exchange({ body, signal, patience, repeatable, waits });
    this.#hasAnswered = true;
    const reply = readReply(answer, { ...asked, url: this.#channel.url });
    // Not every answer tells.
    if (this.#server === null || reply.server !== 'other') this.#server = reply.server;
    return reply;
  }
}

function written(write: () => string, subject: string): string {
  try {
    return write();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new MiError('INVALID_PARAMETER', `${subject}: ${thrownText(error)}`, { cause: error });
  }
}
