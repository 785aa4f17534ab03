import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { foldName } from '../../runtime/schema/index.js';
import { NamespaceSpellings } from '../options/namespace-spellings.js';
import { HEADER } from './compare.js';

/**
 * Namespaces as earlier runs spelled them, or the namespaces above them, in the output folder: letter case does not
 * count in their names, and `ROOT/CIMV2` today must not make a second tree beside the `root/cimv2` of yesterday.
 */
export function asWritten(out: string, namespaces: readonly string[]): readonly string[] {
  const written = namespaces.map((namespace) => writtenNames(out, namespace.split('/')).join('/'));
  const spellings = new NamespaceSpellings(written.filter((path) => path !== ''));
  return namespaces.map((namespace) => spellings.spell(namespace));
}

/** The longest beginning of a path of folders below which there are generated files, as it is spelled there. */
function writtenNames(folder: string, [name, ...names]: readonly string[]): readonly string[] {
  if (name === undefined) return [];
  const paths = foldersIn(folder)
    .filter((entry) => foldName(nameOf(entry)) === foldName(name) && holdsGenerated(join(folder, entry)))
    .map((entry) => [nameOf(entry), ...writtenNames(join(folder, entry), names)]);
  // Where there are several, the longest, and of these the one that is spelled as it was asked for.
  const [longest = []] = paths.sort((a, b) => b.length - a.length || Number(b[0] === name) - Number(a[0] === name));
  return longest;
}

function holdsGenerated(folder: string): boolean {
  return isGenerated(folder) || foldersIn(folder).some((entry) => holdsGenerated(join(folder, entry)));
}

/** The name of a namespace in the name of its folder. */
function nameOf(folder: string): string {
  return folder.replace(/\$+$/, '');
}

function foldersIn(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch {
    // What cannot be listed was not written, or will fail when it is written to.
    return [];
  }
}

function isGenerated(folder: string): boolean {
  try {
    return readFileSync(join(folder, 'index.ts'), 'utf8').startsWith(HEADER);
  } catch {
    // The folder holds no such file.
    return false;
  }
}
