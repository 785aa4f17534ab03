/** The items of an iterable, each turned into something else. Each loop over it is one over the source. */
export function mapAsync<S, T>(source: AsyncIterable<S>, map: (item: S) => T | Promise<T>): AsyncIterable<T> {
  return {
    async *[Symbol.asyncIterator]() {
      for await (const item of source) yield await map(item);
    },
  };
}
