import type { EmbeddedForm } from './embedded-form.js';
import {
  CALLBACK,
  FLAG,
  must,
  NUMBER,
  type OptionCheck,
  type OptionTable,
  objectOf,
  oneOf,
  SECRET,
  TEXT,
} from './option-checks.js';
import type { CimInstance } from './values/index.js';

/**
 * How a session reaches its server: `MI_Application_NewSession` and `MI_DestinationOptions`. MI decides what is absent.
 *
 * MI takes all of these options into account that do not say otherwise. The MI of Windows does not know those that are
 * marked "not Windows": `newSession` rejects with an `MiError` NOT_SUPPORTED that names them. So it does over a
 * `WsmanHandler` for what that cannot do. A `MemoryRepository` ignores all but `timeout`, `closeTimeout` and
 * `embeddedInstances`, which the session itself applies.
 */
export interface SessionOptions {
  /**
   * The name of the protocol, such as `WMIDCOM` or `WINRM`, in any letter case. It also chooses among the `handlers` of
   * `initialize()`. Absent: `WMIDCOM` without a `destination`, else `WINRM`.
   */
  readonly protocol?: string | undefined;
  /** The computer to talk to: its name or its address, such as `::1`, but no URL. Absent: this computer. */
  readonly destination?: string | undefined;
  /**
   * How long an operation without a `timeout` of its own may take, in milliseconds, from 1 to 2^31 - 1; subscriptions
   * excepted. Absent: as long as it takes. See {@link RequestOptions.timeout}.
   */
  readonly timeout?: number | undefined;
  /**
   * Who asks. Absent: the user of this process; over a `WsmanHandler` by the Kerberos ticket of that user, unless there
   * is a `certificateFile`.
   */
  readonly credentials?: Credentials | undefined;
  /** Who asks the proxy. */
  readonly proxyCredentials?: Credentials | undefined;
  /** Where the name of the proxy comes from; `None` uses no proxy. */
  readonly proxyType?: 'IE' | 'WinHTTP' | 'Auto' | 'None' | undefined;
  /** What carries WS-Management. Absent: `HTTP`. */
  readonly transport?: 'HTTP' | 'HTTPS' | undefined;
  /** The port of the service, from 1 to 65535. Absent: 5985 for `HTTP`, 5986 for `HTTPS`. */
  readonly port?: number | undefined;
  /** The path of the service. Absent: `wsman`. */
  readonly urlPrefix?: string | undefined;
  /**
   * `WsmanHandler` only: lets `Basic` send the user and the password over plain HTTP, where anybody on the way can read
   * them. MI takes the setting AllowUnencrypted of this computer's WinRM client instead.
   */
  readonly allowUnencrypted?: boolean | undefined;
  /** The encoding of WS-Management's messages. */
  readonly packetEncoding?: 'default' | 'UTF8' | 'UTF16' | undefined;
  /**
   * Encrypts packets. Absent: MI decides; over a `WsmanHandler`, those of plain HTTP are encrypted by NTLM or Kerberos.
   */
  readonly packetPrivacy?: boolean | undefined;
  /** Signs packets. */
  readonly packetIntegrity?: boolean | undefined;
  /** Whether the server's certificate must come from a trusted authority. Absent: it must. */
  readonly checkCertificateAuthority?: boolean | undefined;
  /** Whether the server's certificate must be issued for the destination. Absent: it must. */
  readonly checkCertificateName?: boolean | undefined;
  /** Whether the server is refused where its certificate was revoked. Absent: MI decides; a `WsmanHandler` cannot. */
  readonly checkCertificateRevocation?: boolean | undefined;
  /** The locale of data, such as `en-US`. */
  readonly dataLocale?: string | undefined;
  /** The locale of messages, such as `en-US`. */
  readonly uiLocale?: string | undefined;
  /** The greatest size of a message of WS-Management, in kilobytes. Absent: MI decides; 500 over a `WsmanHandler`. */
  readonly maxEnvelopeSize?: number | undefined;
  /** Not Windows: the greatest number of instances in one packet. */
  readonly maxElements?: number | undefined;
  /** Kerberos: the port is part of the name of the service. */
  readonly encodePortInSpn?: boolean | undefined;
  /**
   * `WsmanHandler` only: the name of the service for Kerberos and NTLM, such as `WSMAN/server01.example.org`. Absent:
   * `HTTP/` and the destination.
   */
  readonly servicePrincipalName?: string | undefined;
  /** DCOM: what the server may do in the caller's name. */
  readonly impersonation?: 'default' | 'none' | 'identify' | 'impersonate' | 'delegate' | undefined;
  /** Not Windows: the path of a folder of trusted certificates; of a `WsmanHandler` also that of a PEM file. */
  readonly trustedCertificates?: string | undefined;
  /** Not Windows: the path of the client's certificate, a PEM file. */
  readonly certificateFile?: string | undefined;
  /** Not Windows: the path of the private key of that certificate, a PEM file. */
  readonly privateKeyFile?: string | undefined;
  /**
   * How embedded instances are sent that the schema declares as strings, by the qualifiers `EmbeddedInstance` and
   * `EmbeddedObject`: as `text` of CIM-XML, or as an `instance`. Absent: as the server at the other end takes them: WMI
   * text, OMI instances, a `MemoryRepository` what its option says. Calls of generated classes convert; what is
   * received is understood in both forms.
   */
  readonly embeddedInstances?: EmbeddedForm | undefined;
  /** Told what happens while the session is opened. */
  readonly callbacks?: SessionCallbacks | undefined;
  /**
   * How long the session may take to open, in milliseconds, from 1 to 2^31 - 1; 60,000 by default. After that
   * `newSession` rejects with an `MiError` FAILED.
   */
  readonly openTimeout?: number | undefined;
  /**
   * How long a cancelled operation, and the session itself, may take to end, in milliseconds, from 1 to 2^31 - 1;
   * 10,000 by default. After that `close()` rejects with an `MiError` FAILED.
   */
  readonly closeTimeout?: number | undefined;
}

