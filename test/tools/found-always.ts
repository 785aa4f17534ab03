/** How often something is counted before it is believed. */
const TIMES = 3;

/**
 * What a count finds each time; nothing where one of the counts finds nothing. The memory that the engine takes for
 * itself differs from run to run.
 */
export async function foundAlways(count: () => Promise<readonly string[]>): Promise<readonly string[]> {
  let found: readonly string[] = [];
  for (let time = 0; time < TIMES; time++) {
    found = await count();
    if (found.length === 0) break;
  }
  return found;
}
