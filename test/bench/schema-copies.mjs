import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const CLASS = /^\s*class\s+(\w+)/gim;
const QUALIFIER_DECLARATION = /^\s*qualifier\s+\w+\s*:[^;]*;/gim;

/**
 * Writes a schema several times, and a main file that includes them all. In all but the first, each class has another
 * name, also where other classes and texts name it, and qualifiers are not declared again.
 *
 * @param paths the files of the schema; the first includes the others
 * @returns the path of the main file
 */
export function writeCopies(paths, copies, folder) {
  const base = commonFolder(paths);
  const files = paths.map((path) => [relative(base, path), readFileSync(path, 'utf8')]);
  const names = new Set(files.flatMap(([, text]) => [...text.matchAll(CLASS)].map(([, name]) => name.toLowerCase())));
  const includes = [];
  for (let copy = 1; copy <= copies; copy++) {
    const suffix = `_${copy}`;
    const renamed = (text) => text.replace(/\w+/g, (word) => (names.has(word.toLowerCase()) ? word + suffix : word));
    for (const [path, text] of files) {
      const target = join(folder, `copy${copy}`, path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, copy === 1 ? text : withIncludes(text.replace(QUALIFIER_DECLARATION, ''), renamed));
    }
    includes.push(`#pragma include ("copy${copy}/${files[0][0]}")\n`);
  }
  const main = join(folder, 'copies.mof');
  writeFileSync(main, includes.join(''));
  return main;
}

/** The folder that has all files, in itself or below. */
function commonFolder([first, ...others]) {
  let folder = dirname(first);
  while (others.some((path) => relative(folder, path).startsWith('..'))) folder = dirname(folder);
  return folder;
}

/** Renames in a text, but not in the names of the files that it includes. */
function withIncludes(text, renamed) {
  return text
    .split('\n')
    .map((line) => (/^\s*#pragma\s+include/i.test(line) ? line : renamed(line)))
    .join('\n');
}
