import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The declaration files that one imports, directly or not, and itself: what a user's compiler reads. */
export function declarationsOf(entry) {
  const files = new Set([entry]);
  // The loop also takes what is added while it runs.
  for (const file of files) {
    for (const [, path] of readFileSync(file, 'utf8').matchAll(/\b(?:from |import\()["'](\.{1,2}\/[^"']+)\.js["']/g)) {
      files.add(`${join(dirname(file), path)}.d.ts`);
    }
  }
  return [...files];
}
