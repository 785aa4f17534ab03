import { hasErrors, visibleJson, visibleLine } from '../diagnostics/index.js';
import type { OutputFile } from '../emit/compare.js';
import type { GenerateResult } from '../generate-result.js';
import type { Streams } from './command.js';
import { formatDiagnostics } from './diagnostics-report.js';
import { failureToJson, formatSummary, resultValues, toJson } from './generate-report.js';
import { formatDiff, formatOutputFiles } from './output-files-report.js';
import { type Reporting, reportNotes } from './reporting.js';
import type { Outcome } from './run-targets.js';
import { styleFor } from './style.js';
import type { RunTarget } from './targets.js';

/** How a run reports on its targets. */
export interface TargetsReporting extends Reporting {
  /** Whether a diff is shown as a whole. */
  readonly full: boolean;
}

/** Whether a target is done, and `--check` found no difference. */
export function isOk({ target, result }: Outcome): boolean {
  if (result === null) return false;
  return target.settings.mode !== 'check' || result.files.every(({ change }) => change === 'unchanged');
}

/** Reports what came of each target. Results go to stdout; diagnostics and notes go to stderr. */
export async function reportTargets(
  outcomes: readonly Outcome[],
  reporting: TargetsReporting,
  streams: Streams,
): Promise<void> {
  for (const outcome of outcomes) {
    const { target, result, errors } = outcome;
    const isSilent = errors.length === 0 && (result === null || isSilentResult(result, reporting));
    if (outcomes.length > 1 && !isSilent) streams.stderr.write(`${visibleLine(titleOf(target))}:\n`);
    if (errors.length > 0) streams.stderr.write(`${formatDiagnostics(errors, reporting, styleFor(streams.stderr))}\n`);
    if (result === null) continue;
    // Of several targets, each has an output folder of its own.
    const files = outcomes.length > 1 ? result.files.map((file) => inFolder(file, target.settings.out)) : result.files;
    await reportResult({ ...outcome, result: { ...result, files } }, reporting, streams);
  }
  streams.stderr.write(notWritten(outcomes) + (reporting.quiet ? '' : wayOut(outcomes)));
}

function isSilentResult({ diagnostics, notes }: GenerateResult, { quiet }: Reporting): boolean {
  return diagnostics.length === 0 && (quiet || notes.length === 0);
}

function titleOf({ name, settings: { namespaces, out } }: RunTarget): string {
  return `${name} (${namespaces.map(({ namespace, deep }) => `${namespace}${deep ? '/**' : ''}`).join(', ')} in ${out})`;
}

function inFolder({ path, ...file }: OutputFile, out: string): OutputFile {
  return { ...file, path: `${out}/${path}` };
}

async function reportResult(
  { target: { settings }, result, seconds }: Outcome & { readonly result: GenerateResult },
  { quiet, verbose, full }: TargetsReporting,
  streams: Streams,
): Promise<void> {
  const { stdout, stderr } = streams;
  const style = styleFor(stdout);
  const { mode, out } = settings;
  const { files, diagnostics, notes } = result;
  if (diagnostics.length > 0) stderr.write(`${formatDiagnostics(diagnostics, { verbose }, styleFor(stderr))}\n`);
  if (mode === 'check' || (mode === 'dry-run' && !quiet)) stdout.write(formatOutputFiles(files, style));
  if (quiet) return;
  if (mode === 'check') stdout.write(await formatDiff(files, full, style));
  reportNotes(notes, streams);
  stdout.write(`${formatSummary(result, out, mode, seconds)}\n`);
}

/** What was not written; nothing where all was. */
function notWritten(outcomes: readonly Outcome[]): string {
  const failed = outcomes.filter(({ result }) => result === null);
  if (failed.length === 0 || failed.some(({ target }) => target.settings.mode !== 'write')) return '';
  const isFailedByWarnings = failed.every(({ errors }) => !hasErrors(errors));
  const reason = isFailedByWarnings ? ': with --strict, warnings fail the run.' : '.';
  if (failed.length === outcomes.length) return `Nothing was written${reason}\n`;
  const names = (some: readonly Outcome[]) => some.map(({ target }) => target.name).join(', ');
  const written = outcomes.filter(({ result }) => result !== null);
  return `Not written: ${names(failed)}${reason} Written before: ${names(written)}.\n`;
}

/** What brings the output up to date again; nothing when it is. */
function wayOut(outcomes: readonly Outcome[]): string {
  const outdated = outcomes.filter((outcome) => outcome.result !== null && !isOk(outcome));
  if (outdated.length === 0) return '';
  const isStale = outdated.some(({ result }) => result?.files.some(({ change }) => change === 'stale'));
  return `The output is out of date: run mi-codegen ${isStale ? 'with --clean instead of --check' : 'without --check'}.\n`;
}

/**
 * What came of the targets as `--json` prints it: of the only one, what {@link toJson} or {@link failureToJson} prints.
 * Where the config has `targets`: `ok` and `targets`, which holds the same of each, with `target` (its name) and `out`.
 */
export function outcomesToJson(outcomes: readonly Outcome[]): string {
  const [first] = outcomes;
  if (first?.target.name === null) {
    return first.result === null ? failureToJson(first.errors) : toJson(first.result, isOk(first));
  }
  const targets = outcomes.map((outcome) => {
    const { target, result, errors } = outcome;
    const values = result === null ? { ok: false, diagnostics: errors } : resultValues(result, isOk(outcome));
    return { target: target.name, out: target.settings.out, ...values };
  });
  return visibleJson({ ok: outcomes.every(isOk), targets });
}
