import { createRequire } from 'node:module';
import yargs from 'yargs';
import { nearestName } from '../../runtime/nearest-name.js';
import { DiagnosticError } from '../diagnostics/index.js';
import type { GenerateOptions } from '../generate.js';
import { checkGenerateOptions } from '../options.js';
import { AUTHENTICATIONS } from '../source/live/authentication.js';
import { UsageError } from './usage-error.js';

/** What the command line asked for. */
export interface CommandLine {
  readonly generate: GenerateOptions;
  readonly json: boolean;
  readonly quiet: boolean;
}

const list = { type: 'string', array: true, requiresArg: true } as const;
const flag = { type: 'boolean' } as const;
const text = { type: 'string', requiresArg: true } as const;

const OPTIONS = {
  mof: { ...list, group: 'Schema:', describe: 'MOF file or glob' },
  bundled: { ...flag, group: 'Schema:', describe: 'the bundled schema, also where there is MI' },
  destination: { ...text, group: 'Schema:', describe: 'computer to read from; default this one' },
  protocol: { ...text, group: 'Schema:', describe: 'WMIDCOM or WINRM; default as MI chooses' },
  username: { ...text, group: 'Schema:', describe: 'user to read as; the password is MI_PASSWORD or asked for' },
  authentication: { ...text, choices: AUTHENTICATIONS, group: 'Schema:', describe: 'how the user is authenticated' },
  locale: { ...text, group: 'Schema:', describe: 'language of descriptions; default en-US' },
  'include-dir': { ...list, alias: 'I', group: 'Schema:', describe: 'folder where #pragma include looks too' },
  class: { ...list, group: 'Choice:', describe: 'class or glob to generate, with what it needs' },
  exclude: { ...list, group: 'Choice:', describe: 'class or glob to leave out' },
  out: { ...text, default: 'generated', group: 'Output:', describe: 'folder to write to' },
  'import-extension': {
    ...text,
    choices: ['js', 'ts'] as const,
    default: 'js',
    group: 'Output:',
    describe: "how files import each other; ts for Node's type stripping",
  },
  check: { ...flag, group: 'Output:', describe: 'write nothing; exit 1 with a diff if the output would change' },
  'dry-run': { ...flag, group: 'Output:', describe: 'write nothing; list what would change' },
  clean: { ...flag, group: 'Output:', describe: 'remove files of earlier runs that are not generated any more' },
  verify: { ...flag, group: 'Output:', describe: 'type-check the output before it is written' },
  strict: { ...flag, group: 'Reports:', describe: 'warnings fail the run' },
  json: { ...flag, group: 'Reports:', describe: 'print the result as one JSON object' },
  quiet: { ...flag, alias: 'q', group: 'Reports:', describe: 'print errors and warnings only' },
} as const;

const EXAMPLES: [string, string][] = [
  ['$0 root/cimv2', 'typed classes of what this machine has'],
  ['$0 root/cimv2 --class "Win32_Service*"', 'only these, and what they need'],
  ['$0 root/cimv2 --mof "schema/*.mof"', 'a schema of your own'],
  ['$0 root/cimv2 --destination server01', 'the schema of another machine'],
  ['$0 root/cimv2 --check', 'in CI: fail when the output is out of date'],
];

const EPILOGUE = [
  'Options that are [array] may be repeated. "root/**" means all namespaces below root.',
  'Without --mof, the schema is read from MI; on a machine without MI, from what mi-codegen brings of root/cimv2.',
  'Exit codes: 0 done, 1 the work failed (or --check found a difference), 2 the command line is wrong.',
].join('\n');

/**
 * Parses the words after `mi-codegen`.
 *
 * @returns null when `--help` or `--version` was answered
 * @throws UsageError
 */
export async function parseArguments(
  words: readonly string[],
  print: (text: string) => void,
): Promise<CommandLine | null> {
  refuseFlagValues(words);
  let answered = false;
  const parser = createParser();
  const argv = await parser.parseAsync([...words], {}, (error, _argv, output) => {
    if (error) throw new UsageError(withSuggestion(error.message));
    if (output !== '') {
      answered = true;
      print(output);
    }
  });
  if (answered) return null;
  // What stands behind `--` is in `_`.
  const namespaces = [...((argv['namespaces'] ?? []) as string[]), ...argv._.map(String)];
  checkNamespaces(namespaces);
  checkOptions(argv);
  return {
    json: argv.json ?? false,
    quiet: argv.quiet ?? false,
    generate: accepted({
      namespaces,
      ...(argv.mof === undefined ? {} : { mof: argv.mof }),
      bundled: argv.bundled ?? false,
      live: pick(argv, LIVE_OPTIONS),
      includeDirs: argv['include-dir'] ?? [],
      classes: argv.class ?? [],
      exclude: argv.exclude ?? [],
      out: argv.out,
      importExtension: argv['import-extension'],
      mode: argv.check ? 'check' : argv['dry-run'] ? 'dry-run' : 'write',
      clean: argv.clean ?? false,
      verify: argv.verify ?? false,
      strict: argv.strict ?? false,
    }),
  };
}

