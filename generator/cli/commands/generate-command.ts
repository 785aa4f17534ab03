import { type Diagnostic, hasErrors, visibleLine } from '../../diagnostics/index.js';
import type { GenerateResult } from '../../generate.js';
import { OPTION_TABLE } from '../../options/option-table.js';
import type { GenerateSettings } from '../../options/resolve-options.js';
import {
  type Command,
  type CommandLine,
  EXIT,
  type ExitCode,
  type Flag,
  type Streams,
  UsageError,
} from '../command.js';
import { OPTION_FLAGS, settingsFrom } from '../generate-flags.js';
import {
  diagnosticsOf,
  failureToJson,
  formatDiagnostics,
  formatDiff,
  formatSummary,
  ProgressLine,
  toJson,
} from '../generate-report.js';

const REPORT_FLAGS: readonly Flag[] = [
  { name: 'json', type: 'flag', group: 'Reports:', description: 'print the result as one JSON object' },
  { name: 'quiet', short: 'q', type: 'flag', group: 'Reports:', description: 'print errors and warnings only' },
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

/** How a run reports. */
interface ReportOptions {
  readonly json: boolean;
  readonly quiet: boolean;
}

async function runGenerate(commandLine: CommandLine, streams: Streams): Promise<ExitCode> {
  const checked = settingsFrom(commandLine);
  const { withPassword } = await import('../password.js');
  const settings = { ...checked, source: await withPassword(checked.source) };
  const reporting = { json: commandLine.flags['json'] === true, quiet: commandLine.flags['quiet'] === true };
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
  const differs =
    settings.mode === 'check' && result.files.some(({ change }) => change !== 'unchanged' && change !== 'stale');
  if (reporting.json) streams.stdout.write(`${toJson(result, !differs)}\n`);
  else await report(result, settings, reporting, (performance.now() - start) / 1000, streams);
  if (differs && !reporting.json) streams.stderr.write('The output is out of date: run mi-codegen without --check.\n');
  return differs ? EXIT.failed : EXIT.ok;
}

async function report(
  result: GenerateResult,
  { mode, out }: GenerateSettings,
  { quiet }: ReportOptions,
  seconds: number,
  { stdout, stderr }: Streams,
): Promise<void> {
  if (result.diagnostics.length > 0) stderr.write(`${formatDiagnostics(result.diagnostics)}\n`);
  if (mode === 'check') stdout.write(await formatDiff(result.files));
  if (quiet) return;
  if (mode === 'dry-run') {
    const changes = result.files.filter(({ change }) => change !== 'unchanged');
    stdout.write(changes.map(({ path, change }) => `${change.padEnd(8)} ${visibleLine(path)}\n`).join(''));
  }
  for (const note of result.notes) stderr.write(`${visibleLine(`note: ${note}`)}\n`);
  stdout.write(`${formatSummary(result, out, mode, seconds)}\n`);
}

function reportFailure(
  diagnostics: readonly Diagnostic[],
  { mode }: GenerateSettings,
  { json }: ReportOptions,
  { stdout, stderr }: Streams,
): void {
  if (json) {
    stdout.write(`${failureToJson(diagnostics)}\n`);
    return;
  }
  stderr.write(`${formatDiagnostics(diagnostics)}\n`);
  if (mode !== 'write') return;
  const reason = hasErrors(diagnostics) ? '.' : ': with --strict, warnings fail the run.';
  stderr.write(`Nothing was written${reason}\n`);
}
