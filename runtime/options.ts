import type { CallbackResponse, MessageChannel, ProgressRecord, PromptType, RequestOptions } from './protocol.js';
import type { CimInstance } from './values/index.js';

/**
 * How a session reaches its server: `MI_Application_NewSession` and `MI_DestinationOptions`. What is absent is left to
 * MI; all but `timeout` concerns MI itself.
 */
export interface SessionOptions {
  /** The protocol's name, such as `WMIDCOM` or `WINRM`; absent leaves the choice to the handler. */
  readonly protocol?: string | undefined;
  /** The computer to talk to; absent means this one. */
  readonly destination?: string | undefined;
  /** How long an operation may take that has no `timeout` of its own, in milliseconds. */
  readonly timeout?: number | undefined;
  readonly credentials?: Credentials | undefined;
  readonly proxyCredentials?: Credentials | undefined;
  /** Where the proxy's name comes from. */
  readonly proxyType?: 'IE' | 'WinHTTP' | 'Auto' | 'None' | undefined;
  readonly transport?: 'HTTP' | 'HTTPS' | undefined;
  readonly port?: number | undefined;
  /** The path of the service, such as `wsman`. */
  readonly urlPrefix?: string | undefined;
  readonly packetEncoding?: 'default' | 'UTF8' | 'UTF16' | undefined;
  /** Encrypts packets. */
  readonly packetPrivacy?: boolean | undefined;
  /** Signs packets. */
  readonly packetIntegrity?: boolean | undefined;
  /** Checks that the server's certificate comes from a trusted authority. */
  readonly checkCertificateAuthority?: boolean | undefined;
  /** Checks that the server's certificate is made out to the destination. */
  readonly checkCertificateName?: boolean | undefined;
  /** Checks that the server's certificate has not been revoked. */
  readonly checkCertificateRevocation?: boolean | undefined;
  /** The locale of data, such as `en-US`. */
  readonly dataLocale?: string | undefined;
  /** The locale of messages. */
  readonly uiLocale?: string | undefined;
  /** In kilobytes. */
  readonly maxEnvelopeSize?: number | undefined;
  /** Instances that come in one packet. */
  readonly maxElements?: number | undefined;
  /** Kerberos: the port is a part of the service's name. */
  readonly encodePortInSpn?: boolean | undefined;
  /** DCOM: what the server may do in the caller's name. */
  readonly impersonation?: 'default' | 'none' | 'identify' | 'impersonate' | 'delegate' | undefined;
  /** OMI: a folder of certificates that are trusted. */
  readonly trustedCertificates?: string | undefined;
  /** OMI: the client's certificate. */
  readonly certificateFile?: string | undefined;
  /** OMI: the key of the client's certificate. */
  readonly privateKeyFile?: string | undefined;
  /** Told what happens while the session is opened. */
  readonly callbacks?: SessionCallbacks | undefined;
  /** How long the session may take to open, in milliseconds; 60,000 unless said. */
  readonly openTimeout?: number | undefined;
  /** How long a cancelled operation, and the session itself, may take to end, in milliseconds; 10,000 unless said. */
  readonly closeTimeout?: number | undefined;
}

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

/** A user and a password. */
export interface PasswordCredentials {
  readonly type: 'Basic' | 'Digest' | 'NegoWithCreds';
  readonly domain?: string | undefined;
  readonly username: string;
  readonly password: string;
}

/** Without a username: the user of this process. */
export interface OptionalPasswordCredentials {
  readonly type: 'Kerberos' | 'Ntlmdomain' | 'CredSSP';
  readonly domain?: string | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}

/** A certificate of this computer. */
export interface CertificateCredentials {
  readonly type: 'ClientCerts' | 'IssuerCert';
  /** The certificate's thumbprint, in hexadecimal digits. */
  readonly thumbprint: string;
}

/** `MI_SessionCallbacks`: for information only. What they throw makes `newSession` reject. */
export interface SessionCallbacks {
  readonly onWriteMessage?: ((channel: MessageChannel, message: string) => void) | undefined;
  readonly onWriteError?: ((error: CimInstance) => void) | undefined;
}

/**
 * What any operation can be given. A callback may be asynchronous; when it throws or rejects, the operation is
 * cancelled and rejects with that reason.
 */
export interface OperationOptions extends RequestOptions {
  /** Cancels the operation, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  readonly onWriteMessage?: ((channel: MessageChannel, message: string) => void | Promise<void>) | undefined;
  readonly onProgress?: ((progress: ProgressRecord) => void | Promise<void>) | undefined;
  /** Called for an error that need not end the operation. The answer counts in the mode `inquire`; none means `yes`, go on. */
  readonly onWriteError?: ((error: CimInstance) => CallbackResponse | void | LaterAnswer<void>) | undefined;
  /** Answers a question of the server. Without it a normal prompt is answered `yes` and a critical one `no`. */
  readonly onPromptUser?: ((message: string, type: PromptType) => CallbackResponse | LaterAnswer) | undefined;
}

/**
 * An answer that comes later. TypeScript takes what `async () => 'yes'` returns for any string: a wrong one is found
 * when it comes, and fails the operation.
 */
export type LaterAnswer<None = never> = Promise<CallbackResponse | OtherText | None>;

/** Any text. Written so, it does not hide the answers that there are. */
type OtherText = string & Record<never, never>;

/** What a method call can be given. */
export interface InvokeOptions extends OperationOptions {}

/** What an enumeration of instances can be given. */
export interface EnumerateOptions extends OperationOptions {
  /** Only the keys of each instance come; false unless said. */
  readonly keysOnly?: boolean | undefined;
  /**
   * `deep`, unless said: instances of subclasses too, whole. `shallow`: of this class only. `deepBaseOnly`: of
   * subclasses too, but only the properties of this class.
   */
  readonly polymorphism?: 'deep' | 'shallow' | 'deepBaseOnly' | undefined;
}

/** What limits the search for associated instances. What is left out does not limit it. */
export interface AssociatorsOptions extends OperationOptions {
  /** The class of the associations to follow, subclasses included. */
  readonly associationClass?: string | undefined;
  /** The class of the results, subclasses included. */
  readonly resultClass?: string | undefined;
  /** The reference of the association that leads to the instance where the search begins. */
  readonly role?: string | undefined;
  /** The reference of the association that leads to the results. */
  readonly resultRole?: string | undefined;
  /** Only the keys of each result come; false unless said. */
  readonly keysOnly?: boolean | undefined;
}

/** What limits the search for associations that refer to an instance. What is left out does not limit it. */
export interface ReferencesOptions extends OperationOptions {
  /** The class of the associations, subclasses included. */
  readonly resultClass?: string | undefined;
  /** The reference of the association that leads to the instance. */
  readonly role?: string | undefined;
  /** Only the keys of each association come; false unless said. */
  readonly keysOnly?: boolean | undefined;
}

/** What a query can be given. */
export interface QueryOptions extends OperationOptions {
  /** The language of the query; `WQL` unless said. */
  readonly dialect?: 'WQL' | 'CQL' | OtherText | undefined;
}

/**
 * What a subscription can be given. It lasts until it is left: the session's `timeout` does not count for it, only one
 * of its own.
 */
export interface SubscribeOptions extends QueryOptions {}

/** What an enumeration of classes can be given. */
export interface EnumerateClassesOptions extends OperationOptions {
  /** Only the names of the classes come; false unless said. */
  readonly namesOnly?: boolean | undefined;
  /** `shallow`, unless said: the direct subclasses. `deep`: all below. */
  readonly polymorphism?: 'deep' | 'shallow' | undefined;
}
