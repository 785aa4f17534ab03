import { foldName } from '../schema/index.js';

/** `; did you mean "X"?` with the candidate that differs in letter case or a few letters, or nothing. */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const wanted = foldName(name);
  let best = '';
  let bestDistance = Math.max(2, Math.ceil(wanted.length * 0.4));
  for (const candidate of candidates) {
    const distance = editDistance(wanted, foldName(candidate));
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best === '' ? '' : `; did you mean "${best}"?`;
}

/** Levenshtein's distance. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}
