import { dirname } from 'node:path';
import type { CommandLine, Streams } from './command.js';
import { configFile } from './config-flags.js';
import type { ProgressLine } from './generate-report.js';
import { type Reporting, reportNotes } from './reporting.js';
import type { RunTarget } from './targets.js';

/** Says which config counts, where that is not to be seen. */
export function noteConfig(commandLine: CommandLine, { json, quiet }: Reporting, streams: Streams): void {
  const file = configFile(commandLine);
  if (file === null || dirname(file) === '.' || json || quiet) return;
  reportNotes([`the options are those of ${file}`], streams);
}

/** The targets with what a run adds to their options: passwords, and who is told of progress. */
export async function completed(
  targets: readonly RunTarget[],
  progress: ProgressLine | null,
  passwords: Map<string, string>,
): Promise<readonly RunTarget[]> {
  const { withPassword } = await import('./password.js');
  const done: RunTarget[] = [];
  for (const { name, settings } of targets) {
    const source = await withPassword(settings.source, passwords);
    const onProgress = progress === null ? {} : { onProgress: progress.update.bind(progress) };
    done.push({ name, settings: { ...settings, ...onProgress, source } });
  }
  return done;
}
