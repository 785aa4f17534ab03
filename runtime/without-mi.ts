import { MiError } from './errors.js';
import type { ProtocolHandler, ProtocolSession } from './protocol.js';
import type { SessionOptions } from './session-options.js';

const WAY_OUT = 'Without it, other computers can be reached over WS-Management: newSession({ destination }).';

/** What can be done where there is no MI library: sessions with other computers, over WS-Management. */
export class WithoutMi implements ProtocolHandler {
  readonly #failure: MiError;
  #wsman: Promise<ProtocolHandler> | null = null;

  /** @param failure says where the library was looked for. */
  constructor(failure: MiError) {
    this.#failure = failure;
  }

  /** @throws MiError NOT_FOUND for a session that needs MI. */
  async newSession(options: SessionOptions): Promise<ProtocolSession> {
    const { destination, protocol = 'WINRM' } = options;
    if (destination === undefined || protocol.toUpperCase() !== 'WINRM') throw this.#withoutMi();
    this.#wsman ??= import('./wsman/index.js').then(({ WsmanHandler }) => new WsmanHandler());
    return (await this.#wsman).newSession(options);
  }

  async close(): Promise<void> {
    await (await this.#wsman)?.close();
  }

  #withoutMi(): MiError {
    const { result, message } = this.#failure;
    return new MiError(result, `${message}\n${WAY_OUT}`, { cause: this.#failure });
  }
}
