import { type Diagnostic, hasErrors, visibleJson } from '../diagnostics/index.js';
import type { ShownSchemas, ShownTarget } from '../show/shown-schemas.js';
import type { Look } from '../show/text-layout.js';
import { type CommandLine, EXIT, type ExitCode, type Flag, type Streams } from './command.js';
import { CONFIG_FLAGS, configFile, readConfig } from './config-flags.js';
import { formatDiagnostics } from './diagnostics-report.js';
import { OPTION_FLAGS } from './generate-flags.js';
import { diagnosticsOf, ProgressLine } from './generate-report.js';
import { completed, noteConfig } from './read-targets.js';
import { type Reporting, reportFailure, reportingFrom, reportNotes } from './reporting.js';
import { styleFor } from './style.js';
import { targetsOf } from './targets.js';

/** The namespace of a command line and a config that name none. */
const DEFAULT_NAMESPACE = 'root/cimv2';

/** The flags that say where classes are looked for. */
export const SHOWN_FLAGS: readonly Flag[] = [
  ...OPTION_FLAGS.filter(({ option }) => option.source !== null || option.name === 'amend'),
  {
    name: 'namespace',
    type: 'list',
    group: 'Schema:',
    description: `namespace to look in; default those of the config, else ${DEFAULT_NAMESPACE}`,
  },
  ...CONFIG_FLAGS,
];

/** What a command shows. */
export interface Showing {
  /** What is wrong with it. */
  readonly diagnostics: readonly Diagnostic[];
  /** What `--json` prints beside `ok`, `diagnostics` and `notes`. */
  readonly values: object;
  /** What is printed without `--json`. */
  text(): string;
}

/**
 * Reads schemas and shows something of them, as far as it is there.
 *
 * @param wanted the namespaces that operands name; null for those that name none
 * @throws UsageError
 */
export async function runShowing(
  commandLine: CommandLine,
  wanted: readonly (string | null)[],
  show: (schemas: ShownSchemas) => Showing,
  streams: Streams,
): Promise<ExitCode> {
  const reporting = reportingFrom(commandLine);
  const progress = new ProgressLine(streams.stderr);
  let targets: readonly ShownTarget[];
  try {
    targets = await shownTargets(commandLine, wanted, { ...reporting, progress }, streams);
  } catch (error) {
    reportFailure(diagnosticsOf(error), reporting, streams);
    return EXIT.usage;
  }
  try {
    const { readSchemas } = await import('../show/index.js');
    const schemas = await readSchemas(targets);
    const showing = show(schemas);
    progress.clear();
    return report(schemas, showing, reporting, streams);
  } catch (error) {
    progress.clear();
    reportFailure(diagnosticsOf(error), reporting, streams);
    return EXIT.failed;
  }
}

async function shownTargets(
  commandLine: CommandLine,
  wanted: readonly (string | null)[],
  { progress, ...reporting }: Reporting & { readonly progress: ProgressLine },
  streams: Streams,
): Promise<readonly ShownTarget[]> {
  noteConfig(commandLine, reporting, streams);
  const config = await readConfig(configFile(commandLine));
  const named = [commandLine.flags['namespace'] ?? []].flat().map(String);
  const isOpen = config === null || config.targets.every(({ options }) => options.namespaces === undefined);
  // Operands of `generate` are what this flag is here.
  const others = named.length > 0 ? wanted.filter((each) => each !== null) : wanted;
  const operands = isOpen ? [...named, ...others.map((each) => each ?? DEFAULT_NAMESPACE)] : named;
  const targets = await completed(
    targetsOf({ ...commandLine, operands }, config),
    reporting.quiet || reporting.json ? null : progress,
    new Map(),
  );
  return targets.map(({ settings }) => ({ settings, anyNamespace: isOpen && named.length === 0 }));
}

/** What is shown goes to stdout; diagnostics and notes go to stderr. */
function report(
  { notes, ...schemas }: ShownSchemas,
  { values, text, ...showing }: Showing,
  { json, quiet, verbose }: Reporting,
  streams: Streams,
): ExitCode {
  const all = [...schemas.diagnostics, ...showing.diagnostics];
  const isOk = !hasErrors(all);
  // Warnings are about the whole schema, of which little is shown.
  const diagnostics = verbose ? all : all.filter(({ severity }) => severity === 'error');
  if (json) {
    streams.stdout.write(`${visibleJson({ ok: isOk, ...values, diagnostics, notes })}\n`);
  } else {
    if (!quiet) reportNotes(notes, streams);
    streams.stdout.write(text());
    const style = styleFor(streams.stderr);
    if (diagnostics.length > 0) streams.stderr.write(`${formatDiagnostics(diagnostics, { verbose }, style)}\n`);
  }
  return isOk ? EXIT.ok : EXIT.failed;
}

/** The most columns of a text: longer lines are hard to read. */
const WIDEST = 100;

/** How a text looks on a stream: with colours, and no wider than the terminal, where it is one. */
export function lookOf(stream: NodeJS.WriteStream): Look {
  return { style: styleFor(stream), width: Math.min(terminalWidth(stream), WIDEST) };
}

/** The columns of a terminal; infinite for what is none, or does not know. */
export function terminalWidth({ isTTY, columns }: NodeJS.WriteStream): number {
  return isTTY && columns > 0 ? columns : Number.POSITIVE_INFINITY;
}
