import { plural, visibleJson, visibleLine } from '../../diagnostics/index.js';
import { OPTION_TABLE } from '../../options/option-table.js';
import type { PulledNamespace, PullResult, PullSettings } from '../../pull-schema.js';
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
import { formatDiagnostics } from '../diagnostics-report.js';
import { checkedOptions, FLAG_SPELLING, givenOptions, givenSource, OPTION_FLAGS } from '../generate-flags.js';
import { diagnosticsOf, ProgressLine } from '../generate-report.js';
import { type Reporting, reportFailure, reportingFlags, reportingFrom, reportNotes } from '../reporting.js';
import { type Style, styleFor } from '../style.js';

/** Where schemas are kept: beside the sources, committed as they are. */
const DEFAULT_OUT = 'schema';

/** The flags of `generate` that a pull has, too: where the schema is read from, which classes, and how it fails. */
const SHARED_FLAGS = OPTION_FLAGS.filter(({ option }) => {
  return option.source !== null || ['amend', 'classes', 'exclude', 'strict'].includes(option.name);
});

const OWN_FLAGS: readonly Flag[] = [
  { name: 'instances', type: 'list', group: 'Choice:', description: 'class or glob whose instances are pulled, too' },
  {
    name: 'mask',
    type: 'list',
    group: 'Choice:',
    description: 'property whose texts are replaced, such as "Win32_Account.*"',
  },
  { name: 'out', type: 'text', default: DEFAULT_OUT, group: 'Output:', description: 'folder to write to' },
  ...reportingFlags('print errors and warnings only'),
];

/** `mi-codegen pull root/cimv2`. Results go to stdout; diagnostics, notes and progress go to stderr. */
export const pullCommand: Command = {
  operands: {
    name: 'namespaces',
    usage: '<namespace...>',
    description: OPTION_TABLE.namespaces.description,
    check: (namespaces) => {
      if (namespaces.length > 0) return;
      throw new UsageError('a namespace is needed, for example: mi-codegen pull root/cimv2');
    },
  },
  flags: [...SHARED_FLAGS, ...OWN_FLAGS],
  examples: [
    ['$0 root/cimv2', 'this machine, to schema/root/cimv2.mof'],
    ['$0 root/virtualization/v2 --destination server01', 'another machine'],
    ['$0 root/cimv2 --class "Win32_Service*" --instances Win32_Service', 'with instances, for tests'],
    ['$0 root/cimv2 --instances Win32_Account --mask "Win32_Account.*"', 'without the texts in them'],
  ],
  epilogue: [
    'Commit the file, and generate from it: mi-codegen root/cimv2 --mof schema/root/cimv2.mof',
    'Equal texts are replaced by equal ones, also in the keys of references. Other properties may hold the same texts.',
    'Exit codes: 0 done, 1 the work failed, 2 the command line is wrong.',
  ].join('\n'),
  run: runPull,
};

async function runPull(commandLine: CommandLine, streams: Streams): Promise<ExitCode> {
  const reporting = reportingFrom(commandLine);
  const checked = pullSettings(commandLine);
  const { withPassword } = await import('../password.js');
  const settings = { ...checked, source: await withPassword(checked.source) };
  const { pull } = await import('../../pull-schema.js');
  const start = performance.now();
  const progress = new ProgressLine(streams.stderr);
  const onProgress = progress.update.bind(progress);
  let result: PullResult;
  try {
    result = await pull(reporting.quiet || reporting.json ? settings : { ...settings, onProgress });
  } catch (error) {
    progress.clear();
    reportFailure(diagnosticsOf(error), reporting, streams, 'Nothing was written.\n');
    return EXIT.failed;
  }
  progress.clear();
  report(result, settings.out, reporting, (performance.now() - start) / 1000, streams);
  return EXIT.ok;
}

function pullSettings(commandLine: CommandLine): PullSettings {
  const { instances = [], mask = [] } = commandLine.flags;
  const [globs, masks] = [[instances].flat().map(String), [mask].flat().map(String)];
  if (masks.length > 0 && globs.length === 0) throw new UsageError('--mask needs --instances: classes have no texts');
  const { kind = 'live', values = {} } = givenSource(commandLine) ?? {};
  // What is pulled is kept as the schema of a machine: the bundled one never stands in for it.
  const given = { ...givenOptions(commandLine), namespaces: commandLine.operands, source: { kind, ...values } };
  return { ...checkedOptions({ out: DEFAULT_OUT, ...given }, FLAG_SPELLING), instances: globs, masks };
}

function report(
  result: PullResult,
  out: string,
  { json, quiet, verbose }: Reporting,
  seconds: number,
  streams: Streams,
): void {
  const { stdout, stderr } = streams;
  const { namespaces, diagnostics, notes } = result;
  if (json) {
    stdout.write(`${visibleJson({ ok: true, ...result })}\n`);
    return;
  }
  if (diagnostics.length > 0) stderr.write(`${formatDiagnostics(diagnostics, { verbose }, styleFor(stderr))}\n`);
  if (quiet) return;
  reportNotes(notes, streams);
  for (const pulled of namespaces) stdout.write(summary(pulled, out, seconds, styleFor(stdout)));
  const created = namespaces.find(({ change }) => change === 'created');
  if (created !== undefined) stderr.write(nextStep(created, out));
}

function nextStep({ namespace, path }: PulledNamespace, out: string): string {
  return visibleLine(`Commit it, and generate from it: mi-codegen ${namespace} --mof ${out}/${path}`).concat('\n');
}

/** What has changed since the last pull, then what was pulled. */
function summary(pulled: PulledNamespace, out: string, seconds: number, style: Style): string {
  const { namespace, path, change, classes, instances, changes } = pulled;
  const counts = changes.length > 0 ? formatChangeCounts(changes) : 'The generated code stays the same.';
  const news = change === 'changed' ? `${formatChanges(changes, style)}${counts}\n` : '';
  const withInstances = instances === 0 ? '' : ` and ${plural(instances, 'instance', 'instances')}`;
  const what = `${plural(classes, 'class', 'classes')}${withInstances} of ${namespace}`;
  return `${news}${visibleLine(`Pulled ${what} to ${out}/${path}: ${change} (${seconds.toFixed(2)} s)`)}\n`;
}
