import type { ClientRequest } from 'node:http';
import { TLSSocket } from 'node:tls';
import { MiError } from '../../errors.js';
import { LONGEST_TIME, onAbort } from '../../waiting.js';
import { BodyHandover } from './body-handover.js';
import { connectionError, type Stage, UNKNOWN } from './connection-error.js';
import type { Endpoint } from './endpoint.js';
import type { Posting, RawReply } from './posting.js';
import { ReceivedBytes } from './received-bytes.js';
import { nameMismatch } from './tls-options.js';

/** What an answer may take at most. */
export interface ConnectionLimits {
  /** Bytes of a body. */
  readonly body: number;
  /** The time from the first byte of an answer to the end of its headers, in milliseconds. */
  readonly headers: number;
  /** The time between two parts of a body, in milliseconds. */
  readonly silence: number;
}

export const CONNECTION_LIMITS: ConnectionLimits = { body: 2 ** 25, headers: 60_000, silence: 60_000 };

/** The most preliminary answers, such as 100 Continue, before the answer. */
const MOST_PRELIMINARY = 100;

/** A connection that had worked has died before the answer began: the server may have closed it in the meantime. */
export class Unanswered extends Error {
  /** What it means when the request cannot be sent again. */
  readonly failure: MiError;

  constructor(failure: MiError) {
    super(failure.message, { cause: failure });
    this.failure = failure;
  }
}

/**
 * Sends a request once its connection is open, and reads the answer.
 * @param hasWorked whether the connection has carried a request before.
 * @throws Unanswered, MiError, or the reason of the signal.
 */
export function readAnswer(
  request: ClientRequest,
  { body, signal, unsent, patience, received: receive }: Posting,
  endpoint: Endpoint,
  limits: ConnectionLimits,
  hasWorked: boolean,
): Promise<RawReply> {
  const { url, connectTimeout } = endpoint;
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    let stage: Stage = 'opening';
    let isOver = false;
    const settle = (settled: () => void): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      ignoreSignal();
      ignoreUnsent?.();
      settled();
    };
    const fail = (reason: unknown): void => {
      settle(() => {
        reject(reason);
        request.destroy();
      });
    };
    /** Gives the server a time for what comes next. */
    const expect = (time: number | null, what: string, consequence = ` ${UNKNOWN}`): void => {
      clearTimeout(timer);
      if (isOver || time === null) return;
      const late = (): void => fail(new MiError('FAILED', `${url} ${what} after ${time} ms.${consequence}`));
      timer = setTimeout(late, Math.min(time, LONGEST_TIME));
    };
    const failed = (error: Error): void => {
      const failure = connectionError(error, endpoint, stage);
      fail(stage === 'sent' ? new Unanswered(failure) : failure);
    };
    const ignoreSignal = onAbort(signal, () => fail(signal.reason));
    const ignoreUnsent = unsent && onAbort(unsent, () => stage === 'opening' && fail(unsent.reason));
    let preliminary = 0;
    // The answer itself may take its time after it. Node knows no end of them.
    request.on('information', () => {
      if (++preliminary > MOST_PRELIMINARY) return;
      stage = hasWorked ? 'sent' : 'sent first';
      expect(patience, 'had not answered');
    });
    request.on('error', failed);
    request.on('socket', (socket) => {
      const received = (): void => {
        if (stage !== 'answering') expect(limits.headers, 'had begun to answer, but had not sent all headers');
        stage = 'answering';
      };
      const opened = (): void => {
        const mismatch = nameMismatch(socket, endpoint);
        if (mismatch !== undefined) {
          failed(mismatch);
          return;
        }
        stage = hasWorked ? 'sent' : 'sent first';
        expect(patience, 'had not answered');
        // Node reads what arrives before other listeners see it.
        socket.prependListener('data', received);
        request.once('close', () => socket.off('data', received));
        request.end(body);
      };
      if (hasWorked) return opened();
      expect(
        connectTimeout,
        'cannot be reached: nothing answers there; a firewall may be in between. It was given up',
        '',
      );
      socket.once('connect', () => {
        if (endpoint.tls !== null) expect(connectTimeout, 'took the connection, but does not speak TLS: given up', '');
      });
      socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', opened);
    });
    let hasResponse = false;
    // Where the server changes to another protocol, Node closes the socket without a word.
    request.on('close', () => {
      if (!hasResponse) failed(new Error('there is no answer'));
    });
    request.on('response', (message) => {
      hasResponse = true;
      const content = new ReceivedBytes();
      const { socket } = message;
      const part = `had sent a part of its answer (HTTP status ${message.statusCode}), and then nothing more`;
      const arrived = (): void => expect(limits.silence, part);
      arrived();
      const handover = receive !== undefined && message.statusCode === 200 ? new BodyHandover(message, receive) : null;
      message.on('data', (chunk: Buffer) => {
        arrived();
        if (handover !== null) {
          expect(null, part);
          handover.add(chunk).then((isBetween) => expect(isBetween ? null : limits.silence, part), fail);
          return;
        }
        content.add(chunk);
        if (content.length > limits.body) fail(tooLong(url, limits.body));
      });
      message.on('error', failed);
      message.on('end', () => {
        const contentType = message.headers['content-type'] ?? '';
        const end = (): void => settle(() => resolve({ message, socket, contentType, body: content.whole() }));
        if (!message.complete) failed(new Error('aborted'));
        else if (handover === null) end();
        else handover.taken.then(end, fail);
      });
    });
  });
}

/** The error for an answer that is larger than what is read. */
export function tooLong(url: string, bytes: number): MiError {
  const limit = `more than ${bytes} bytes, the most that are read`;
  return new MiError('SERVER_LIMITS_EXCEEDED', `the answer of ${url} has ${limit}: ask for less, or in smaller parts`);
}
