/** Reads MOF files. */
export interface MofSourceOptions {
  readonly kind: 'mof';
  /** Paths and globs of the files. */
  readonly files: readonly string[];
  /** Folders where `#pragma include` looks, after the folder of the including file. */
  readonly includeDirs?: readonly string[];
}

/** The types of authentication that take a user's name and password. */
export type Authentication = 'NegoWithCreds' | 'Basic' | 'Digest' | 'Kerberos' | 'Ntlmdomain' | 'CredSSP';

/** Reads from a machine through MI: from this one, as the user of this process, unless the options say otherwise. */
export interface LiveSourceOptions {
  readonly kind: 'live';
  /** The machine to read from; default this one. */
  readonly destination?: string;
  /** `WMIDCOM`, `WINRM`, or a name that the MI library gives a protocol; default as MI chooses. */
  readonly protocol?: string;
  /** `DOMAIN\user`, or a user without a domain. */
  readonly username?: string;
  readonly password?: string;
  /** How the user is authenticated; default `NegoWithCreds`. */
  readonly authentication?: Authentication;
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
  readonly mof: MofSourceOptions;
  readonly live: LiveSourceOptions;
  readonly bundled: BundledSourceOptions;
}

/** Which schema source is read: `mof`, `live` or `bundled`. */
export type SourceKind = keyof OptionsByKind;

/** Where a schema is read from, and how: the options of one source, told apart by `kind`. */
export type SourceOptions<Kind extends SourceKind = SourceKind> = {
  [K in Kind]: OptionsByKind[K] & { readonly kind: K };
}[Kind];
