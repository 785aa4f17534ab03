import { readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** More links to what does not exist are a circle: what is written there will fail. */
const MOST_LINKS = 40;

/** Where a path leads to, also where its end, or what a symbolic link names, does not exist yet. */
export function realPath(path: string, links: number = MOST_LINKS): string {
  try {
    return realpathSync.native(path);
  } catch {
    // It does not exist. To ask for that before is too early: it may go at any time.
  }
  const folder = dirname(path);
  const link = linkAt(path);
  if (link !== null && links > 0) return realPath(resolve(folder, link), links - 1);
  return folder === path ? path : join(realPath(folder, links), basename(path));
}

/** What a symbolic link says; null where there is none. */
function linkAt(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    // What is wrong with a path is told when the output is written there.
    return null;
  }
}
