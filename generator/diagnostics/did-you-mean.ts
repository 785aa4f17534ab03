import { nearestName } from '../../runtime/nearest-name.js';

/** `did you mean "X"?`, or undefined: ready to be a diagnostic's help. */
export function didYouMean(name: string, candidates: Iterable<string>): string | undefined {
  const candidate = nearestName(name, candidates);
  return candidate === null ? undefined : `did you mean "${candidate}"?`;
}
