import { isIPv6 } from 'node:net';
import { platform } from 'node:process';
import { MiError } from '../errors.js';
import { given } from '../options.js';
import type { Credentials, SessionOptions } from '../session-options.js';
import type { Address } from './abi/c-types.js';
import { DESTINATION_OPTION_PREFIX, IMPERSONATION_TYPES } from './abi/constants.js';
import { DESTINATION_OPTIONS } from './abi/functions.js';
import { USER_CREDENTIALS } from './abi/layouts.js';
import type { InstanceFactory } from './instance-writer.js';
import type { FunctionTable } from './koffi.js';
import { Arena, writeAddress } from './memory.js';
import { type Mi, writeString } from './mi.js';
import { OptionSetter } from './option-setter.js';

export type DestinationOptionSetter = OptionSetter<FunctionTable<typeof DESTINATION_OPTIONS>>;

/** The options that only OMI knows. With them, the MI of Windows opens no session, and says nothing but NOT_FOUND. */
const OMI_OPTIONS = ['maxElements', 'trustedCertificates', 'certificateFile', 'privateKeyFile'] as const;

/** The destination as MI takes it: on Windows, the literal address of IPv6 stands in brackets. */
export function destinationName(destination: string | undefined): string | undefined {
  return destination !== undefined && platform === 'win32' && isIPv6(destination) ? `[${destination}]` : destination;
}

/** What NOT_FOUND means for a session that could not be opened. */
export function notFoundReason(options: SessionOptions): string {
  const names = Object.keys(optionsOfMi(options));
  const told = names.length === 0 ? 'no options were given' : `these were given: ${names.join(', ')}`;
  return `unknown protocol, or an option that it does not know (${told})`;
}

/** The options that only a `WsmanHandler` takes, and what there is with MI. */
const UNKNOWN_TO_MI = {
  allowUnencrypted: '"winrm set winrm/config/client @{AllowUnencrypted="true"}" sets it for this computer',
  servicePrincipalName: 'it makes the name from the destination, and encodePortInSpn adds the port',
} as const;

/** The options that become an `MI_DestinationOptions`. */
function optionsOfMi(options: SessionOptions): SessionOptions {
  const { protocol, destination, callbacks, openTimeout, closeTimeout, ...others } = options;
  return given(others);
}

/**
 * The options as an `MI_DestinationOptions`; null when there are none. The caller deletes it when the session is open.
 * @throws MiError NOT_SUPPORTED for an option that MI does not know, and on Windows for one that only OMI knows.
 */
export function destinationOptions(
  mi: Mi,
  application: InstanceFactory,
  options: SessionOptions,
): DestinationOptionSetter | null {
  const ofMi = optionsOfMi(options);
  if (Object.keys(ofMi).length === 0) return null;
  for (const [name, wayOut] of Object.entries(UNKNOWN_TO_MI)) {
    if (ofMi[name as keyof typeof UNKNOWN_TO_MI] === undefined) continue;
    throw new MiError('NOT_SUPPORTED', `MI does not know the option ${name}: ${wayOut}`);
  }
  const unknown = OMI_OPTIONS.filter((name) => ofMi[name] !== undefined);
  if (platform === 'win32' && unknown.length > 0) {
    throw new MiError('NOT_SUPPORTED', `the MI of Windows does not know these options of OMI: ${unknown.join(', ')}`);
  }
  const setter: DestinationOptionSetter = new OptionSetter(
    mi,
    DESTINATION_OPTION_PREFIX,
    (handle) => application.functions.NewDestinationOptions(application.address, handle),
    (handle) => mi.handle(DESTINATION_OPTIONS, handle),
  );
  try {
    fill(setter, ofMi);
  } catch (error) {
    setter.delete();
    throw error;
  }
  return setter;
}

function fill(setter: DestinationOptionSetter, options: SessionOptions): void {
  setter.setInterval('TIMEOUT', options.timeout);
  setter.set('DATA_LOCALE', options.dataLocale);
  setter.set('UI_LOCALE', options.uiLocale);
  setter.set('TRANSPORT', options.transport);
  setter.set('DESTINATION_PORT', options.port);
  setter.set('HTTP_URL_PREFIX', options.urlPrefix);
  setter.set('PACKET_ENCODING', options.packetEncoding);
  setter.set('PACKET_PRIVACY', options.packetPrivacy);
  setter.set('PACKET_INTEGRITY', options.packetIntegrity);
  setter.set('CERT_CA_CHECK', options.checkCertificateAuthority);
  setter.set('CERT_CN_CHECK', options.checkCertificateName);
  setter.set('CERT_REVOCATION_CHECK', options.checkCertificateRevocation);
  setter.set('PROXY_TYPE', options.proxyType);
  setter.set('MAX_ENVELOPE_SIZE', options.maxEnvelopeSize);
  setter.set('MAX_ELEMENTS', options.maxElements);
  setter.set('ENCODE_PORT_IN_SPN', options.encodePortInSpn);
  if (options.impersonation !== undefined) setter.set('IMPERSONATION_TYPE', IMPERSONATION_TYPES[options.impersonation]);
  setter.set('TRUSTED_CERTS_DIR', options.trustedCertificates);
  setter.set('CERT_FILE', options.certificateFile);
  setter.set('PRIVATE_KEY_FILE', options.privateKeyFile);
  addCredentials(setter, 'DESTINATION_CREDENTIALS', options.credentials);
  addCredentials(setter, 'PROXY_CREDENTIALS', options.proxyCredentials);
}

/** The password is written to memory of its own, which is wiped after the call. */
function addCredentials(setter: DestinationOptionSetter, name: string, credentials: Credentials | undefined): void {
  if (credentials === undefined) return;
  const { mi, functions } = setter;
  const secrets = new Arena();
  const write = (text: string | undefined): Address => writeString(mi.characters, secrets, text ?? null);
  const { block, offset, address } = secrets.take(USER_CREDENTIALS.size);
  const put = (member: number, text: string | undefined): void =>
    writeAddress(block.view, offset + member, write(text));
  try {
    put(USER_CREDENTIALS.authenticationType, credentials.type);
    if ('thumbprint' in credentials) {
      put(USER_CREDENTIALS.certificateThumbprint, credentials.thumbprint);
    } else if ('username' in credentials) {
      put(USER_CREDENTIALS.domain, credentials.domain);
      put(USER_CREDENTIALS.username, credentials.username);
      put(USER_CREDENTIALS.password, credentials.password);
    }
    setter.call(name, (option, handle) => functions.AddCredentials(handle, option, address, 0));
  } finally {
    secrets.wipe();
  }
}
