import { relative } from 'node:path';
import { isThrown } from '../../runtime/values/shown.js';
import { formatDiagnostic, visibleLine } from '../diagnostics/index.js';
import { FileWatcher } from '../watch/file-watcher.js';
import { RunInputs } from '../watch/run-inputs.js';
import { patternsOf, WatchedFiles } from '../watch/watched-files.js';
import { EXIT, type ExitCode, type Streams, UsageError } from './command.js';
import { diagnosticsOf, type ProgressLine } from './generate-report.js';
import { reportFailure } from './reporting.js';
import { type Outcome, runTargets } from './run-targets.js';
import type { RunTarget } from './targets.js';
import { reportTargets, type TargetsReporting } from './targets-report.js';

/** What the targets are read from each time, and how a run reports. */
export interface WatchedRuns {
  /** Adds the files of the config to a set, also when something is wrong with them. */
  readTargets(configFiles: Set<string>): Promise<readonly RunTarget[]>;
  readonly progress: ProgressLine;
  readonly reporting: TargetsReporting;
  readonly streams: Streams;
}

/**
 * Generates whenever something has changed that the last run has read or looked for, or that the next one would read.
 * What is wrong ends nothing: the output stays, and the next change may be the correction.
 *
 * @throws UsageError where there is nothing to watch
 * @throws what reading the targets throws for the first time
 */
export async function watchTargets(runs: WatchedRuns): Promise<ExitCode> {
  const watcher = new FileWatcher();
  try {
    return await generateAgain(runs, watcher);
  } finally {
    // A folder may have been added since it was stopped. Whatever is watched keeps the process.
    watcher.stop();
  }
}

async function generateAgain(
  { readTargets, progress, reporting, streams }: WatchedRuns,
  watcher: FileWatcher,
): Promise<ExitCode> {
  const inputs = new RunInputs();
  const news = new News();
  const configFiles = new Set<string>();
  let targets = await readTargets(configFiles);
  const watch = () => {
    const settings = targets.map((target) => target.settings);
    return watcher.watch(new WatchedFiles([...configFiles, ...inputs.paths], settings));
  };
  const watched = describeWatched(targets, configFiles);
  if (watched === null) throw new UsageError(NOTHING_WATCHED);
  // Nobody reads on behind a pipe that was closed.
  streams.stdout.once('error', () => watcher.stop());
  for (let isFirst = true, isCheck = false; ; isFirst = false) {
    try {
      // What has changed before it was watched is read once more.
      do targets = await readTargets(configFiles);
      while (watch());
      inputs.restart();
      progress.clear();
      const outcomes = await runTargets(targets, inputs);
      progress.clear();
      const isOld = isCheck && outcomes.every((outcome) => news.isKnown(outcome));
      if (!isOld) await reportTargets(news.of(outcomes), reporting, streams);
    } catch (error) {
      reportProblem(error, reporting, streams);
    }
    if (isFirst && !reporting.quiet) streams.stderr.write(`${watched}\n`);
    isCheck = watch();
    if (!isCheck && !(await watcher.changed())) return EXIT.ok;
  }
}

const NOTHING_WATCHED =
  '--watch has nothing to watch: name files of a schema with --mof or --cim-xml, or sources with --used-by';

/** Where changes are awaited, as a line for people; null where there is nothing. */
function describeWatched(targets: readonly RunTarget[], configFiles: ReadonlySet<string>): string | null {
  const patterns = targets.flatMap(({ settings }) => patternsOf(settings));
  const all = [...new Set([...patterns, ...Array.from(configFiles, (file) => relative('', file))])];
  return all.length === 0 ? null : visibleLine(`Watching ${all.join(', ')}. Press Ctrl+C to stop.`);
}

function reportProblem(error: unknown, reporting: TargetsReporting, streams: Streams): void {
  if (isThrown(error, UsageError)) streams.stderr.write(`${visibleLine(`mi-codegen: ${error.message}`)}\n`);
  else reportFailure(diagnosticsOf(error), reporting, streams);
}

/** Leaves out of reports what the last one has said. */
class News {
  #told: ReadonlySet<string> = new Set();

  /** Whether there is nothing to say of a target: it is as before. */
  isKnown({ result, errors }: Outcome): boolean {
    if (result === null) return errors.every((error) => this.#told.has(formatDiagnostic(error)));
    return result.files.every(({ change }) => change === 'unchanged' || change === 'stale');
  }

  /** The outcomes without notes and warnings that are known. Errors are said each time. */
  of(outcomes: readonly Outcome[]): readonly Outcome[] {
    const told = new Set(outcomes.flatMap(({ errors }) => errors.map(formatDiagnostic)));
    const isNew = (text: string) => {
      told.add(text);
      return !this.#told.has(text);
    };
    const news = outcomes.map((outcome) => {
      const { result } = outcome;
      if (result === null) return outcome;
      const notes = result.notes.filter(isNew);
      const diagnostics = result.diagnostics.filter((diagnostic) => isNew(formatDiagnostic(diagnostic)));
      return { ...outcome, result: { ...result, notes, diagnostics } };
    });
    this.#told = told;
    return news;
  }
}
