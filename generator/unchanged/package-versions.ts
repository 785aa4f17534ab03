import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ownRequire } from '../package-files.js';

/**
 * The versions of an installed package and of those that it needs, by their folders.
 *
 * @returns null where one of them is not found
 */
export function packageVersions(name: string): Readonly<Record<string, string>> | null {
  const versions: Record<string, string> = {};
  return addVersions(name, ownRequire, versions) ? versions : null;
}

function addVersions(name: string, require: NodeJS.Require, versions: Record<string, string>): boolean {
  for (const folder of require.resolve.paths(name) ?? []) {
    const file = join(folder, name, 'package.json');
    const text = readText(file);
    if (text === null) continue;
    if (versions[file] !== undefined) return true;
    const { version, dependencies = {} } = JSON.parse(text);
    versions[file] = String(version);
    return Object.keys(dependencies).every((each) => addVersions(each, createRequire(file), versions));
  }
  return false;
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // It is in a folder further up.
    return null;
  }
}
