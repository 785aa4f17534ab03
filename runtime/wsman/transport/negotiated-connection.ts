import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { MiError } from '../../errors.js';
import { abortable } from '../../handler/running-operation.js';
import type { SecurityContext } from '../security/security-context.js';
import { negotiateToken, takesNegotiate } from './challenges.js';
import type { FirstLogin } from './first-login.js';
import { statusReason } from './http-failure.js';
import type { BodyReceiver, Carrier, Posting, RawReply } from './posting.js';
import { isSealed, SEALED_TYPE, SealedParts, sealedBody } from './sealed-body.js';
import { serverEndPoint } from './server-end-point.js';

const EMPTY = Buffer.alloc(0);

/** Messages are UTF-8, or UTF-16, which they show by how they begin (MS-WSMV 2.2.9.1). */
const MESSAGE_TYPE = 'application/soap+xml';

/** What a login by an exchange of tokens needs. */
export interface NegotiateOptions {
  readonly scheme: 'NTLM' | 'Kerberos';
  /** See {@link Login.key}. */
  readonly key: string;
  /** The address of the service, for messages. */
  readonly url: string;
  /** Whether messages are encrypted beyond what the connection does. */
  readonly seals: boolean;
  /** Begins the login of a connection. @throws MiError when this computer has no means for it. */
  readonly begin: () => Promise<SecurityContext>;
}

/** A connection that logs in by tokens before its first request, and seals messages from then on. */
export class NegotiatedConnection implements Carrier {
  readonly #connection: Carrier;
  readonly #options: NegotiateOptions;
  readonly #first: FirstLogin;
  #context: SecurityContext | null = null;
  #isLoggedIn = false;
  #isClosed = false;

  /** @param first what the connections of the same user have in common. */
  constructor(connection: Carrier, options: NegotiateOptions, first: FirstLogin) {
    this.#connection = connection;
    this.#options = options;
    this.#first = first;
  }

  async post(posting: Posting): Promise<RawReply> {
    const context = await this.#begun();
    if (!this.#isLoggedIn) {
      // Nothing of the request is sent yet.
      const signal = AbortSignal.any([posting.signal, ...(posting.unsent === undefined ? [] : [posting.unsent])]);
      const refusal = await this.#first.run(signal, () => this.#logIn(context, { ...posting, signal }));
      if (refusal !== null) return refusal;
      this.#isLoggedIn = true;
    }
    return this.#options.seals ? this.#postSealed(context, posting) : this.#connection.post(posting);
  }

  close(): void {
    this.#isClosed = true;
    this.#context?.close();
  }

  async #begun(): Promise<SecurityContext> {
    this.#context ??= await this.#options.begin();
    // It was closed while it began.
    if (this.#isClosed) this.#context.close();
    return this.#context;
  }

