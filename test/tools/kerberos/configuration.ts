import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The realm of the KDC for tests. */
export const REALM = 'EXAMPLE.TEST';

/** Files that tell the programs and the library of Kerberos about a realm. */
export interface Configuration {
  /** For clients and servers. */
  readonly KRB5_CONFIG: string;
  /** For the KDC and its tools. */
  readonly KRB5_KDC_PROFILE: string;
}

/**
 * Writes the configuration of a KDC on a port of the loopback interface. Only TCP: a port of UDP of the same number may
 * be taken.
 *
 * @param database the folder of the database
 * @param folder where the configuration goes
 */
export function writeConfiguration(database: string, folder: string, port: number): Configuration {
  const [client, server] = [join(folder, 'krb5.conf'), join(folder, 'kdc.conf')];
  writeFileSync(
    client,
    `[libdefaults]
  default_realm = ${REALM}
  dns_lookup_kdc = false
  dns_lookup_realm = false
  dns_canonicalize_hostname = false
  rdns = false
  udp_preference_limit = 1
  allow_rc4 = true
[realms]
  ${REALM} = {
    kdc = 127.0.0.1:${port}
  }
[domain_realm]
  .${REALM.toLowerCase()} = ${REALM}
[logging]
  kdc = STDERR
`,
  );
  writeFileSync(
    server,
    `[kdcdefaults]
  kdc_listen = ""
  kdc_tcp_listen = 127.0.0.1:${port}
[realms]
  ${REALM} = {
    database_name = ${join(database, 'principal')}
    key_stash_file = ${join(database, 'stash')}
    default_principal_flags = +preauth
  }
`,
  );
  return { KRB5_CONFIG: client, KRB5_KDC_PROFILE: server };
}
