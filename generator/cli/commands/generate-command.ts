import { type Diagnostic, DiagnosticError, hasErrors } from '../../diagnostics/index.js';
import { type GenerateResult, generate } from '../../generate.js';
import type { CommandLine } from '../command-line.js';
import {
  failureToJson,
  formatDiagnostics,
  formatDiff,
  formatSummary,
  ProgressLine,
  toJson,
} from '../generate-report.js';
import { EXIT, type Streams } from '../main.js';

/** Runs the generator and reports: results to stdout; diagnostics, notes and progress to stderr. */
export async function runGenerate(commandLine: CommandLine, streams: Streams): Promise<number> {
  const { generate: options, json, quiet } = commandLine;
  const start = performance.now();
  const progress = new ProgressLine(streams.stderr);
  let result: GenerateResult;
  try {
    const onProgress = progress.update.bind(progress);
    result = await generate(quiet || json ? options : { ...options, onProgress });
  } catch (error) {
    progress.clear();
    const diagnostics = toDiagnostics(error);
    if (json) streams.stdout.write(`${failureToJson(diagnostics)}\n`);
    else streams.stderr.write(`${formatDiagnostics(diagnostics)}\n${nothingWritten(options.mode, diagnostics)}`);
    return EXIT.failed;
  }
  progress.clear();
  const differs =
    options.mode === 'check' && result.files.some(({ change }) => change !== 'unchanged' && change !== 'stale');
  if (json) {
    streams.stdout.write(`${toJson(result, !differs)}\n`);
  } else {
    if (result.diagnostics.length > 0) streams.stderr.write(`${formatDiagnostics(result.diagnostics)}\n`);
    await report(result, commandLine, (performance.now() - start) / 1000, streams);
    if (differs) streams.stderr.write(`The output is out of date: run mi-codegen without --check.\n`);
  }
  return differs ? EXIT.failed : EXIT.ok;
}

async function report(
  result: GenerateResult,
  commandLine: CommandLine,
  seconds: number,
  streams: Streams,
): Promise<void> {
  const { mode = 'write', out = 'generated' } = commandLine.generate;
  if (mode === 'check') streams.stdout.write(await formatDiff(result.files));
  if (commandLine.quiet) return;
  if (mode === 'dry-run') {
    const changes = result.files.filter(({ change }) => change !== 'unchanged');
    streams.stdout.write(changes.map(({ path, change }) => `${change.padEnd(8)} ${path}\n`).join(''));
  }
  for (const note of result.notes) streams.stderr.write(`note: ${note}\n`);
  streams.stdout.write(`${formatSummary(result, out, mode, seconds)}\n`);
}

function nothingWritten(mode: string | undefined, diagnostics: readonly Diagnostic[]): string {
  if (mode !== 'write') return '';
  return hasErrors(diagnostics)
    ? 'Nothing was written.\n'
    : 'Nothing was written: with --strict, warnings fail the run.\n';
}

/** Errors of the file system are reports too; anything else is a bug and goes up with its stack. */
function toDiagnostics(error: unknown): readonly Diagnostic[] {
  if (error instanceof DiagnosticError) return error.diagnostics;
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  if (typeof code !== 'string' || typeof syscall !== 'string') throw error;
  const reason = REASONS[code] ?? code;
  return [{ severity: 'error', code: 'file-system', message: `cannot ${syscall} ${path ?? 'a file'}: ${reason}` }];
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EEXIST: 'a part of the path is a file',
  EISDIR: 'it is a folder',
  ENAMETOOLONG: 'the name is too long for the file system',
  ENOENT: 'it does not exist',
  ENOSPC: 'no space is left on the disk',
  ENOTDIR: 'a part of the path is a file',
  EXDEV: 'a folder in the output folder is on another disk: name that one with --out',
  EROFS: 'the disk is read-only',
};
