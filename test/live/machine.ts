import { readdirSync } from 'node:fs';
import { platform } from 'node:process';

// Facts about this process that MI does not tell. Call these only when MI has been initialized: the runtime sets koffi
// up when it loads it.

/** How many handles, or on other systems files, this process has open; null where that cannot be told. */
export async function handleCount(): Promise<number | null> {
  if (platform === 'linux') return readdirSync('/proc/self/fd').length;
  if (platform !== 'win32') return null;
  const { default: koffi } = await import('koffi');
  const kernel = koffi.load('kernel32.dll');
  const currentProcess = kernel.func('void *GetCurrentProcess()');
  const getCount = kernel.func('int GetProcessHandleCount(void *process, _Out_ uint32_t *count)');
  const count = [0];
  return getCount(currentProcess(), count) === 0 ? null : Number(count[0]);
}

/**
 * Makes this thread one of a single-threaded COM apartment, as the main thread of a program with windows is.
 * @returns the HRESULT of `CoInitializeEx`, 0 for success; null where there is no COM.
 */
export async function enterApartment(): Promise<number | null> {
  if (platform !== 'win32') return null;
  const COINIT_APARTMENTTHREADED = 2;
  const { default: koffi } = await import('koffi');
  return Number(koffi.load('ole32.dll').func('int CoInitializeEx(void *, uint32_t)')(null, COINIT_APARTMENTTHREADED));
}

/** Undoes an {@link enterApartment} that succeeded. */
export async function leaveApartment(): Promise<void> {
  const { default: koffi } = await import('koffi');
  koffi.load('ole32.dll').func('void CoUninitialize()')();
}
