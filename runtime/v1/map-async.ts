import { leavable } from '../leavable.js';

/** The items of an iterable, each turned into something else. Each loop over it is one over the source. */
export function mapAsync<S, T>(source: AsyncIterable<S>, map: (item: S) => T | Promise<T>): AsyncIterable<T> {
  return {
    [Symbol.asyncIterator]: () => {
      const items = source[Symbol.asyncIterator]();
      const leave = async () => items.return?.();
      return leavable(mapped(items, leave, map), leave);
    },
  };
}

async function* mapped<S, T>(
  items: AsyncIterator<S>,
  leave: () => Promise<unknown>,
  map: (item: S) => T | Promise<T>,
): AsyncGenerator<T, void, void> {
  try {
    for (let next = await items.next(); !next.done; next = await items.next()) yield await map(next.value);
  } finally {
    await leave();
  }
}
