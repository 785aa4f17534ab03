import { visibleJson } from '../../diagnostics/index.js';
import type { ComparedSource, SourceComparison } from '../../diff/compare-sources.js';
import { formatChangeCounts, formatChanges } from '../change-report.js';
import {
  type Command,
  type CommandLine,
  EXIT,
  type ExitCode,
  type Flag,
  type Streams,
  UsageError,
} from '../command.js';
import { COMPARE_FLAGS, comparedSources } from '../compared-sources.js';
import { formatDiagnostics } from '../diagnostics-report.js';
import { diagnosticsOf, ProgressLine } from '../generate-report.js';
import { type Reporting, reportFailure, reportingFlags, reportingFrom, reportNotes } from '../reporting.js';
import { ADDRESSES } from '../schema-address.js';
import { styleFor } from '../style.js';

const REPORT_FLAGS: readonly Flag[] = [
  { name: 'allow-breaking', type: 'flag', group: 'Reports:', description: 'exit with 0 also when something breaks' },
  ...reportingFlags('list only what breaks'),
];

/** `mi-codegen diff old.mof new.mof`. Changes go to stdout; diagnostics, notes and progress go to stderr. */
export const diffCommand: Command = {
  operands: {
    name: 'schemas',
    usage: '<old> <new>',
    description: ADDRESSES,
    check: checkOperands,
  },
  flags: [...COMPARE_FLAGS, ...REPORT_FLAGS],
  examples: [
    ['$0 schema/root/cimv2.mof live:root/cimv2', 'what changed on this machine'],
    ['$0 "old/*.mof" "new/*.mof" --quiet', 'only what breaks callers'],
    ['$0 bundled:root/cimv2 live:root/cimv2 --class "Win32_*"', 'only some classes'],
  ],
  epilogue: [
    'Breaking is what may stop code that uses the generated classes from compiling, or lets a call be refused.',
    'Files that name no namespace are of --namespace, else of the one of the other schema, else of root/cimv2.',
    'Where each schema has one namespace, these are compared whatever their names are. Quote globs: "schema/*.mof".',
    'Exit codes: 0 nothing breaks, 1 something breaks or the work failed, 2 the command line is wrong.',
  ].join('\n'),
  run: runDiff,
};

function checkOperands(operands: readonly string[]): void {
  const help = 'for example: mi-codegen diff schema/root/cimv2.mof live:root/cimv2';
  const [only] = operands;
  if (only === undefined) throw new UsageError(`two schemas are needed, an old one and a new one; ${help}`);
  if (operands.length === 1) {
    throw new UsageError(`"${only}" is one schema, and another one is needed to compare it with; ${help}`);
  }
  if (operands.length > 2) {
    const quote = 'if a shell has expanded a glob, quote it: "schema/*.mof"';
    throw new UsageError(`two schemas are compared, and ${operands.length} are given; ${quote}`);
  }
}

async function runDiff(commandLine: CommandLine, streams: Streams): Promise<ExitCode> {
  const { flags } = commandLine;
  const reporting = reportingFrom(commandLine);
  const { before, after, namespace } = await comparedSources(commandLine);
  const { compareSources } = await import('../../diff/compare-sources.js');
  const progress = new ProgressLine(streams.stderr);
  const shown = (source: ComparedSource): ComparedSource => {
    if (reporting.json || reporting.quiet) return source;
    return { ...source, settings: { ...source.settings, onProgress: progress.update.bind(progress) } };
  };
  let comparison: SourceComparison;
  try {
    comparison = await compareSources(shown(before), shown(after), namespace);
  } catch (error) {
    progress.clear();
    reportFailure(diagnosticsOf(error), reporting, streams);
    return EXIT.failed;
  }
  progress.clear();
  const isOk = flags['allow-breaking'] === true || comparison.changes.every(({ breaking }) => !breaking);
  report(comparison, isOk, reporting, streams);
  return isOk ? EXIT.ok : EXIT.failed;
}

function report(
  { changes, diagnostics, notes }: SourceComparison,
  isOk: boolean,
  { json, quiet, verbose }: Reporting,
  streams: Streams,
): void {
  const { stdout, stderr } = streams;
  const style = styleFor(stdout);
  const breaking = changes.filter((change) => change.breaking);
  if (json) {
    stdout.write(`${visibleJson({ ok: isOk, breaking: breaking.length, changes, diagnostics, notes })}\n`);
    return;
  }
  if (diagnostics.length > 0) stderr.write(`${formatDiagnostics(diagnostics, { verbose }, styleFor(stderr))}\n`);
  if (quiet) {
    stdout.write(formatChanges(breaking, style));
    return;
  }
  reportNotes(notes, streams);
  stdout.write(`${formatChanges(changes, style)}${formatChangeCounts(changes)}\n`);
}
