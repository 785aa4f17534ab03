import { nearestName } from '../../runtime/nearest-name.js';

/** Nobody mistypes a longer name, and comparing takes the square of its length. */
const LONGEST_NAME = 200;

/** `did you mean "X"?`, or undefined: ready to be a diagnostic's help. */
export function didYouMean(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > LONGEST_NAME) return undefined;
  const candidate = nearestName(name, candidates);
  return candidate === null ? undefined : `did you mean "${candidate}"?`;
}
