import { type Diagnostic, hasErrors, visibleLine } from '../../diagnostics/index.js';
import type { OutputFile } from '../../emit/compare.js';
import type { GenerateResult } from '../../generate.js';
import { OPTION_TABLE } from '../../options/option-table.js';
import type { GenerateSettings } from '../../options/resolve-options.js';
import { formatChanges, formatDiff } from '../changes-report.js';
import {
  type Command,
  type CommandLine,
  EXIT,
  type ExitCode,
  type Flag,
  type Streams,
  UsageError,
} from '../command.js';
import { formatDiagnostics } from '../diagnostics-report.js';
import { OPTION_FLAGS, settingsFrom } from '../generate-flags.js';
import { diagnosticsOf, failureToJson, formatSummary, ProgressLine, toJson } from '../generate-report.js';

const REPORT_FLAGS: readonly Flag[] = [
  { name: 'full', type: 'flag', group: 'Reports:', description: 'with --check: the whole diff, however long' },
  { name: 'verbose', type: 'flag', group: 'Reports:', description: 'every warning, also those with the same cause' },
  { name: 'json', type: 'flag', group: 'Reports:', description: 'print the result as one JSON object' },
  {
    name: 'quiet',
    short: 'q',
    type: 'flag',
    group: 'Reports:',
    description: 'print errors and warnings only; with --check also the list of files',
  },
];

/** `mi-codegen root/cimv2`. Results go to stdout; diagnostics, notes and progress go to stderr. */
export const generateCommand: Command = {
  operands: {
    name: 'namespaces',
    usage: '<namespace...>',
    description: OPTION_TABLE.namespaces.description,
    check: checkNamespaces,
  },
  flags: [...OPTION_FLAGS, ...REPORT_FLAGS],
  examples: [
    ['$0 root/cimv2', 'typed classes of what this machine has'],
    ['$0 root/cimv2 --class "Win32_Service*"', 'only these, and what they need'],
    ['$0 root/cimv2 --mof "schema/*.mof"', 'a schema of your own; CIM-XML with --cim-xml'],
    ['$0 root/cimv2 --destination server01', 'the schema of another machine'],
    ['$0 root/cimv2 --check', 'in CI: fail when the output is out of date'],
  ],
  epilogue: [
    'Options that are [array] may be repeated. "root/**" means all namespaces below root.',
    'Without --mof and --cim-xml, the schema is read from MI; on a machine without MI, from what mi-codegen brings of root/cimv2.',
    'Exit codes: 0 done, 1 the work failed (or --check found a difference), 2 the command line is wrong.',
  ].join('\n'),
  run: runGenerate,
};

function checkNamespaces(namespaces: readonly string[]): void {
  if (namespaces.length === 0) throw new UsageError('a namespace is needed, for example: mi-codegen root/cimv2');
  // A shell has expanded `--mof *.mof`: only the first file belongs to the flag.
  for (const namespace of namespaces) {
    const [flag, glob] = /\.m(of|fl)$/i.test(namespace) ? ['--mof', '*.mof'] : ['--cim-xml', '*.xml'];
    if (!/\.(m(of|fl)|xml)$/i.test(namespace)) continue;
    const help = `write ${flag} before each file, or quote the glob: ${flag} "${glob}"`;
    throw new UsageError(`"${namespace}" is not a namespace; ${help}`);
  }
}

/** How a run reports: its flags. */
interface Reporting {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly full: boolean;
}

function reportingFrom({ flags }: CommandLine): Reporting {
  const isSet = (name: keyof Reporting) => flags[name] === true;
  return { json: isSet('json'), quiet: isSet('quiet'), verbose: isSet('verbose'), full: isSet('full') };
}

async function runGenerate(commandLine: CommandLine, streams: Streams): Promise<ExitCode> {
  const checked = settingsFrom(commandLine);
  const { withPassword } = await import('../password.js');
  const settings = { ...checked, source: await withPassword(checked.source) };
  const reporting = reportingFrom(commandLine);
  const { generateFrom } = await import('../../generate.js');
  const start = performance.now();
  const progress = new ProgressLine(streams.stderr);
  let result: GenerateResult;
  try {
    const onProgress = progress.update.bind(progress);
    result = await generateFrom(reporting.quiet || reporting.json ? settings : { ...settings, onProgress });
  } catch (error) {
    progress.clear();
    reportFailure(diagnosticsOf(error), settings, reporting, streams);
    return EXIT.failed;
  }
  progress.clear();
  const differs = settings.mode === 'check' && result.files.some(({ change }) => change !== 'unchanged');
  if (reporting.json) streams.stdout.write(`${toJson(result, !differs)}\n`);
  else await report(result, settings, reporting, (performance.now() - start) / 1000, streams);
  return differs ? EXIT.failed : EXIT.ok;
}

async function report(
  result: GenerateResult,
  { mode, out }: GenerateSettings,
  { quiet, verbose, full }: Reporting,
  seconds: number,
  { stdout, stderr }: Streams,
): Promise<void> {
  const { files, diagnostics, notes } = result;
  if (diagnostics.length > 0) stderr.write(`${formatDiagnostics(diagnostics, { verbose })}\n`);
  if (mode === 'check' || (mode === 'dry-run' && !quiet)) stdout.write(formatChanges(files));
  if (quiet) return;
  if (mode === 'check') stdout.write(await formatDiff(files, full));
  for (const note of notes) stderr.write(`${visibleLine(`note: ${note}`)}\n`);
  stdout.write(`${formatSummary(result, out, mode, seconds)}\n`);
  if (mode === 'check') stderr.write(wayOut(files));
}

/** What brings the output up to date again; nothing when it is. */
function wayOut(files: readonly OutputFile[]): string {
  if (files.every(({ change }) => change === 'unchanged')) return '';
  const how = files.some(({ change }) => change === 'stale') ? 'with --clean instead of --check' : 'without --check';
  return `The output is out of date: run mi-codegen ${how}.\n`;
}

function reportFailure(
  diagnostics: readonly Diagnostic[],
  { mode }: GenerateSettings,
  { json, verbose }: Reporting,
  { stdout, stderr }: Streams,
): void {
  if (json) {
    stdout.write(`${failureToJson(diagnostics)}\n`);
    return;
  }
  stderr.write(`${formatDiagnostics(diagnostics, { verbose })}\n`);
  if (mode !== 'write') return;
  const reason = hasErrors(diagnostics) ? '.' : ': with --strict, warnings fail the run.';
  stderr.write(`Nothing was written${reason}\n`);
}
