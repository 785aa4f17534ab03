import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type FileChange, readOwn } from '../emit/compare.js';
import { createFolder } from '../emit/create-folder.js';
import type { LockOptions } from '../emit/folder-lock.js';
import { holdSignals } from '../emit/hold-signals.js';
import { move } from '../emit/move.js';
import { StagingFolder } from '../emit/staging-folder.js';
import { loadSystemCalls } from '../emit/system-calls.js';
import type { OptionSpelling } from '../options/option-table.js';
import { SNAPSHOT_HEADER } from './snapshot.js';

/** A file that is about to be written; `path` is relative to the output folder and has `/` between names. */
export interface SnapshotFile {
  readonly path: string;
  readonly text: string;
}

/** A file, and what was done to it. */
export type WrittenSnapshot<File extends SnapshotFile> = File & {
  readonly change: FileChange & ('created' | 'changed' | 'unchanged');
  /** The text that the file had, where that was another one; null where it has not changed, or there was no file. */
  readonly before: string | null;
};

/**
 * Writes files that differ from those that are there. Each is replaced in one step: whatever happens, it is the old one
 * or the new one.
 *
 * @param out the output folder; it need not exist
 * @returns the files, in the same order
 * @throws DiagnosticError when a file of that name was not written by mi-codegen; then nothing has been written
 */
export async function writeSnapshots<File extends SnapshotFile>(
  out: string,
  files: readonly File[],
  spelling: OptionSpelling,
  lock?: LockOptions,
): Promise<readonly WrittenSnapshot<File>[]> {
  const written = files.map((file) => compare(out, file, spelling));
  const changed = written.filter(({ change }) => change !== 'unchanged');
  if (changed.length === 0) return written;
  const calls = await loadSystemCalls();
  const staging = await StagingFolder.open(out, calls, lock);
  const releaseSignals = holdSignals();
  try {
    for (const { path, text } of changed) {
      createFolder(dirname(staging.new(path)));
      writeFileSync(staging.new(path), text);
    }
    for (const { path } of changed) {
      createFolder(dirname(join(out, path)));
      move(staging.new(path), join(out, path));
    }
    return written;
  } finally {
    staging.close();
    await releaseSignals();
  }
}

function compare<File extends SnapshotFile>(out: string, file: File, spelling: OptionSpelling): WrittenSnapshot<File> {
  const before = readOwn(join(out, file.path), SNAPSHOT_HEADER, spelling);
  if (before === null) return { ...file, change: 'created', before };
  return before === file.text ? { ...file, change: 'unchanged', before: null } : { ...file, change: 'changed', before };
}
