/** What the operating system can do, and Node does not offer. */
export type SystemCalls = Pick<typeof import('../../runtime/native/file-system-calls.js'), 'tryLock' | 'exchange'>;

/** The system calls; null on Windows, which has none of them, and where koffi does not run. */
export async function loadSystemCalls(): Promise<SystemCalls | null> {
  if (process.platform === 'win32') return null;
  try {
    return await import('../../runtime/native/file-system-calls.js');
  } catch {
    // koffi has no build for this system. It is needed for MI, and not for generating.
    return null;
  }
}
