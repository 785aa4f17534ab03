import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { programFolder } from '../package-files.js';

/** What decides what the program does: its modules, and the schemas that it brings. */
const IS_PROGRAM = /(?<!\.d)\.(?:js|ts|mof)$/;

let digest: string | null | undefined;

/**
 * What tells this program from any other release or build of it, also from one that was patched after it was
 * installed: a digest of its files. Null where they are not found, as in a program that another tool has bundled.
 */
export function programDigest(): string | null {
  digest ??= computed();
  return digest;
}

function computed(): string | null {
  const hash = createHash('sha256');
  let count = 0;
  try {
    for (const folder of ['generator', 'runtime']) {
      for (const file of filesBelow(`${programFolder}${folder}`)) {
        const text = readFileSync(file, 'utf8');
        hash.update(`${file}\n${text.length}\n`);
        hash.update(text);
        count++;
      }
    }
  } catch {
    return null;
  }
  return count === 0 ? null : hash.digest('base64');
}

/** Node's own option `recursive` takes several times as long. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(path);
    return IS_PROGRAM.test(entry.name) ? [path] : [];
  });
}
