import { type Application, initialize, type Session, type SessionOptions } from '../../../../runtime/index.js';
import { WsmanHandler } from '../../../../runtime/wsman/index.js';
import {
  type Acceptor,
  type AcceptorEvent,
  type AcceptorOptions,
  startAcceptor,
} from '../../../tools/acceptor/acceptor.js';
import { startWsmanServer, type WsmanServer } from '../../../tools/wsman-server/server.js';
import { repository } from '../things.js';

/** A server of WS-Management behind an independent acceptor of logins. */
export class Guarded implements AsyncDisposable {
  /** What is behind the acceptor. */
  readonly server: WsmanServer;
  readonly #application: Application;
  readonly acceptor: Acceptor;

  constructor(server: WsmanServer, application: Application, acceptor: Acceptor) {
    this.server = server;
    this.#application = application;
    this.acceptor = acceptor;
  }

  /** Opens a session over plain HTTP, unless the options say otherwise. */
  open(options: SessionOptions): Promise<Session> {
    return this.#application.newSession({ destination: '127.0.0.1', port: this.acceptor.port, ...options });
  }

  /** What has happened of one kind. */
  async events<Kind extends AcceptorEvent['event']>(kind: Kind): Promise<readonly (AcceptorEvent & { event: Kind })[]> {
    const isOfKind = (each: AcceptorEvent): each is AcceptorEvent & { event: Kind } => each.event === kind;
    return (await this.acceptor.log()).filter(isOfKind);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#application.close();
    await this.acceptor.stop();
    await this.server.close();
  }
}

/** Starts a server, the acceptor before it, and an application. */
export async function startGuarded(options: Omit<AcceptorOptions, 'forwardTo'>): Promise<Guarded> {
  const server = await startWsmanServer({ handler: repository() });
  const acceptor = await startAcceptor({ forwardTo: server.url, ...options });
  return new Guarded(server, await initialize({ handlers: { WINRM: new WsmanHandler() } }), acceptor);
}
