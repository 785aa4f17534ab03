import { existsSync, readdirSync } from 'node:fs';

/** Debian's libfaketime, in the folder of the machine's architecture; null where it is not installed. */
function library(): string | null {
  if (!existsSync('/usr/lib')) return null;
  const paths = readdirSync('/usr/lib').map((folder) => `/usr/lib/${folder}/faketime/libfaketime.so.1`);
  return paths.find((path) => existsSync(path)) ?? null;
}

/** What keeps programs from running by another clock here, or null. */
export function missingClock(): string | null {
  return library() === null ? 'libfaketime is not installed' : null;
}

/**
 * The environment of a program whose clock is wrong.
 *
 * @param seconds how far its clock is ahead; negative: behind
 */
export function clockEnv(seconds: number): Readonly<Record<string, string>> {
  const path = library();
  if (path === null) throw new Error('a wrong clock needs libfaketime');
  return { LD_PRELOAD: path, FAKETIME: `${seconds < 0 ? '' : '+'}${seconds}` };
}
