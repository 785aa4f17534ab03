import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';

const NAME = 'mi-codegen';

/**
 * Where manifests are kept, out of the way of version control: in the `node_modules` of the project that the output
 * folder, or the working folder, is a part of; else in the folder that the user has for such files.
 *
 * @param out the output folder; it need not exist
 * @returns null where there is neither
 */
export function cacheFolder(out: string): string | null {
  const modules = modulesOf(resolve(out)) ?? modulesOf(process.cwd());
  if (modules !== null) return join(modules, '.cache', NAME);
  const folder = userFolder();
  return folder === null ? null : join(folder, NAME);
}

/** The `node_modules` beside the nearest package.json; null where there is none. */
function modulesOf(folder: string): string | null {
  if (existsSync(join(folder, 'package.json'))) {
    const modules = join(folder, 'node_modules');
    return existsSync(modules) ? modules : null;
  }
  const above = dirname(folder);
  return above === folder ? null : modulesOf(above);
}

function userFolder(): string | null {
  const { XDG_CACHE_HOME: xdg = '', LOCALAPPDATA: local = '' } = process.env;
  if (isAbsolute(xdg)) return xdg;
  if (process.platform === 'win32') return isAbsolute(local) ? local : null;
  try {
    return process.platform === 'darwin' ? join(homedir(), 'Library', 'Caches') : join(homedir(), '.cache');
  } catch {
    // The user of this process has no home.
    return null;
  }
}
