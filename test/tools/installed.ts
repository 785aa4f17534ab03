import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where programs are, `/usr/sbin` among them: the path of a user who is not root may lack it. */
const FOLDERS = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin'];

/** The path of an installed program, or null. */
export function installed(program: string): string | null {
  return FOLDERS.map((folder) => join(folder, program)).find((path) => existsSync(path)) ?? null;
}