/** Who asks: `MI_UserCredentials`, one form for each `MI_AUTH_TYPE`. */
export type Credentials =
  | ImplicitCredentials
  | PasswordCredentials
  | OptionalPasswordCredentials
  | CertificateCredentials;

/** Credentials that are not given. */
export interface ImplicitCredentials {
  /**
   * `Default`: what the transport chooses, over a `WsmanHandler` Kerberos. `None`: nobody. `NegoNoCreds`: the user of
   * this process, over a `WsmanHandler` by Kerberos.
   */
  readonly type: 'Default' | 'None' | 'NegoNoCreds';
}

/** A user and a password. */
export interface PasswordCredentials {
  /**
   * How the server authenticates the user. Over DCOM (`WMIDCOM`) it is `Default`: what the transport chooses. Over a
   * `WsmanHandler`, `NegoWithCreds` is NTLM, and `Default` is Kerberos for a user of a domain.
   */
  readonly type: 'Default' | 'Basic' | 'Digest' | 'NegoWithCreds';
  /** The domain of the user. Absent: none. */
  readonly domain?: string | undefined;
  /** The name of the user, without the domain. */
  readonly username: string;
  /** The password. MI gets it in memory that is wiped after the call. */
  readonly password: string;
}

/** A user and a password; without a username, the user of this process. */
export interface OptionalPasswordCredentials {
  /** How the server authenticates the user. A `WsmanHandler` needs a password for `Ntlmdomain`. */
  readonly type: 'Kerberos' | 'Ntlmdomain' | 'CredSSP';
  /** The domain of the user. Absent: none. */
  readonly domain?: string | undefined;
  /** The name of the user, without the domain. Absent: the user of this process. */
  readonly username?: string | undefined;
  /** The password. MI gets it in memory that is wiped after the call. */
  readonly password?: string | undefined;
}

/** A certificate of this computer. */
export interface CertificateCredentials {
  /** `ClientCerts`: the certificate itself. `IssuerCert`: the certificate that issued it. */
  readonly type: 'ClientCerts' | 'IssuerCert';
  /** The thumbprint of the certificate, in hexadecimal digits. */
  readonly thumbprint: string;
}

