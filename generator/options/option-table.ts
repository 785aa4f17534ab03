import type { GenerateOptions, LiveSourceOptions, SourceKind, SourceOptions } from './generate-options.js';

/**
 * The name of an option in {@link OPTION_TABLE}: `classes`, `source.files.mof`. A source that needs no options stands
 * for itself, too: `source.bundled`.
 */
export type OptionName = Exclude<keyof GenerateOptions, 'source' | 'onProgress'> | SourceOptionName<SourceKind>;

type SourceOptionName<Kind extends SourceKind> =
  | `source.${Exclude<Kind, 'files'>}`
  | (Kind extends SourceKind ? `source.${Kind}.${PropertyOf<Kind>}` : never);

type PropertyOf<Kind extends SourceKind> = Exclude<keyof SourceOptions<Kind>, 'kind'> & string;

/** The type of an option's value; for a source that stands for itself, whether it is selected. */
type ValueOf<Name extends OptionName> = Name extends `source.${infer Kind extends SourceKind}.${infer Property}`
  ? SourceOptions<Kind>[Property & keyof SourceOptions<Kind>]
  : Name extends keyof GenerateOptions
    ? GenerateOptions[Name]
    : boolean;

interface RowBase {
  /** The heading under which `--help` shows the option. */
  readonly group: 'Schema' | 'Connection' | 'Choice' | 'Output' | 'Reports';
  readonly description: string;
  /** The flag of the command line, without dashes; default the name of the option in kebab case; null for none. */
  readonly flag?: string | null;
  /** A flag of one letter. */
  readonly short?: string;
  readonly required?: true;
  /** An option without which this one has no meaning. */
  readonly needs?: OptionName;
}

interface FlagRow extends RowBase {
  readonly type: 'flag';
  /** The description of a flag that turns the option off: `--no-cache`. */
  readonly off?: string;
}
interface TextRow extends RowBase {
  readonly type: 'text';
}
interface ListRow extends RowBase {
  readonly type: 'list';
}
interface ChoiceRow<Choice extends string = string> extends RowBase {
  readonly type: 'choice';
  /** Every choice; and where the command line has a flag for each choice, the description of that flag. */
  readonly choices: { readonly [C in Choice]: string | null };
}

/** One option: its type, how the command line shows it, and what else must be given. */
export type OptionRow = FlagRow | TextRow | ListRow | ChoiceRow;

type RowFor<Value> = [Value] extends [boolean | undefined]
  ? FlagRow
  : [Value] extends [readonly string[] | undefined]
    ? ListRow
    : string extends Value
      ? TextRow
      : ChoiceRow<Value & string>;

/** The defaults of options. */
export const DEFAULTS: Required<Omit<GenerateOptions, 'namespaces' | 'onProgress'>> = {
  source: { kind: 'live', orBundled: true },
  amend: [],
  classes: [],
  exclude: [],
  usedBy: [],
  out: 'generated',
  importExtension: 'js',
  mode: 'write',
  clean: false,
  verify: false,
  strict: false,
  cache: true,
};

/** The defaults of the options of the source `live` that depend on no other option. */
export const LIVE_DEFAULTS: Required<Pick<LiveSourceOptions, 'locale'>> = {
  locale: 'en-US',
};