const LIVE_OPTIONS = ['destination', 'protocol', 'username', 'authentication', 'locale'] as const;

type Argv = Awaited<ReturnType<ReturnType<typeof createParser>['parseAsync']>>;

/** yargs would take `--dry-run=yes` for false, and the run would write. */
function refuseFlagValues(words: readonly string[]): void {
  for (const word of words) {
    if (word === '--') return;
    const [, dashes, name = ''] = /^(--?)([a-z-]+)=/.exec(word) ?? [];
    if (isFlag(name)) throw new UsageError(`${dashes}${name} takes no value`);
  }
}

function isFlag(name: string): boolean {
  return Object.entries(OPTIONS).some(
    ([long, option]) => option.type === 'boolean' && (long === name || ('alias' in option && option.alias === name)),
  );
}

function checkNamespaces(namespaces: readonly string[]): void {
  if (namespaces.length === 0) throw new UsageError('a namespace is needed, for example: mi-codegen root/cimv2');
  // A shell has expanded `--mof *.mof`: only the first file belongs to the option.
  const file = namespaces.find((namespace) => /\.m(of|fl)$/i.test(namespace));
  if (file !== undefined) {
    throw new UsageError(
      `"${file}" is not a namespace; write --mof before each file, or quote the glob: --mof "*.mof"`,
    );
  }
}

/** What yargs does not check: an option given twice or empty, and options that exclude each other. */
function checkOptions(argv: Argv): void {
  const twice = ([...LIVE_OPTIONS, 'out', 'import-extension'] as const).find((name) => Array.isArray(argv[name]));
  if (twice !== undefined) throw new UsageError(`--${twice} is given more than once`);
  const empty = (Object.keys(OPTIONS) as (keyof typeof OPTIONS)[]).find((name) => [argv[name]].flat().includes(''));
  if (empty !== undefined) throw new UsageError(`the value of --${empty} is empty`);
  if (argv.check && argv['dry-run']) {
    throw new UsageError('--check and --dry-run exclude each other: both write nothing, --check shows the difference');
  }
  if (argv.authentication && !argv.username) throw new UsageError('--authentication needs --username');
}

/** What the generator would refuse before it begins is wrong on the command line. */
function accepted(options: GenerateOptions): GenerateOptions {
  try {
    checkGenerateOptions(options);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    const texts = error.diagnostics.map(({ message, help }) => (help === undefined ? message : `${message}; ${help}`));
    throw new UsageError(texts.join('\n'));
  }
  return options;
}

function pick<T extends object, K extends keyof T>(from: T, names: readonly K[]): { [P in K]?: NonNullable<T[P]> } {
  const entries = names.map((name) => [name, from[name]]).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries);
}

/** yargs names what it does not know; this adds what may have been meant. */
function withSuggestion(message: string): string {
  const unknown = /^Unknown argument: (.+)$/.exec(message)?.[1];
  const option = unknown === undefined ? null : nearestName(unknown, Object.keys(OPTIONS));
  return option === null ? message : `${message}; did you mean --${option}?`;
}

/** By itself yargs would answer with the version of the project that it is installed in. */
function ownVersion(): string {
  return createRequire(import.meta.url)('mi-codegen/package.json').version;
}

function createParser() {
  return yargs()
    .scriptName('mi-codegen')
    .usage('$0 <namespace...>\n\nGenerates typed TypeScript classes from a CIM schema.')
    .command('$0 [namespaces...]', false, (command) =>
      command.positional('namespaces', { describe: 'such as root/cimv2', type: 'string', array: true }),
    )
    .options(OPTIONS)
    .example(EXAMPLES)
    .epilogue(EPILOGUE)
    .alias('help', 'h')
    .version(ownVersion())
    .wrap(100)
    .locale('en')
    .parserConfiguration({
      'boolean-negation': false,
      'camel-case-expansion': false,
      'duplicate-arguments-array': true,
      'greedy-arrays': false,
      'parse-positional-numbers': false,
    })
    .strict()
    .exitProcess(false);
}
