import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** A request as a connection carries it. */
export interface Posting {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Ends the exchange as {@link signal} does, but only until the request is sent. */
  readonly unsent?: AbortSignal | undefined;
  /** How long the answer may take to begin, in milliseconds; null: as long as it takes. */
  readonly patience: number | null;
  /** Takes the body of an answer of success (HTTP status 200), which then is not kept. Absent: it is kept. */
  readonly received?: BodyReceiver | undefined;
}

/**
 * Takes a part of a body: an answer that has no more in its body than this part. No more is read until the promise is
 * settled; when it rejects, the connection is closed, and the exchange fails with the same reason.
 * @returns whether the server may take its time for the next part: it is in the middle of no message.
 */
export type BodyReceiver = (part: RawReply) => Promise<boolean>;

/** An answer whose body is not decoded. */
export interface RawReply {
  readonly message: IncomingMessage;
  /** What it came on. Node takes it from the message in the end. */
  readonly socket: Socket;
  /** The media type of the body, with parameters; empty when there is none. */
  readonly contentType: string;
  readonly body: Buffer;
}

/** Carries one request after another. */
export interface Carrier {
  /** @throws Unanswered, MiError, or the reason of the signal. */
  post(posting: Posting): Promise<RawReply>;
  /** Called when nothing more is carried: forgets keys. Absent: there is nothing to forget. */
  close?(): void;
}
