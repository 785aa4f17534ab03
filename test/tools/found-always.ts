/** How often something is counted before it is believed. */
const TIMES = 3;

/**
 * What is found to grow too fast, each time that it is counted. The memory that the engine takes for itself differs
 * from run to run, so what only memory shows is counted again; steps and written bytes are the same each time.
 *
 * @param count gives a line for each counter that grows too fast, which begins with the counter's name
 */
export async function foundAlways(count: () => Promise<readonly string[]>): Promise<readonly string[]> {
  let found = await count();
  for (let time = 1; time < TIMES && found.length > 0 && found.every(isMemory); time++) found = await count();
  return found;
}

function isMemory(line: string): boolean {
  return line.startsWith('allocated ');
}
