import { type Diagnostic, visibleLine } from '../diagnostics/index.js';
import type { CommandLine, Flag, Streams } from './command.js';
import { formatDiagnostics } from './diagnostics-report.js';
import { failureToJson } from './generate-report.js';
import { styleFor } from './style.js';

/** How a command reports: the flags that all commands have. */
export interface Reporting {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/** @param quiet what the command still prints with `--quiet`, for the help */
export function reportingFlags(quiet: string): readonly Flag[] {
  return [
    { name: 'verbose', type: 'flag', group: 'Reports:', description: 'every warning, also those with the same cause' },
    { name: 'json', type: 'flag', group: 'Reports:', description: 'print the result as one JSON object' },
    { name: 'quiet', short: 'q', type: 'flag', group: 'Reports:', description: quiet },
  ];
}

export function reportingFrom({ flags }: CommandLine): Reporting {
  const isSet = (name: keyof Reporting) => flags[name] === true;
  return { json: isSet('json'), quiet: isSet('quiet'), verbose: isSet('verbose') };
}

/**
 * Reports why a command failed.
 *
 * @param outcome what that means, as a line for people; empty where there is nothing to add
 */
export function reportFailure(
  diagnostics: readonly Diagnostic[],
  { json, verbose }: Reporting,
  { stdout, stderr }: Streams,
  outcome = '',
): void {
  if (json) stdout.write(`${failureToJson(diagnostics)}\n`);
  else stderr.write(`${formatDiagnostics(diagnostics, { verbose }, styleFor(stderr))}\n${outcome}`);
}

/** Writes notes for people, one a line. */
export function reportNotes(notes: readonly string[], { stderr }: Streams): void {
  const style = styleFor(stderr);
  for (const note of notes) stderr.write(`${style('cyan', 'note:')}${visibleLine(` ${note}`)}\n`);
}
