import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { failure } from '../diagnostics/index.js';
import type { Changes } from './replace-files.js';
import type { Respelling } from './respelling.js';

/** Writes down what a run is about to do. Whoever reads the file finds all of it. */
export function writeJournal(file: string, draft: string, changes: Changes): void {
  writeFileSync(draft, JSON.stringify(changes));
  renameSync(draft, file);
}

/**
 * Reads what another run was about to do. The file may have come from anywhere, with a repository for example: it names
 * generated files inside the output folder, or nothing is done.
 *
 * @throws DiagnosticError when mi-codegen cannot have written it
 */
export function readJournal(file: string): Changes {
  const changes = parse(readFileSync(file, 'utf8'));
  if (isChanges(changes)) return changes;
  throw failure(
    'damaged-journal',
    `${file} is damaged: what a run has begun that was killed cannot be completed`,
    `delete ${dirname(file)}, and generate every namespace of the output folder again`,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The text has no form that any check accepts.
    return null;
  }
}

function isChanges(value: unknown): value is Changes {
  if (typeof value !== 'object' || value === null) return false;
  if (!('written' in value && 'deleted' in value && 'respelled' in value)) return false;
  const { written, deleted, respelled } = value;
  return areAll(written, isGeneratedPath) && areAll(deleted, isGeneratedPath) && areAll(respelled, isRespelling);
}

function areAll(value: unknown, check: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(check);
}

function isRespelling(value: unknown): value is Respelling {
  if (typeof value !== 'object' || value === null || !('from' in value && 'to' in value)) return false;
  return isGeneratedPath(value.from) && isGeneratedPath(value.to);
}

/** True for a file in the folder of a namespace: no name begins with a dot, or leads to another folder or disk. */
function isGeneratedPath(value: unknown): boolean {
  return typeof value === 'string' && /^(?:[^./\\:][^/\\:]*\/)+[^./\\:][^/\\:]*\.ts$/i.test(value);
}
