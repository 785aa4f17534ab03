import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type CompareOptions, changedByFolder, compare, isOutdated, type Output, type OutputFile } from './compare.js';
import { createFolder } from './create-folder.js';
import type { LockOptions } from './folder-lock.js';
import { holdSignals } from './hold-signals.js';
import { type Changes, changesOf } from './replace-files.js';
import { Replacement } from './replacement.js';
import { respellings } from './respelling.js';
import { StagingFolder } from './staging-folder.js';
import { isStaging } from './staging-name.js';
import { loadSystemCalls } from './system-calls.js';

/**
 * Writes what was generated into the output folder, unless it is there already. At any moment the folder holds the old
 * output or the new one, see {@link Replacement}; where writing fails, the old one.
 *
 * @param out the output folder; it need not exist
 * @throws DiagnosticError when a file of that name was not written by mi-codegen, or another run writes for too long
 */
export async function write(
  out: string,
  output: Output,
  options: CompareOptions,
  lock?: LockOptions,
): Promise<readonly OutputFile[]> {
  const compared = compare(out, output, options);
  if (!compared.some(isOutdated) && !isStaging(out)) return compared;
  const calls = await loadSystemCalls();
  const staging = await StagingFolder.open(out, calls, lock);
  const releaseSignals = holdSignals();
  try {
    // Another run may have written in the meantime.
    const files = compare(out, output, options);
    const changes = changesTo(out, output, files);
    stage(output, changes, staging);
    new Replacement(out, staging, calls).make(changes);
    return files;
  } finally {
    staging.close();
    await releaseSignals();
  }
}

function changesTo(out: string, { folders }: Output, files: readonly OutputFile[]): Changes {
  const changed = changedByFolder(files);
  const respelled = folders.flatMap((folder) => respellings(out, folder, changed.get(folder) ?? []));
  return changesOf(files, respelled);
}

/** Writes the new files into the staging folder. */
function stage({ files }: Output, { written }: Changes, staging: StagingFolder): void {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  for (const path of written) writeDeep(staging.new(path), texts.get(path) ?? '');
}

function writeDeep(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    createFolder(dirname(file));
    writeFileSync(file, text);
  }
}
