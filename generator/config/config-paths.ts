import { dirname, isAbsolute, relative, sep } from 'node:path';

/** `./` or `../` at the beginning of a path. */
const LEADING_DOTS = sep === '/' ? /^\.\.?(?:\/+|$)/ : /^\.\.?(?:[\\/]+|$)/;

/**
 * A path or glob of a config file, as it is written from the working folder. Only what it begins with is changed: in a
 * glob, `..` behind stars must stay where it is.
 *
 * @param folder the absolute path of the folder that the path is relative to
 */
export function fromWorkingFolder(folder: string, path: string): string {
  if (isAbsolute(path)) return path;
  const [dots = ''] = LEADING_DOTS.exec(path) ?? [];
  if (dots !== '') return fromWorkingFolder(dots.startsWith('..') ? dirname(folder) : folder, path.slice(dots.length));
  const way = relative(process.cwd(), folder);
  if (way === '') return path === '' ? '.' : path;
  return path === '' ? way : `${way}/${path}`;
}
