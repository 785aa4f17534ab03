import { MiError } from './errors.js';

/** The architectures whose layout of MI's structures the runtime knows. */
const SUPPORTED: readonly string[] = ['x64', 'arm64'];

/**
 * Refuses a Node of another architecture, before anything native is loaded. Its pointers have another size, so that
 * the first call into MI would crash the process.
 * @throws MiError NOT_SUPPORTED.
 */
export function requireArchitecture(architecture: string = process.arch): void {
  if (SUPPORTED.includes(architecture)) return;
  throw new MiError(
    'NOT_SUPPORTED',
    `MI cannot be used by a Node for ${architecture}: install Node for ${SUPPORTED.join(' or ')}`,
  );
}
