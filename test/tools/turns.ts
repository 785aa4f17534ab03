/** One turn of the event loop. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Takes turns of the event loop until the condition holds. If it never does, the test times out. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await turn();
}
