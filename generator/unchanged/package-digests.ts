import { readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ownRequire } from '../package-files.js';
import { digestOfFolders } from './program-digest.js';

/**
 * The digests of an installed package and of those that it needs, by their folders.
 *
 * @param started when the program was started that uses them, in milliseconds since 1970
 * @returns null where one of them is not found, or has changed since then
 */
export function packageDigests(name: string, started: number): Readonly<Record<string, string>> | null {
  const digests = new Map<string, string>();
  return addDigests(name, ownRequire, started, digests) ? Object.fromEntries(digests) : null;
}

function addDigests(name: string, require: NodeJS.Require, started: number, digests: Map<string, string>): boolean {
  for (const modules of require.resolve.paths(name) ?? []) {
    const found = readPackage(join(modules, name));
    if (found === null) continue;
    const { folder, dependencies } = found;
    if (digests.has(folder)) return true;
    const digest = digestOfFolders([folder], started);
    if (digest === null) return false;
    digests.set(folder, digest);
    const requireOfPackage = createRequire(join(folder, 'package.json'));
    return dependencies.every((each) => addDigests(each, requireOfPackage, started, digests));
  }
  return false;
}

/** A package, in the folder that Node loads it from: it may be linked from elsewhere. Null where there is none. */
function readPackage(path: string): { readonly folder: string; readonly dependencies: readonly string[] } | null {
  try {
    const folder = realpathSync.native(path);
    const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return { folder, dependencies: Object.keys(dependencies) };
  } catch {
    // It is in a folder further up.
    return null;
  }
}
