import type { SessionOptions } from '../options.js';
import type { MessageChannel, RequestOptions } from '../protocol.js';
import type { CimType } from '../schema/index.js';
import type { CimInstance, CimValue } from '../values/index.js';

/** Who asks: `MI_UserCredentials`, one form for each `MI_AUTH_TYPE`. */
export type Credentials =
  | ImplicitCredentials
  | PasswordCredentials
  | OptionalPasswordCredentials
  | CertificateCredentials;

/** The transport's choice, nobody, or the user of this process. */
export interface ImplicitCredentials {
  readonly type: 'Default' | 'None' | 'NegoNoCreds';
}

export interface PasswordCredentials {
  readonly type: 'Basic' | 'Digest' | 'NegoWithCreds';
  readonly domain?: string;
  readonly username: string;
  readonly password: string;
}

/** Without a username: the user of this process. */
export interface OptionalPasswordCredentials {
  readonly type: 'Kerberos' | 'Ntlmdomain' | 'CredSSP';
  readonly domain?: string;
  readonly username?: string;
  readonly password?: string;
}

export interface CertificateCredentials {
  readonly type: 'ClientCerts' | 'IssuerCert';
  /** The certificate's thumbprint, in hexadecimal digits. */
  readonly thumbprint: string;
}

/** What `newSession` can be given when the operations go to MI itself: `MI_DestinationOptions`. What is absent is left to MI. */
export interface NativeSessionOptions extends SessionOptions {
  readonly credentials?: Credentials;
  readonly proxyCredentials?: Credentials;
  /** Where the proxy's name comes from. */
  readonly proxyType?: 'IE' | 'WinHTTP' | 'Auto' | 'None';
  readonly transport?: 'HTTP' | 'HTTPS';
  readonly port?: number;
  /** The path of the service, such as `wsman`. */
  readonly urlPrefix?: string;
  readonly packetEncoding?: 'default' | 'UTF8' | 'UTF16';
  /** Encrypts packets. */
  readonly packetPrivacy?: boolean;
  /** Signs packets. */
  readonly packetIntegrity?: boolean;
  /** Checks that the server's certificate comes from a trusted authority. */
  readonly checkCertificateAuthority?: boolean;
  /** Checks that the server's certificate is made out to the destination. */
  readonly checkCertificateName?: boolean;
  /** Checks that the server's certificate has not been revoked. */
  readonly checkCertificateRevocation?: boolean;
  /** The locale of data, such as `en-US`. */
  readonly dataLocale?: string;
  /** The locale of messages. */
  readonly uiLocale?: string;
  /** In kilobytes. */
  readonly maxEnvelopeSize?: number;
  /** Instances that come in one packet. */
  readonly maxElements?: number;
  /** Kerberos: the port is a part of the service's name. */
  readonly encodePortInSpn?: boolean;
  /** DCOM: what the server may do in the caller's name. */
  readonly impersonation?: 'default' | 'none' | 'identify' | 'impersonate' | 'delegate';
  /** OMI: a folder of certificates that are trusted. */
  readonly trustedCertificates?: string;
  /** OMI: the client's certificate. */
  readonly certificateFile?: string;
  /** OMI: the key of the client's certificate. */
  readonly privateKeyFile?: string;
  /** Told what happens while the session is opened. */
  readonly callbacks?: NativeSessionCallbacks;
  /** How long a cancelled operation, and the session itself, may take to end, in milliseconds; 10,000 unless said. */
  readonly closeTimeout?: number;
}

/** `MI_SessionCallbacks`: for information only. What they throw makes `newSession` reject. */
export interface NativeSessionCallbacks {
  readonly onWriteMessage?: (channel: MessageChannel, message: string) => void;
  readonly onWriteError?: (error: CimInstance) => void;
}

/** What an operation can be given when it goes to MI itself: `MI_OperationOptions` and `MI_OPERATIONFLAGS`. */
export interface NativeRequestOptions extends RequestOptions {
  /**
   * `callbacks`, unless said: MI calls with each result. `pull`: each result is drawn by a call that waits on a thread of
   * Node's pool, so that few such operations proceed at once (one fewer than `UV_THREADPOOL_SIZE`).
   */
  readonly delivery?: 'callbacks' | 'pull';
  /** How sure the types of properties are: from all strings, which is quick, to all exact, which may be slow. */
  readonly typeInformation?: 'none' | 'basic' | 'standard' | 'full';
  /** Descriptions and value names of classes come in the locale of the session. */
  readonly localizedQualifiers?: boolean;
  /** Properties come too that take long to find out. */
  readonly expensiveProperties?: boolean;
  readonly resourceUri?: string;
  readonly resourceUriPrefix?: string;
  /** Which provider is asked on a 64-bit server. */
  readonly providerArchitecture?: 32 | 64;
  /** The operation fails where there is no provider of that architecture. */
  readonly requireArchitecture?: boolean;
  /** The answer to normal prompts that nobody is asked, in the modes `report` and `ignore`. */
  readonly promptUserAnswer?: 'yes' | 'no';
  /** The only channels on which messages come; a number is a channel of the provider's own, whose messages come as `debug`. */
  readonly channels?: readonly (MessageChannel | number)[];
  /** Indications say which machine they come from. */
  readonly machineId?: boolean;
  /** Options of the provider's own. */
  readonly customOptions?: readonly CustomOption[];
}

/** `MI_OperationOptions_SetCustomOption`. */
export interface CustomOption {
  readonly name: string;
  readonly type: CimType;
  readonly array?: boolean;
  readonly value: NonNullable<CimValue>;
  /** The operation fails where the provider does not know the option; false unless said. */
  readonly mustComply?: boolean;
}
