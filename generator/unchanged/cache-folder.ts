import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';

const NAME = 'mi-codegen';

/**
 * Where manifests may be kept, out of the way of version control. The best place comes first: the `node_modules` of the
 * project that the output folder, or the working folder, is a part of. The other one, for where that cannot be written
 * to, is the folder that the user has for such files.
 *
 * @param out the output folder; it need not exist
 */
export function cacheFolders(out: string): readonly string[] {
  const modules = nearestModules(resolve(out)) ?? nearestModules(process.cwd());
  const folders = [modules === null ? null : join(modules, '.cache'), userFolder()];
  return folders.flatMap((folder) => (folder === null ? [] : [join(folder, NAME)]));
}

/** The nearest `node_modules` beside a package.json: those of a workspace may be above its packages. */
function nearestModules(folder: string): string | null {
  const modules = join(folder, 'node_modules');
  if (existsSync(join(folder, 'package.json')) && existsSync(modules)) return modules;
  const above = dirname(folder);
  return above === folder ? null : nearestModules(above);
}

function userFolder(): string | null {
  const { XDG_CACHE_HOME: xdg = '', LOCALAPPDATA: local = '' } = process.env;
  if (isAbsolute(xdg)) return xdg;
  if (process.platform === 'win32') return isAbsolute(local) ? local : null;
  const home = homeFolder();
  if (home === null) return null;
  return process.platform === 'darwin' ? join(home, 'Library', 'Caches') : join(home, '.cache');
}

function homeFolder(): string | null {
  try {
    const home = homedir();
    return isAbsolute(home) ? home : null;
  } catch {
    // The user of this process has none.
    return null;
  }
}