/** `MI_SessionCallbacks`: for information only. `newSession` rejects with what a callback throws. */
export interface SessionCallbacks {
  /** Called for a message of MI. */
  readonly onWriteMessage?: ((channel: MessageChannel, message: string) => void) | undefined;
  /** Called for an error that does not keep the session from opening: an instance of `CIM_Error` or the like. */
  readonly onWriteError?: ((error: CimInstance) => void) | undefined;
}

/** The channel of a message: `MI_WRITEMESSAGE_CHANNEL_WARNING`, `_VERBOSE`, `_DEBUG`. */
export type MessageChannel = 'warning' | 'verbose' | 'debug';

const TYPE_ONLY: OptionTable<ImplicitCredentials> = { type: TEXT };
const PASSWORD: OptionTable<PasswordCredentials> = { type: TEXT, domain: TEXT, username: TEXT, password: SECRET };
const OPTIONAL_PASSWORD: OptionTable<OptionalPasswordCredentials> = PASSWORD;
const CERTIFICATE: OptionTable<CertificateCredentials> = { type: TEXT, thumbprint: TEXT };

const withoutPassword = objectOf(TYPE_ONLY);
const withPassword = objectOf(PASSWORD, ['username', 'password']);
const withPasswordOrNot = objectOf(OPTIONAL_PASSWORD);
/** A user and a password, or neither. */
const withPasswordOrNothing: OptionCheck = (value, option) => {
  const others = Object.entries(value ?? {}).filter(([name, member]) => name !== 'type' && member !== undefined);
  return (others.length === 0 ? withoutPassword : withPassword)(value, option);
};
const withCertificate = objectOf(CERTIFICATE, ['thumbprint']);

const CREDENTIALS: Readonly<Record<Credentials['type'], OptionCheck>> = {
  Default: withPasswordOrNothing,
  None: withoutPassword,
  NegoNoCreds: withoutPassword,
  Basic: withPassword,
  Digest: withPassword,
  NegoWithCreds: withPassword,
  Kerberos: withPasswordOrNot,
  Ntlmdomain: withPasswordOrNot,
  CredSSP: withPasswordOrNot,
  ClientCerts: withCertificate,
  IssuerCert: withCertificate,
};

const TYPES = Object.keys(CREDENTIALS) as readonly Credentials['type'][];
const credentialsType = oneOf(...TYPES);

/** Which members credentials have depends on their type. */
const credentials: OptionCheck = (value, option) => {
  if (typeof value !== 'object' || value === null) return withoutPassword(value, option);
  const type: unknown = 'type' in value ? value.type : undefined;
  const known = TYPES.find((each) => each === type);
  return known === undefined ? credentialsType(type, `${option}.type`) : CREDENTIALS[known](value, option);
};

const CALLBACKS: OptionTable<SessionCallbacks> = { onWriteMessage: CALLBACK, onWriteError: CALLBACK };

/** The options of a session. */
export const SESSION_OPTIONS: OptionTable<SessionOptions> = {
  protocol: TEXT,
  destination: TEXT,
  timeout: NUMBER,
  credentials,
  proxyCredentials: credentials,
  proxyType: oneOf('IE', 'WinHTTP', 'Auto', 'None'),
  transport: oneOf('HTTP', 'HTTPS'),
  port: must(
    'a whole number from 1 to 65535',
    (port) => Number.isInteger(port) && Number(port) >= 1 && Number(port) <= 65535,
  ),
  urlPrefix: TEXT,
  allowUnencrypted: FLAG,
  packetEncoding: oneOf('default', 'UTF8', 'UTF16'),
  packetPrivacy: FLAG,
  packetIntegrity: FLAG,
  checkCertificateAuthority: FLAG,
  checkCertificateName: FLAG,
  checkCertificateRevocation: FLAG,
  dataLocale: TEXT,
  uiLocale: TEXT,
  maxEnvelopeSize: NUMBER,
  maxElements: NUMBER,
  encodePortInSpn: FLAG,
  servicePrincipalName: TEXT,
  impersonation: oneOf('default', 'none', 'identify', 'impersonate', 'delegate'),
  trustedCertificates: TEXT,
  certificateFile: TEXT,
  privateKeyFile: TEXT,
  embeddedInstances: oneOf('text', 'instance'),
  callbacks: objectOf(CALLBACKS),
  openTimeout: NUMBER,
  closeTimeout: NUMBER,
};
