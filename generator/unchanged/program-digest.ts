import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { programFolder } from '../package-files.js';

/** What decides what a program does: its modules, and the schemas that it brings. */
const IS_PROGRAM = /(?<!\.d)\.(?:[cm]?[jt]s|json(?:\.br)?|mof)$/;

let digest: string | null | undefined;

/** The digest of this program, as it was when it was first asked for: see {@link digestOfProgram}. */
export function programDigest(): string | null {
  if (digest === undefined) digest = digestOfProgram(programFolder, performance.timeOrigin);
  return digest;
}

/**
 * What tells a program from any other release or build of it, also from one that was patched after it was installed: a
 * digest of its files.
 *
 * @param started when the program was started, in milliseconds since 1970
 * @returns null where its files are others by now, or are not found, as in a program that another tool has bundled
 */
export function digestOfProgram(folder: string, started: number): string | null {
  return digestOfFolders([`${folder}generator`, `${folder}runtime`], started);
}

/** The digest of all code below some folders; null as for {@link digestOfProgram}. */
export function digestOfFolders(folders: readonly string[], started: number): string | null {
  const hash = createHash('sha256');
  try {
    for (const file of folders.flatMap(filesBelow)) {
      if (statSync(file).ctimeMs > started) return null;
      const bytes = readFileSync(file);
      hash.update(`${file}\n${bytes.length}\n`);
      hash.update(bytes);
    }
  } catch {
    return null;
  }
  return hash.digest('base64');
}

/** Node's own option `recursive` takes several times as long. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(path);
    return IS_PROGRAM.test(entry.name) ? [path] : [];
  });
}