/** Every option once, for the checks, the command line and its help, in the order of the help. */
export const OPTION_TABLE: { readonly [Name in OptionName]: RowFor<ValueOf<Name>> } = {
  namespaces: { type: 'list', required: true, flag: null, group: 'Schema', description: 'such as root/cimv2' },
  'source.files.mof': { type: 'list', group: 'Schema', description: 'MOF file or glob' },
  'source.files.cimXml': { type: 'list', group: 'Schema', description: 'CIM-XML file or glob' },
  'source.live': { type: 'flag', group: 'Schema', description: 'the schema of this machine, never the bundled one' },
  'source.bundled': { type: 'flag', group: 'Schema', description: 'the bundled schema, also where there is MI' },
  'source.live.locale': {
    type: 'text',
    group: 'Schema',
    description: `language of descriptions; default ${LIVE_DEFAULTS.locale}`,
  },
  'source.live.orBundled': {
    type: 'flag',
    flag: null,
    group: 'Schema',
    description: 'the bundled schema where there is no MI',
  },
  'source.files.includeDirs': {
    type: 'list',
    flag: 'include-dir',
    short: 'I',
    needs: 'source.files.mof',
    group: 'Schema',
    description: 'folder where #pragma include of MOF looks too',
  },
  amend: {
    type: 'list',
    group: 'Schema',
    description: 'MOF file or glob: its texts are added where the schema has none',
  },
  'source.live.destination': {
    type: 'text',
    group: 'Connection',
    description: 'computer to read from, or the URL of its WS-Management',
  },
  'source.live.protocol': { type: 'text', group: 'Connection', description: 'WMIDCOM or WINRM; default as MI chooses' },
  'source.live.username': {
    type: 'text',
    group: 'Connection',
    description: 'user to read as; the password is MI_PASSWORD or asked for',
  },
  // No flag: other users of a machine can see its command lines.
  'source.live.password': { type: 'text', flag: null, group: 'Connection', description: 'password of the user' },
  'source.live.authentication': {
    type: 'choice',
    choices: {
      Default: null,
      NegoWithCreds: null,
      Basic: null,
      Digest: null,
      Kerberos: null,
      Ntlmdomain: null,
      CredSSP: null,
    },
    needs: 'source.live.username',
    group: 'Connection',
    description: 'how the user is authenticated',
  },
  'source.live.login': {
    type: 'flag',
    flag: null,
    needs: 'source.live.destination',
    group: 'Connection',
    description: 'log in, without a username as whoever runs the command',
    off: 'log nobody in, where that is not wanted',
  },
  'source.live.trustedCertificates': {
    type: 'text',
    needs: 'source.live.destination',
    group: 'Connection',
    description: 'PEM file, or folder of them: authorities to trust as well',
  },
  'source.live.certificateFile': {
    type: 'text',
    needs: 'source.live.destination',
    group: 'Connection',
    description: 'PEM file: client certificate to log in with',
  },
  'source.live.privateKeyFile': {
    type: 'text',
    needs: 'source.live.certificateFile',
    group: 'Connection',
    description: 'PEM file: its key, if that is in another file',
  },
  'source.live.checkCertificateAuthority': {
    type: 'flag',
    flag: null,
    needs: 'source.live.destination',
    group: 'Connection',
    description: 'take only a certificate from a trusted authority',
    off: 'take a certificate from any authority',
  },
  'source.live.checkCertificateName': {
    type: 'flag',
    flag: null,
    needs: 'source.live.destination',
    group: 'Connection',
    description: 'take only a certificate for the name of the computer',
    off: 'take a certificate for any name',
  },
  'source.live.servicePrincipalName': {
    type: 'text',
    needs: 'source.live.destination',
    group: 'Connection',
    description: 'service that Kerberos logs in to; default HTTP/ and the name',
  },
  'source.live.allowUnencrypted': {
    type: 'flag',
    needs: 'source.live.destination',
    group: 'Connection',
    description: 'let Basic send the password readable, over http://',
  },
  classes: {
    type: 'list',
    flag: 'class',
    group: 'Choice',
    description: 'class or glob to generate, with what it needs',
  },
  exclude: { type: 'list', group: 'Choice', description: 'class or glob to leave out' },
  usedBy: {
    type: 'list',
    group: 'Choice',
    description: 'source file or glob: only classes that it imports, and what they need',
  },
  out: { type: 'text', group: 'Output', description: 'folder to write to' },
  importExtension: {
    type: 'choice',
    choices: { js: null, ts: null },
    group: 'Output',
    description: "how files import each other; ts for Node's type stripping",
  },
  mode: {
    type: 'choice',
    choices: {
      write: null,
      check: 'write nothing; exit 1 with a diff if the output would change',
      'dry-run': 'write nothing; list what would change',
    },
    flag: null,
    group: 'Output',
    description: 'whether to write or only to compare',
  },
  clean: {
    type: 'flag',
    group: 'Output',
    description: 'remove files of earlier runs that are not generated any more',
  },
  cache: {
    type: 'flag',
    flag: null,
    group: 'Output',
    description: 'skip the work when nothing has changed since the last run',
    off: 'work also when nothing has changed since the last run',
  },
  verify: { type: 'flag', group: 'Output', description: 'type-check the output before it is written' },
  strict: { type: 'flag', group: 'Reports', description: 'warnings fail the run' },
};

/** An option of {@link OPTION_TABLE} with the parts of its name. */
export interface NamedOption {
  readonly name: OptionName;
  /** The kind of the source that the option belongs to; null for an option of every run. */
  readonly source: string | null;
  /** The property that holds the value; null for a source that stands for itself. */
  readonly property: string | null;
  readonly row: OptionRow;
}

export function namedOption(name: OptionName): NamedOption {
  const row = OPTION_TABLE[name];
  const [, source, property = null] = name.split('.');
  return source === undefined ? { name, source: null, property: name, row } : { name, source, property, row };
}

/** All options, in the order of the table. */
export const OPTIONS: readonly NamedOption[] = (Object.keys(OPTION_TABLE) as OptionName[]).map(namedOption);

/** How diagnostics name an option: by its own name for a caller of the library, by its flag on the command line. */
export interface OptionSpelling {
  /** `classes`, or `--class`. */
  name(option: OptionName): string;
  /** How a flag is turned off: `cache: false`, or `--no-cache`. */
  off(option: OptionName): string;
  /** The help for a glob over classes that holds several, such as `A,B`. */
  oneByOne(option: 'classes' | 'exclude', globs: readonly string[]): string;
}

/** Options as a caller of the library writes them. */
export const LIBRARY_SPELLING: OptionSpelling = {
  name(option) {
    const { source, property } = namedOption(option);
    if (source === null) return option;
    return property === null ? `source.kind "${source}"` : `source.${property}`;
  },
  off: (option) => `${LIBRARY_SPELLING.name(option)}: false`,
  oneByOne: (option, globs) => `each class is an item of ${option} by itself: ${JSON.stringify(globs)}`,
};
