import { type Command, type CommandLine, type ExitCode, type Streams, UsageError } from '../command.js';
import { reportingFlags } from '../reporting.js';
import { lookOf, runShowing, SHOWN_FLAGS, terminalWidth } from '../shown-targets.js';

/**
 * `mi-codegen list "Win32_*"`. The list goes to stdout; diagnostics, notes and progress go to stderr.
 *
 * `--json` prints `ok`, `classes` (a `ListedClass` of `show/list-classes.ts` each), `diagnostics` (warnings only with
 * `--verbose`) and `notes`.
 */
export const listCommand: Command = {
  operands: {
    name: 'globs',
    usage: '[glob...]',
    description: 'class or glob, such as "Win32_*"; default all',
    check: checkGlobs,
  },
  flags: [...SHOWN_FLAGS, ...reportingFlags('print no notes')],
  examples: [
    ['$0', 'all classes'],
    ['$0 "*service*"', 'those with that in their names'],
    ['$0 "CIM_*Volume" --mof cim_schema.mof', 'of a schema of your own'],
  ],
  epilogue: [
    'Letter case does not count. On a terminal, lines end where it ends.',
    'Exit codes: 0 done, 1 a glob matches nothing or the schema has mistakes, 2 the command line or the config is wrong.',
  ].join('\n'),
  run: runList,
};

function checkGlobs(globs: readonly string[]): void {
  const namespace = globs.find((glob) => /[\\/]/.test(glob));
  if (namespace === undefined) return;
  throw new UsageError(
    `"${namespace}" is no glob over names of classes; for a namespace, write --namespace ${namespace}`,
  );
}

async function runList(commandLine: CommandLine, streams: Streams): Promise<ExitCode> {
  const { classListText, listClasses } = await import('../../show/index.js');
  return await runShowing(
    commandLine,
    [null],
    (schemas) => {
      const { classes, diagnostics } = listClasses(commandLine.operands, schemas);
      const look = { ...lookOf(streams.stdout), width: terminalWidth(streams.stdout) };
      const text = () => classListText(classes, look);
      return { diagnostics, values: { classes }, text };
    },
    streams,
  );
}
