import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { BodyReceiver } from './posting.js';

/** Hands the body of an answer over as it arrives, and reads no more of it than is taken. */
export class BodyHandover {
  readonly #message: IncomingMessage;
  readonly #socket: Socket;
  readonly #receive: BodyReceiver;
  #taken: Promise<boolean> = Promise.resolve(true);

  constructor(message: IncomingMessage, receive: BodyReceiver) {
    this.#message = message;
    // A message that has ended may have lost it.
    this.#socket = message.socket;
    this.#receive = receive;
  }

  /** See {@link BodyReceiver}, for all parts so far. The message may end while it is paused. */
  get taken(): Promise<boolean> {
    return this.#taken;
  }

  add(body: Buffer): Promise<boolean> {
    const [message, socket] = [this.#message, this.#socket];
    message.pause();
    this.#taken = this.#taken.then(async () => {
      const contentType = message.headers['content-type'] ?? '';
      const isBetween = await this.#receive({ message, socket, contentType, body });
      message.resume();
      return isBetween;
    });
    return this.#taken;
  }
}
