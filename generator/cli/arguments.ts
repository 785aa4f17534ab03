import yargs from 'yargs';
import type { GenerateOptions } from '../pipeline.js';

/** What the command line asked for. */
export interface CommandLine {
  readonly generate: GenerateOptions;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** A command line that cannot be understood; the message says why. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const EXAMPLES: [string, string][] = [
  ['$0 root/cimv2', 'typed classes of the bundled Windows schema, in generated/root/cimv2'],
  ['$0 root/cimv2 --class Win32_Process --class "Win32_Service*"', 'only these, and what they need'],
  ['$0 root/cimv2 --mof schema/cim_schema_2.49.0.mof --out src/cim', 'a schema of your own'],
  ['$0 root/cimv2 --mof "mof/**/*.mof" -I mof --check', 'in CI: fail when the output is out of date'],
];

const EPILOGUE = [
  'Exit codes: 0 done, 1 the work failed (or --check found a difference), 2 the command line is wrong.',
  'Without --mof the bundled schema is used.',
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
  let answered = false;
  const parser = createParser();
  const argv = await parser.parseAsync([...words], {}, (error, _argv, output) => {
    if (error) throw new UsageError(error.message);
    if (output !== '') {
      answered = true;
      print(output);
    }
  });
  if (answered) return null;
  const namespaces = (argv['namespaces'] ?? []) as string[];
  if (namespaces.length === 0) throw new UsageError('a namespace is needed, for example: mi-codegen root/cimv2');
  if (Array.isArray(argv.out)) throw new UsageError('--out is given more than once');
  if (argv.check && argv.dryRun)
    throw new UsageError('--check and --dry-run exclude each other: both write nothing, --check shows the difference');
  return {
    json: argv.json,
    quiet: argv.quiet,
    generate: {
      namespaces,
      ...(argv.mof === undefined ? {} : { mof: argv.mof }),
      includeDirs: argv.includeDir ?? [],
      classes: argv.class ?? [],
      exclude: argv.exclude ?? [],
      out: argv.out,
      mode: argv.check ? 'check' : argv.dryRun ? 'dry-run' : 'write',
      clean: argv.clean,
      verify: argv.verify,
      strict: argv.strict,
    },
  };
}

function createParser() {
  const list = { type: 'string', array: true, requiresArg: true } as const;
  return yargs()
    .scriptName('mi-codegen')
    .usage('$0 <namespace...>\n\nGenerates typed TypeScript classes from a CIM schema.')
    .command('$0 [namespaces...]', false, (command) =>
      command.positional('namespaces', {
        describe: 'such as root/cimv2',
        type: 'string',
        array: true,
      }),
    )
    .option('mof', { ...list, group: 'Schema:', describe: 'MOF file or glob; repeat for more' })
    .option('include-dir', {
      ...list,
      alias: 'I',
      group: 'Schema:',
      describe: 'folder where #pragma include looks too; repeat for more',
    })
    .option('class', {
      ...list,
      group: 'Choice:',
      describe: 'class or glob to generate, with what it needs; repeat for more',
    })
    .option('exclude', { ...list, group: 'Choice:', describe: 'class or glob to leave out; repeat for more' })
    .option('out', {
      type: 'string',
      default: 'generated',
      requiresArg: true,
      group: 'Output:',
      describe: 'folder to write to',
    })
    .option('check', {
      type: 'boolean',
      default: false,
      group: 'Output:',
      describe: 'write nothing; exit 1 with a diff if the output would change',
    })
    .option('dry-run', {
      type: 'boolean',
      default: false,
      group: 'Output:',
      describe: 'write nothing; list what would change',
    })
    .option('clean', {
      type: 'boolean',
      default: false,
      group: 'Output:',
      describe: 'remove files of earlier runs that are not generated any more',
    })
    .option('verify', {
      type: 'boolean',
      default: false,
      group: 'Output:',
      describe: 'type-check the output before it is written',
    })
    .option('strict', { type: 'boolean', default: false, group: 'Reports:', describe: 'warnings fail the run' })
    .option('json', {
      type: 'boolean',
      default: false,
      group: 'Reports:',
      describe: 'print the result as one JSON object',
    })
    .option('quiet', {
      type: 'boolean',
      default: false,
      alias: 'q',
      group: 'Reports:',
      describe: 'print errors and warnings only',
    })
    .example(EXAMPLES)
    .epilogue(EPILOGUE)
    .alias('help', 'h')
    .wrap(100)
    .locale('en')
    .parserConfiguration({
      'duplicate-arguments-array': true,
      'greedy-arrays': false,
      'parse-positional-numbers': false,
      'boolean-negation': true,
    })
    .strict()
    .exitProcess(false);
}
