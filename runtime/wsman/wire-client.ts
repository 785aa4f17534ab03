import { isMiError, MiError } from '../errors.js';
import { thrownText } from '../values/shown.js';
import { type Asked, checkAnswer, type Reply, readMessage, readReply } from './read-reply.js';
import { identifyText, type MessageSettings, newId, requestText, type WireMessage } from './request-text.js';
import type { ServerKind } from './server-kind.js';
import type { HttpChannel, HttpReply, HttpRequest } from './transport/http-channel.js';
import { ACTIONS } from './wire-names.js';

/** How a message travels. */
export interface Sending extends Pick<HttpRequest, 'repeatable' | 'waits' | 'signal' | 'unsent'> {
  /** The operation, for messages. */
  readonly subject: string;
  /** How long the answer may take to begin, in milliseconds. Absent: as the timeout says. */
  readonly patience?: number | undefined;
  /**
   * Takes the messages that come before the answer one by one.
   * @returns false for the answer itself.
   */
  readonly before?: ((message: Reply) => Promise<boolean>) | undefined;
}

/**
 * How much longer than the operation the answer may take, in milliseconds: the server is to be the first to give up, so
 * that it can say so.
 */
const SLACK = 30_000;

/** What a server does that does not know when it has answered. */
const MORE = 'sent another message after its answer';

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
  async send(message: WireMessage, sending: Sending, messageId: string = newId()): Promise<Reply> {
    const { subject, waits } = sending;
    // What waits for events does so until it is left.
    const timeout = message.timeout ?? (waits ? null : (this.#settings.timeout ?? null));
    const body = this.textOf({ ...message, timeout }, messageId, subject);
    const patience = sending.patience ?? (timeout === null ? null : timeout + SLACK);
    const asked = { messageId, resourceUri: message.resourceUri, subject, expected: ANSWERS.get(message.action) };
    return this.#exchange(body, asked, patience, sending);
  }

  /** The text of a request. @throws MiError for what cannot be written. */
  textOf(message: WireMessage, messageId: string, subject: string): string {
    try {
      return requestText(message, messageId, this.#settings);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new MiError('INVALID_PARAMETER', `${subject}: ${thrownText(error)}`, { cause: error });
    }
  }

  /** Asks the service what it is. Any answer will do, and none of the user's data is needed for it. */
  async identify(sending: Sending): Promise<void> {
    const asked = { messageId: null, resourceUri: '', subject: sending.subject, expected: 'IdentifyResponse' };
    await this.#exchange(identifyText(), asked, null, sending);
  }

  /**
   * Sends a message that is answered with nothing, such as one about an operation that is under way.
   * @throws MiError for a fault, and for any other answer.
   */
  async tell(body: string, { subject, signal }: Pick<Sending, 'subject' | 'signal'>, closes = false): Promise<void> {
    const request = { body, signal, patience: SLACK, repeatable: false, waits: true, closes };
    const reply = await this.#channel.exchange(request);
    if (reply.status === 200 && reply.text.trim() === '') return;
    readReply(reply, { url: this.#channel.url, subject, messageId: null, resourceUri: '' });
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
    { before, subject: _, ...sending }: Sending,
  ): Promise<Reply> {
    const about = { ...asked, url: this.#channel.url };
    const found: { answer?: Reply } = {};
    const received = async (envelope: HttpReply): Promise<boolean> => {
      this.#hasAnswered = true;
      const message = readMessage(envelope, about);
      if (found.answer !== undefined) throw new MiError('FAILED', `${asked.subject}: ${about.url} ${MORE}`);
      if (await before?.(message)) return true;
      found.answer = message;
      return false;
    };
    const request = { ...sending, body, patience, received: before && received };
    const rest = await this.#channel.exchange(request);
    this.#hasAnswered = true;
    const { answer } = found;
    const reply = answer !== undefined && rest.text.trim() === '' ? checkAnswer(answer, about) : readReply(rest, about);
    // Not every answer tells.
    if (this.#server === null || reply.server !== 'other') this.#server = reply.server;
    return reply;
  }
}
