import { existsSync, lstatSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { failure } from '../diagnostics/index.js';

/**
 * Creates a folder, and those above it, unless they exist. Node's `recursive` would hide why it cannot be done: it says
 * ENOENT on a read-only disk, and tries forever where the file system takes no folder, as below `/proc`.
 *
 * @returns the folders that were created, the topmost first
 * @throws DiagnosticError where the path is a symbolic link that leads nowhere
 */
export function createFolder(folder: string): string[] {
  if (isFolder(folder)) return [];
  refuseBrokenLink(folder);
  const above = dirname(folder) === folder ? [] : createFolder(dirname(folder));
  try {
    mkdirSync(folder);
    return [...above, folder];
  } catch (error) {
    // Another run may have created it in the meantime.
    if (isFolder(folder)) return above;
    throw error;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** @throws DiagnosticError for a symbolic link to what does not exist */
export function refuseBrokenLink(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() !== true || existsSync(path)) return;
  throw failure(
    'broken-link',
    `${path} is a symbolic link that leads nowhere`,
    'remove it, or create what it leads to',
  );
}
