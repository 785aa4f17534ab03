import type { MiError } from '../../../errors.js';
import { type Cause, loginFailure } from './login-failure.js';
import type { KerberosOptions } from './mechanism.js';

/** The first code of the errors of Kerberos (`ERROR_TABLE_BASE_krb5`); codes of the protocol follow it in its order. */
const BASE = -1_765_328_384;

/** The codes of MIT and Heimdal, from {@link BASE} on. The names of the constants begin with `KRB5`. */
const CAUSES: ReadonlyMap<number, Cause> = new Map<number, Cause>([
  [2 - BASE, 'noTicket'], // ENOENT: Heimdal has no file with tickets
  [1, 'userLocked'], // KDC_ERR_NAME_EXP
  [6, 'unknownUser'], // KDC_ERR_C_PRINCIPAL_UNKNOWN
  [7, 'unknownService'], // KDC_ERR_S_PRINCIPAL_UNKNOWN
  [12, 'refusedByPolicy'], // KDC_ERR_POLICY
  [14, 'noCommonCipher'], // KDC_ERR_ETYPE_NOSUPP
  [18, 'userLocked'], // KDC_ERR_CLIENT_REVOKED
  [23, 'passwordExpired'], // KDC_ERR_KEY_EXP
  [24, 'wrongPassword'], // KDC_ERR_PREAUTH_FAILED
  [31, 'wrongKey'], // KRB_AP_ERR_BAD_INTEGRITY
  [32, 'ticketExpired'], // KRB_AP_ERR_TKT_EXPIRED
  [33, 'ticketNotYetValid'], // KRB_AP_ERR_TKT_NYV
  [35, 'wrongServer'], // KRB_AP_ERR_NOT_US
  [37, 'clocks'], // KRB_AP_ERR_SKEW
  [41, 'wrongServer'], // KRB_AP_ERR_MODIFIED
  [44, 'wrongServer'], // KRB_AP_ERR_BADKEYVER
  [45, 'wrongServer'], // KRB_AP_ERR_NOKEY
  [68, 'noRealm'], // KDC_ERR_WRONG_REALM
  [135, 'settings'], // CONFIG_CANTOPEN
  [136, 'settings'], // CONFIG_BADFORMAT
  [141, 'noTicket'], // CC_NOTFOUND
  [142, 'noTicket'], // CC_END
  [144, 'wrongServer'], // AP_WRONG_PRINC
  [148, 'clocks'], // KDCREP_SKEW
  [154, 'noRealm'], // REALM_UNKNOWN
  [156, 'noKdc'], // KDC_UNREACH
  [158, 'wrongServer'], // MUTUAL_FAILED
  [181, 'wrongServer'], // KT_NOTFOUND
  [185, 'unknownService'], // NO_TKT_IN_RLM
  [195, 'noTicket'], // FCC_NOFILE
  [200, 'noCommonCipher'], // CC_NOT_KTYPE
  [210, 'wrongPassword'], // PREAUTH_FAILED
  [220, 'noRealm'], // REALM_CANT_RESOLVE
  [224, 'noRealm'], // CONFIG_NODEFREALM
]);

/** What GSSAPI itself says where the code of Kerberos says nothing (RFC 2744): the routine errors. */
const ROUTINE_ERRORS: ReadonlyMap<number, Cause> = new Map<number, Cause>([
  [7, 'noTicket'], // GSS_S_NO_CRED
  [11, 'ticketExpired'], // GSS_S_CREDENTIALS_EXPIRED
]);

/**
 * The error for a call that failed.
 * @param major the status that the call returned.
 * @param minor the code of Kerberos.
 * @param said the texts of both.
 */
export function gssapiFailure(major: number, minor: number, said: string, options: KerberosOptions): MiError {
  const cause = CAUSES.get((minor | 0) - BASE) ?? ROUTINE_ERRORS.get((major >>> 16) & 0xff) ?? null;
  return loginFailure(cause, options, said);
}
