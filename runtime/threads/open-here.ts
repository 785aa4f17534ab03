import { requireArchitecture } from '../architecture.js';
import { MiError } from '../errors.js';
import type { ProtocolHandler } from '../protocol.js';
import { thrownText } from '../values/shown.js';

/** MI in this thread, loaded only when it is needed: a machine without it can use the rest. */
export async function openHere(library: string | undefined): Promise<ProtocolHandler> {
  requireArchitecture('MI');
  const native = await import('../native/index.js').catch((error: unknown) => {
    throw new MiError(
      'NOT_SUPPORTED',
      `koffi, which reaches the MI library, cannot be loaded here: ${thrownText(error)}`,
      {
        cause: error,
      },
    );
  });
  return native.openNative({ library });
}
