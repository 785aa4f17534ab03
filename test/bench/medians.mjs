/** The median of each measure of several runs; null for what was not measured. */
export function medians(runs) {
  const measures = Object.keys(runs[0]);
  return Object.fromEntries(measures.map((measure) => [measure, median(runs.map((run) => run[measure]))]));
}

/** The value in the middle, or the mean of both that are. */
export function median(values) {
  if (values.includes(null)) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
