import { createDiagnostic, type Diagnostic, DiagnosticError } from '../diagnostics/index.js';

/**
 * The diagnostics of a run that failed. An error of the file system is one, too.
 *
 * @throws error itself when it is anything else: then it is a bug
 */
export function diagnosticsOf(error: unknown): readonly Diagnostic[] {
  if (error instanceof DiagnosticError) return error.diagnostics;
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  if (typeof code !== 'string' || typeof syscall !== 'string') throw error;
  const message = `cannot ${syscall} ${path ?? 'a file'}: ${REASONS[code] ?? code}`;
  return [createDiagnostic('error', 'file-system', message)];
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
