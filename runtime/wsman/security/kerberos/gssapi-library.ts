import { MiError } from '../../../errors.js';
import { thrownText } from '../../../values/shown.js';
import { type Functions, loadLibrary } from './c-library.js';

/** The functions of GSSAPI (RFC 2744) that a client needs. */
const FUNCTIONS = {
  gss_import_name: 'pppp',
  gss_release_name: 'pp',
  gss_acquire_cred: 'ppipippp',
  gss_acquire_cred_with_password: 'pppipippp',
  gss_release_cred: 'pp',
  gss_init_sec_context: 'pppppiipppppp',
  gss_delete_sec_context: 'ppp',
  gss_wrap: 'ppiippp',
  gss_unwrap: 'pppppp',
  gss_get_mic: 'ppipp',
  gss_verify_mic: 'ppppp',
  gss_display_status: 'piippp',
  gss_release_buffer: 'pp',
} as const;

export type Gssapi = Functions<typeof FUNCTIONS>;

/** MIT's library, and Heimdal's. */
const LINUX = ['libgssapi_krb5.so.2', 'libgssapi.so.3'];
const MACOS = ['/System/Library/Frameworks/GSS.framework/GSS'];

let loaded: Gssapi | undefined;

/**
 * The library of the system.
 * @throws MiError FAILED that says which package it comes with.
 */
export function systemGssapi(): Gssapi {
  loaded ??= loadGssapi(process.platform === 'darwin' ? MACOS : LINUX);
  return loaded;
}

/** Loads the first library that there is. @throws MiError as {@link systemGssapi}. */
export function loadGssapi(paths: readonly string[]): Gssapi {
  const failures: string[] = [];
  for (const path of paths) {
    try {
      return loadLibrary(path, FUNCTIONS);
    } catch (error) {
      failures.push(`\n  ${path}: ${thrownText(error)}`);
    }
  }
  throw new MiError(
    'FAILED',
    'Kerberos needs a library of the system, which cannot be loaded: install libgssapi-krb5-2 (Debian, Ubuntu), ' +
      `krb5-libs (Fedora, RHEL, Alpine), or krb5 (Arch). Looked for:${failures.join('')}`,
  );
}
