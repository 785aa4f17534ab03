import { join, resolve } from 'node:path';
import { foldName } from '../../runtime/schema/index.js';
import { createDiagnostic, type Diagnostic } from '../diagnostics/index.js';
import type { RenderedOutput } from '../generate.js';
import type { GenerateResult } from '../generate-result.js';
import { LIBRARY_SPELLING } from '../options/option-table.js';
import type { GenerateSettings } from '../options/resolve-options.js';
import { realPath } from '../real-path.js';
import type { UnchangedRun } from '../unchanged/unchanged-run.js';
import { withImports } from '../used-by/with-imports.js';
import type { RunInputs } from '../watch/run-inputs.js';
import { diagnosticsOf } from './generate-report.js';
import type { RunTarget } from './targets.js';

/** What came of a target. One that is neither done nor failed was left since another failed. */
export interface Outcome<Result = GenerateResult> {
  readonly target: RunTarget;
  /** The result; null where the target is not done. */
  readonly result: Result | null;
  /** Why the target failed; empty where it did not. */
  readonly errors: readonly Diagnostic[];
  /** How long its work took. */
  readonly seconds: number;
}

/** What a target has to write: all of its output, or nothing. */
type Prepared = RenderedOutput | UnchangedRun;

/**
 * Generates all targets. Nothing is written before each of them is in memory without an error.
 *
 * @param inputs gets what is read, for runs that are repeated
 */
export async function runTargets(targets: readonly RunTarget[], inputs?: RunInputs): Promise<readonly Outcome[]> {
  const rendered: Outcome<Prepared>[] = [];
  const all = targets.map(({ settings }) => settings);
  for (const target of targets) rendered.push(await attempt(target, () => prepare(target.settings, all, inputs)));
  const outcomes = rendered.map((outcome, index) => withClashes(outcome, rendered.slice(0, index)));
  const done: Outcome[] = [];
  let hasWritten = false;
  for (const { target, result, errors, seconds } of outcomes) {
    const isStopped = [...outcomes, ...done].some((other) => other.errors.length > 0);
    if (isStopped || result === null) done.push({ target, result: null, errors, seconds });
    else done.push(await attempt(target, () => finish(target, result, hasWritten), seconds));
    hasWritten ||= result !== null && !('result' in result) && target.settings.mode === 'write';
  }
  return done;
}

async function prepare(
  settings: GenerateSettings,
  all: readonly GenerateSettings[],
  inputs?: RunInputs,
): Promise<Prepared> {
  const run = await withImports(settings, inputs?.modules, all);
  const { findUnchangedRun } = await import('../unchanged/unchanged-run.js');
  const unchanged = await findUnchangedRun(run);
  if (unchanged !== null) {
    inputs?.add(unchanged.input);
    return unchanged;
  }
  const { renderOutput } = await import('../generate.js');
  return await renderOutput(run, inputs?.recorder());
}

/** @param hasWritten whether an earlier target has: it may have completed what a killed run began in this folder */
async function finish({ settings }: RunTarget, prepared: Prepared, hasWritten: boolean): Promise<GenerateResult> {
  if ('result' in prepared && !hasWritten) return prepared.result;
  const { generateFrom, writeOutput } = await import('../generate.js');
  return 'result' in prepared ? await generateFrom(settings) : await writeOutput(prepared);
}

/** @throws what is a bug */
async function attempt<T>(target: RunTarget, work: () => Promise<T>, before = 0): Promise<Outcome<T>> {
  const start = performance.now();
  const seconds = () => before + (performance.now() - start) / 1000;
  try {
    return { target, result: await work(), errors: [], seconds: seconds() };
  } catch (error) {
    return { target, result: null, errors: diagnosticsOf(error, target.settings), seconds: seconds() };
  }
}

/** With an error for each folder that another target writes, too: one would replace the output of the other. */
function withClashes(outcome: Outcome<Prepared>, earlier: readonly Outcome<Prepared>[]): Outcome<Prepared> {
  const folders = foldersOf(outcome);
  const clashes = earlier.flatMap((other) => {
    const taken = foldersOf(other);
    return [...folders].filter(([path]) => taken.has(path)).map(([, folder]) => clash(outcome, other, folder));
  });
  return { ...outcome, errors: [...outcome.errors, ...clashes] };
}

/** The folders that a target writes, by a path that is equal for two spellings of a folder. */
function foldersOf({ target, result }: Outcome<Prepared>): ReadonlyMap<string, string> {
  const { out } = target.settings;
  const folders = result === null ? [] : 'result' in result ? result.folders : result.output.folders;
  return new Map(folders.map((name) => [foldName(realPath(resolve(out, name))), name]));
}

function clash({ target }: Outcome<Prepared>, other: Outcome<Prepared>, folder: string): Diagnostic {
  const message = `${target.name} would write ${join(target.settings.out, folder)}, and so would ${other.target.name}`;
  return createDiagnostic('error', 'same-output', message, `give one of them another ${LIBRARY_SPELLING.name('out')}`);
}
