/** One turn of the event loop. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** As many turns as it takes; what never comes true ends with the test's time. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await turn();
}
