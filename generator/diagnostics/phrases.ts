import { nearestName } from '../../runtime/nearest-name.js';

/** `1 class`, `2 classes`. */
export function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Longer names are not compared: the comparison takes time quadratic in their length. */
const LONGEST_NAME = 200;

/** `did you mean "X"?`, as the help of a diagnostic; undefined when no candidate is similar. */
export function suggestion(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > LONGEST_NAME) return undefined;
  const candidate = nearestName(name, candidates);
  return candidate === null ? undefined : `did you mean "${candidate}"?`;
}
