/**
 * The results of a generator, whose loop can be left at any time: a generator by itself ends only when the next result
 * comes, and that may be never.
 * @param leave ends what the generator waits for.
 */
export function leavable<T>(
  results: AsyncGenerator<T, void, void>,
  leave: () => unknown,
): AsyncIterator<T, void, void> & AsyncIterable<T> {
  return {
    next: () => results.next(),
    return: async () => {
      await leave();
      return results.return();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