  /**
   * Exchanges tokens in requests without a body until both sides know each other.
   * @returns the answer that refuses the user; null when there is none.
   */
  async #logIn(context: SecurityContext, { received: _body, ...posting }: Posting): Promise<RawReply | null> {
    const { url, scheme } = this.#options;
    const { 'Content-Type': _, ...kept } = posting.headers;
    const ask = (further: Posting['headers']): Promise<RawReply> => {
      return this.#connection.post({ ...posting, body: EMPTY, headers: { ...kept, ...further } });
    };
    const next = (token: Buffer | null, binding: Buffer | null): Promise<Buffer | null> => {
      return abortable(
        posting.signal,
        this.#placed(() => context.next(token, binding)),
      );
    };
    let binding: Buffer | null = null;
    if (url.startsWith('https:')) {
      // The certificate is known once the connection is open.
      const reply = await ask({});
      if (reply.message.statusCode !== 401) throw this.#notAsked(reply.message.statusCode);
      if (!takesNegotiate(challengesOf(reply))) return reply;
      binding = bindingOf(reply.socket);
    }
    let token = await next(null, binding);
    while (token !== null) {
      const reply = await ask({ Authorization: `Negotiate ${token.toString('base64')}` });
      const isOver = reply.message.statusCode !== 401;
      const received = negotiateToken(challengesOf(reply));
      if (received !== null && !context.isEstablished) token = await next(received, binding);
      else if (!isOver) return reply;
      if (!isOver) continue;
      if (!context.isEstablished) throw this.#notAsked(reply.message.statusCode);
      return null;
    }
    throw new MiError('ACCESS_DENIED', `${url} asks for more than the login by ${scheme} has`);
  }

  async #postSealed(context: SecurityContext, { body, headers, received, ...posting }: Posting): Promise<RawReply> {
    const parts = new SealedParts();
    let isBetween = true;
    const unsealing = async (part: RawReply, receiver: BodyReceiver): Promise<boolean> => {
      if (!isSealed(part.contentType)) throw this.#notSealed(part);
      const messages = await this.#placed(async () => parts.add(part.body).map((each) => context.unseal(each)));
      for (const each of messages) isBetween = await receiver({ ...part, contentType: MESSAGE_TYPE, body: each });
      return isBetween && parts.isBetween;
    };
    const reply = await this.#connection.post({
      ...posting,
      received: received && ((part) => unsealing(part, received)),
      body: sealedBody(context.seal(body), headers['Content-Type'] ?? ''),
      headers: { ...headers, 'Content-Type': SEALED_TYPE },
    });
    if (reply.message.statusCode === 401) return reply;
    if (reply.message.statusCode === 200 && reply.body.length === 0) {
      // What has no body has nothing to seal. It answers nothing that is answered with a message.
      if (!parts.isBetween) await this.#placed(async () => parts.end());
      return reply;
    }
    if (!isSealed(reply.contentType)) throw this.#notSealed(reply);
    return this.#placed(async () => unsealedReply(context, reply));
  }

  /** Says of an error of the login, or of what is sealed, which server it comes from. */
  async #placed<T>(run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof MiError)) throw error;
      throw new MiError(error.result, `${this.#options.url}: ${error.message}`, { cause: error });
    }
  }

  /** The server has not proved that it knows the user, nor what it is. */
  #notAsked(status = 0): MiError {
    const reason = status < 300 ? 'does not ask who logs in' : (statusReason(status) ?? 'the service does not say why');
    const { url, scheme } = this.#options;
    return new MiError(
      'FAILED',
      `${url} broke off the login by ${scheme} with the HTTP status ${status}: ${reason}. ` +
        "To a server that wants no login, give credentials: { type: 'None' }.",
    );
  }

  #notSealed({ message: { statusCode = 0 } }: RawReply): MiError {
    const reason = statusReason(statusCode);
    return new MiError(
      'FAILED',
      `${this.#options.url} answered an encrypted request with the HTTP status ${statusCode} and a text that anybody ` +
        `on the way may have written: it is not read.${reason === null ? '' : ` Its status says: ${reason}.`}`,
    );
  }
}

function challengesOf({ message }: RawReply): readonly string[] {
  return message.headersDistinct['www-authenticate'] ?? [];
}

/** The certificate of a connection that is open. */
function bindingOf(socket: Socket): Buffer | null {
  return socket instanceof TLSSocket ? serverEndPoint(socket.getPeerCertificate().raw) : null;
}

/** @throws MiError FAILED for an answer that is not one message: of several, some could be missing without a trace. */
function unsealedReply(context: SecurityContext, reply: RawReply): RawReply {
  const parts = new SealedParts();
  const sealed = parts.add(reply.body);
  parts.end();
  const [message] = sealed;
  if (message === undefined || sealed.length > 1) {
    throw new MiError('FAILED', `an encrypted answer has ${sealed.length} messages instead of one`);
  }
  return { ...reply, contentType: MESSAGE_TYPE, body: context.unseal(message) };
}
