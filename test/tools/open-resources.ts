import { until } from './turns.js';

/**
 * What holds this process, by kind, such as `TCPSocketWrap` and `Timeout`: open sockets, servers, requests to the
 * system and timers. It does not count what is unreferenced, such as an idle socket of a pool: the server that is at
 * its other end counts those.
 */
export function openResources(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/** Waits until nothing is open that was not before. If something stays open, the test times out. */
export async function leftAs(before: ReadonlyMap<string, number>): Promise<void> {
  await until(() => [...openResources()].every(([kind, count]) => count <= (before.get(kind) ?? 0)));
}
