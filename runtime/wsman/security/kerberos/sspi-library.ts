import { type Functions, loadLibrary } from './c-library.js';

/** The functions of SSPI that a client needs. */
const SECURITY = {
  AcquireCredentialsHandleW: 'ppipppppp',
  FreeCredentialsHandle: 'p',
  InitializeSecurityContextW: 'pppiiipipppp',
  DeleteSecurityContext: 'p',
  QueryContextAttributesW: 'pip',
  EncryptMessage: 'pipi',
  DecryptMessage: 'ppip',
  MakeSignature: 'pipi',
  VerifySignature: 'ppip',
} as const;

const SYSTEM = { FormatMessageW: 'ipiipip' } as const;

export type Sspi = Functions<typeof SECURITY> & Functions<typeof SYSTEM>;

let loaded: Sspi | undefined;

export function systemSspi(): Sspi {
  loaded ??= loadSspi('secur32.dll', 'kernel32.dll');
  return loaded;
}

/** @throws Error when a library cannot be loaded. */
export function loadSspi(security: string, system: string): Sspi {
  return { ...loadLibrary(security, SECURITY), ...loadLibrary(system, SYSTEM) };
}
