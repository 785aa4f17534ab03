import { setFlagsFromString } from 'node:v8';

/**
 * By release of V8, flags by which it optimizes a function only once it has run for long. The numbers were found by
 * measuring runs of some seconds and less. Other releases are left as they are: V8 writes an error for a flag that it
 * does not know.
 */
const LATE_OPTIMIZATION: ReadonlyMap<string, readonly string[]> = new Map([
  // Node 20.
  ['11', ['--interrupt-budget=1000000']],
  // Node 22 and 24.
  ...['12', '13'].map((release): [string, readonly string[]] => [
    release,
    ['turbofan', 'osr', 'early-optimization'].map((what) => `--invocation-count-for-${what}=50000`),
  ]),
]);

/**
 * V8 optimizes functions long before that pays in a run of a second, and soon takes more memory for young objects than
 * all that a run keeps. This is for the command alone: a library leaves V8 as the program has set it.
 */
export function tuneEngine(): void {
  const [release = ''] = process.versions.v8.split('.');
  const flags = LATE_OPTIMIZATION.get(release);
  if (flags === undefined) return;
  for (const flag of [...flags, '--semi-space-growth-factor=1']) setFlagsFromString(flag);
}
