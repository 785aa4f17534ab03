import { MiError } from './errors.js';

/** The architectures whose layout of C's structures the runtime knows. */
const SUPPORTED: readonly string[] = ['x64', 'arm64'];

/**
 * Refuses a Node of another architecture, before anything native is loaded. Its pointers have another size, so that
 * the first call into a library would crash the process.
 * @param subject what needs the library.
 * @throws MiError NOT_SUPPORTED.
 */
export function requireArchitecture(subject: string, architecture: string = process.arch): void {
  if (SUPPORTED.includes(architecture)) return;
  throw new MiError(
    'NOT_SUPPORTED',
    `${subject} cannot be used by a Node for ${architecture}: install Node for ${SUPPORTED.join(' or ')}`,
  );
}
