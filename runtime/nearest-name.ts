import { foldName } from './schema/index.js';

/**
 * The candidate that differs from the name in letter case or a few letters; null when there is none. How many letters
 * depends on the length without what all names of a schema begin with, such as `Win32_`.
 */
export function nearestName(name: string, candidates: Iterable<string>): string | null {
  const wanted = foldName(name);
  let best: string | null = null;
  let bestDistance = tooFar(wanted.length);
  for (const candidate of candidates) {
    // The distance is at least the difference of the lengths: most candidates need no closer look.
    if (Math.abs(candidate.length - wanted.length) >= bestDistance) continue;
    const folded = foldName(candidate);
    const prefix = commonPrefix(wanted, folded);
    const distance = editDistance(wanted.slice(prefix), folded.slice(prefix));
    if (distance < Math.min(bestDistance, tooFar(wanted.length - prefix))) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** The least distance at which a text of that length means something else. At its own length, no letter is the same. */
function tooFar(length: number): number {
  return Math.min(length, Math.max(2, Math.ceil(length * 0.4)));
}

/** The length of what both begin with, up to an underscore: `Win32_`, `Win32_PerfRawData_`. It is not all of `a`. */
function commonPrefix(a: string, b: string): number {
  let length = 0;
  for (let index = 0; index < a.length - 1 && a[index] === b[index]; index++) if (a[index] === '_') length = index + 1;
  return length;
}

/** `; did you mean "X"?`, or nothing: the end of a message about an unknown name. */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const candidate = nearestName(name, candidates);
  return candidate === null ? '' : `; did you mean "${candidate}"?`;
}

/** How many letters to insert, delete, replace, or swap with the next: the optimal string alignment distance. */
function editDistance(a: string, b: string): number {
  let beforePrevious: readonly number[] = [];
  let previous: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? (beforePrevious[j - 2] ?? 0) + 1 : replaced;
      row.push(Math.min(replaced, swapped, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    beforePrevious = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}
