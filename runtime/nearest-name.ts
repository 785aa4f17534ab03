import { foldName } from './schema/index.js';

/** The candidate that differs from the name in letter case or a few letters; null when there is none. */
export function nearestName(name: string, candidates: Iterable<string>): string | null {
  const wanted = foldName(name);
  let best: string | null = null;
  // At a distance of the name's own length, no letter is the same.
  let bestDistance = Math.min(wanted.length, Math.max(2, Math.ceil(wanted.length * 0.4)));
  for (const candidate of candidates) {
    // The distance is at least the difference of the lengths: most candidates need no closer look.
    if (Math.abs(candidate.length - wanted.length) >= bestDistance) continue;
    const distance = editDistance(wanted, foldName(candidate));
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** `; did you mean "X"?`, or nothing: the end of a message about an unknown name. */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const candidate = nearestName(name, candidates);
  return candidate === null ? '' : `; did you mean "${candidate}"?`;
}

/** The number of letters to insert, leave out, replace, or swap with the next one (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let beforePrevious: readonly number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwapped ? (beforePrevious[j - 2] ?? 0) + 1 : replaced;
      row.push(Math.min(replaced, swapped, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    beforePrevious = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}
