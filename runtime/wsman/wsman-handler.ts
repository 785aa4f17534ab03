import type { ProtocolHandler, ProtocolSession } from '../protocol.js';
import type { SessionOptions } from '../session-options.js';
import { acrossCopies } from '../values/copies.js';
import { newId } from './request-text.js';
import { endpointOf } from './session-endpoint.js';
import { SharedPools } from './transport/shared-pools.js';
import { WireClient } from './wire-client.js';
import { WsmanSession } from './wsman-session.js';

/** Windows' own client asks for as many at most. The size of an envelope limits what arrives. */
const MAX_ELEMENTS = 32_000;
/** In kilobytes: what Windows takes by default, and its own client asks for. */
const MAX_ENVELOPE = 500;
const LOCALE = 'en-US';

/**
 * MI's operations over WS-Management (DSP0226, MS-WSMV), as WinRM, OMI and other servers offer them, without a library
 * of MI: `initialize({ handlers: { WINRM: new WsmanHandler() } })`. Sessions with the same server as the same user
 * share connections.
 */
export class WsmanHandler implements ProtocolHandler {
  static {
    acrossCopies(WsmanHandler, 'WsmanHandler');
  }

  readonly #pools = new SharedPools();

  /**
   * Opens a session. The server is not contacted: the first operation does that.
   * @throws MiError NOT_SUPPORTED for an option that cannot be honoured, INVALID_PARAMETER for one that is wrong.
   */
  async newSession(options: SessionOptions): Promise<ProtocolSession> {
    const endpoint = endpointOf(options);
    const { channel, release } = this.#pools.open(endpoint);
    const {
      uiLocale = LOCALE,
      dataLocale = uiLocale,
      maxEnvelopeSize = MAX_ENVELOPE,
      maxElements = MAX_ELEMENTS,
    } = options;
    const client = new WireClient(channel, {
      to: endpoint.url,
      sessionId: newId(),
      locale: uiLocale,
      dataLocale,
      maxEnvelopeSize: maxEnvelopeSize * 1024,
      timeout: options.timeout,
    });
    return new WsmanSession(client, maxElements, release);
  }

  /** Closes the connections. */
  async close(): Promise<void> {
    this.#pools.close();
  }
}
