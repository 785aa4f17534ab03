/** What a run does. Only `namespaces` is needed. */
export interface GenerateOptions {
  /**
   * `root/cimv2`; either slash separates names. `root/cimv2/**` means this namespace and all below it. Files that name
   * no namespace declare into the first one.
   */
  readonly namespaces: readonly string[];
  /**
   * Where the schema is read from. Default: from MI where this machine has the MI of Windows, else the bundled schema.
   */
  readonly source?: SourceOptions;
  /**
   * Paths and globs of MOF files, such as the `.mfl` files of Windows: their descriptions, names of values and other
   * texts are added where the schema has none. Of several texts, the first counts. Classes and elements that the schema
   * does not have are passed over.
   */
  readonly amend?: readonly string[];
  /** Globs over the names of classes to generate; default all. Classes that these need are generated, too. */
  readonly classes?: readonly string[];
  /** Globs over the names of classes to leave out. */
  readonly exclude?: readonly string[];
  /**
   * Paths and globs of sources: of all classes, only those are generated that these sources import from the output, and
   * those that `classes` names; also classes that do not exist yet. Needs the package `ts-morph`.
   */
  readonly usedBy?: readonly string[];
  /** Output folder; default `generated`. */
  readonly out?: string;
  /** How generated files import each other: `js` (default), or `ts` for Node's type stripping. */
  readonly importExtension?: 'js' | 'ts';
  /** `write` (default), `check` (only compare, and keep the texts for a diff) or `dry-run` (only compare). */
  readonly mode?: 'write' | 'check' | 'dry-run';
  /** Remove files of earlier runs that are not generated any more. */
  readonly clean?: boolean;
  /** Type-check the rendered files before anything is written. */
  readonly verify?: boolean;
  /** Warnings fail the run. */
  readonly strict?: boolean;
  /**
   * Skip the work where the schema, the options, the output and mi-codegen itself are as the last run has left them;
   * default true. The result is the same, and `onProgress` is not called. What to compare with is kept in
   * `node_modules/.cache/mi-codegen` of the project, else in the user's folder for such files. It can be deleted at any
   * time.
   */
  readonly cache?: boolean;
  /** Called often: with the current phase, how much of it is done, and the total, which is 0 where it is unknown. */
  readonly onProgress?: (phase: string, done: number, total: number) => void;
}

/** Reads files: MOF, CIM-XML, or both. */
export interface FilesSourceOptions {
  readonly kind: 'files';
  /** Paths and globs of MOF files. */
  readonly mof?: readonly string[];
  /** Paths and globs of CIM-XML files: declarations, and what servers answer. */
  readonly cimXml?: readonly string[];
  /** Folders where `#pragma include` of MOF looks, after the folder of the including file. */
  readonly includeDirs?: readonly string[];
}

/** The types of authentication that take a user's name and password. */
export type Authentication = 'Default' | 'NegoWithCreds' | 'Basic' | 'Digest' | 'Kerberos' | 'Ntlmdomain' | 'CredSSP';

/** Reads from a machine through MI: from this one, as the user of this process, unless the options say otherwise. */
export interface LiveSourceOptions {
  readonly kind: 'live';
  /** The machine to read from, or the URL of its WS-Management: `https://server01:5986/wsman`; default this one. */
  readonly destination?: string;
  /** `WMIDCOM`, `WINRM`, or a name that the MI library gives a protocol; default as MI chooses. */
  readonly protocol?: string;
  /** `DOMAIN\user`, or a user without a domain. */
  readonly username?: string;
  readonly password?: string;
  /** How the user is authenticated; default `Default` over DCOM (`WMIDCOM`), else `NegoWithCreds`. */
  readonly authentication?: Authentication;
  /** Whether anybody logs in: without a `username` the user of this process; default true, as most machines want. */
  readonly login?: boolean;
  /** The path of the certificates of further authorities that are trusted: a PEM file, or a folder of them. */
  readonly trustedCertificates?: string;
  /** The path of the certificate of this computer, a PEM file: it can stand for a user. */
  readonly certificateFile?: string;
  /** The path of the private key of that certificate, a PEM file; default that of the certificate. */
  readonly privateKeyFile?: string;
  /** Whether the certificate of the machine must come from a trusted authority; default true. */
  readonly checkCertificateAuthority?: boolean;
  /** Whether the certificate of the machine must be issued for the name in `destination`; default true. */
  readonly checkCertificateName?: boolean;
  /** The name of the service for Kerberos and NTLM; default `HTTP/` and the name in `destination`. */
  readonly servicePrincipalName?: string;
  /** Lets `Basic` send the password over plain HTTP, where anybody on the way can read it; default false. */
  readonly allowUnencrypted?: boolean;
  /** The language of descriptions and value names. Default `en-US`, so that the output is the same on every machine. */
  readonly locale?: string;
  /**
   * Read the bundled schema instead when this machine does not have the MI of Windows, and neither `destination`,
   * `protocol`, `username` nor the environment variable `MI_LIBRARY` asks for MI. Default false: without MI, the run
   * fails.
   */
  readonly orBundled?: boolean;
}

/** Reads the schema that mi-codegen brings. */
export interface BundledSourceOptions {
  readonly kind: 'bundled';
}

/** The options of each schema source by its kind. A new source adds a line here and one in `source/sources.ts`. */
interface OptionsByKind {
  readonly files: FilesSourceOptions;
  readonly live: LiveSourceOptions;
  readonly bundled: BundledSourceOptions;
}

/** Which schema source is read: `files`, `live` or `bundled`. */
export type SourceKind = keyof OptionsByKind;

/** Where a schema is read from, and how: the options of one source, told apart by `kind`. */
export type SourceOptions<Kind extends SourceKind = SourceKind> = {
  [K in Kind]: OptionsByKind[K] & { readonly kind: K };
}[Kind];

/** False for a source that depends on the machine: its own schema where it has one, else the bundled one. */
export function isNamed(source: SourceOptions): boolean {
  if (source.kind !== 'live' || source.orBundled !== true) return true;
  return [source.destination, source.protocol, source.username].some((value) => value !== undefined);
}
