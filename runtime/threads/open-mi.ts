import { MiError } from '../errors.js';
import type { ProtocolHandler } from '../protocol.js';
import { openHere } from './open-here.js';

/**
 * MI itself: in the main thread the library, in a worker thread the main thread's.
 * @param library the path of the MI library; absent: the one of the environment, else that of the platform.
 * @throws MiError NOT_FOUND when there is no library; NOT_SUPPORTED where it cannot be used: in a renderer process of
 * Electron, without koffi, and in a worker thread that the main thread does not serve.
 */
export async function openMi(library: string | undefined): Promise<ProtocolHandler> {
  // Without Node this fails, and says so.
  if (typeof process === 'undefined') return openHere(library);
  if ('type' in process && (process.type === 'renderer' || process.type === 'worker')) throw inRenderer();
  const { isMainThread } = await import('node:worker_threads');
  if (isMainThread) return openHere(library);
  const { openInMainThread } = await import('./worker-handler.js');
  return openInMainThread(library ?? (process.env['MI_LIBRARY'] || undefined));
}

/** A renderer's JavaScript ends with each reload, whatever MI does at that moment. */
function inRenderer(): MiError {
  const wayOut = 'Use it in the main process or a utility process, and send the results by IPC';
  return new MiError('NOT_SUPPORTED', `MI cannot be used in a renderer process of Electron. ${wayOut}`);
}
