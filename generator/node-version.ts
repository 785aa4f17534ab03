// The command loads this file before everything else: it keeps to syntax that old releases of Node can read.

/** The first releases that mi-codegen runs on, each in its line; newer lines are fine. As `engines` in package.json. */
const OLDEST: readonly (readonly [major: number, minor: number])[] = [
  [20, 19],
  [22, 12],
];

/**
 * Why mi-codegen does not run on a release of Node, and what to do; null where it does.
 *
 * @param version such as `18.20.8`
 */
export function nodeProblem(version: string): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [newest] = OLDEST.slice(-1);
  const isEnough = OLDEST.some((oldest) => major === oldest[0] && minor >= oldest[1]);
  if (isEnough || (newest !== undefined && major > newest[0])) return null;
  return `Node 20.19, 22.12, 24 or later is needed, and this is Node ${version}: install a newer one from nodejs.org`;
}
