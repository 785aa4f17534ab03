import { parseShownName, SHOWN_NAMES } from '../class-address.js';
import { type Command, type CommandLine, type ExitCode, type Flag, type Streams, UsageError } from '../command.js';
import { OPTION_FLAGS } from '../generate-flags.js';
import { reportingFlags } from '../reporting.js';
import { lookOf, runShowing, SHOWN_FLAGS } from '../shown-targets.js';

/** The flags of `generate` that decide how a class is imported. */
const IMPORT_FLAGS = OPTION_FLAGS.filter(({ option }) => ['out', 'importExtension'].includes(option.name)).map(
  (flag) => ({
    ...flag,
    description: flag.name === 'out' ? 'folder that the code is generated to' : flag.description,
  }),
);

const REPORT_FLAGS: readonly Flag[] = [
  { name: 'mermaid', type: 'flag', group: 'Reports:', description: 'print a class diagram for Mermaid' },
  ...reportingFlags('print no notes'),
];

/**
 * `mi-codegen show Win32_Service`. Descriptions go to stdout; diagnostics, notes and progress go to stderr.
 *
 * `--json` prints `ok`, `found` (a `Description` of `show/class-description.ts` for each operand that is there),
 * `diagnostics` (warnings only with `--verbose`) and `notes`.
 */
export const showCommand: Command = {
  operands: {
    name: 'classes',
    usage: '<class...>',
    description: SHOWN_NAMES,
    check: (operands) => {
      if (operands.length > 0) return;
      throw new UsageError('a class is needed, for example: mi-codegen show Win32_Service');
    },
  },
  flags: [...SHOWN_FLAGS, ...IMPORT_FLAGS, ...REPORT_FLAGS],
  examples: [
    ['$0 Win32_Service', 'its properties, methods and associations, and how to call them'],
    ['$0 Win32_Service.State', 'all that is known about a property or a method'],
    ['$0 CIM_StorageVolume --mof cim_schema.mof', 'a class of a schema of your own'],
    ['$0 Win32_Service --mermaid > service.mmd', 'a class diagram'],
  ],
  epilogue: [
    'Letter case does not count. A class that several namespaces have is that of the first one; the others are named.',
    'Types and calls are those of the generated code. Where there is a config, its schemas are searched.',
    'Exit codes: 0 done, 1 something is not there or the schema has mistakes, 2 the command line or the config is wrong.',
  ].join('\n'),
  run: runShow,
};

async function runShow(commandLine: CommandLine, streams: Streams): Promise<ExitCode> {
  const { operands, flags } = commandLine;
  const isDiagram = flags['mermaid'] === true;
  if (isDiagram && flags['json'] === true) throw new UsageError('--json and --mermaid exclude each other');
  const names = operands.map(parseShownName);
  const ofMember = names.findIndex(({ member }) => member !== null);
  if (isDiagram && ofMember >= 0)
    throw new UsageError(`--mermaid shows classes, and ${operands[ofMember]} is a member`);
  const { descriptionText, diagramOf, showClasses } = await import('../../show/index.js');
  return await runShowing(
    commandLine,
    names.map(({ namespace }) => namespace),
    (schemas) => {
      const { found, diagnostics } = showClasses(names, schemas);
      const text = () => found.map((each) => descriptionText(each, lookOf(streams.stdout))).join('\n');
      const classes = found.filter((each) => each.kind === 'class');
      const diagram = () => (classes.length === 0 ? '' : diagramOf(classes));
      return { diagnostics, values: { found }, text: isDiagram ? diagram : text };
    },
    streams,
  );
}
