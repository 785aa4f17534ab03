import {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  readdirSync,
  readlinkSync,
  rmSync,
  type Stats,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { createFolder } from './create-folder.js';
import { move } from './move.js';

/**
 * Builds a folder that takes the place of another one while that is changed: it holds the new files, and links to all
 * that stays as it is.
 *
 * @param folder the folder that will be changed
 * @param standIn where to build; there is nothing of the name
 * @param left paths within the folder that are left out
 * @param added new files, by their paths within the folder
 * @returns false, and then nothing is left of it, where the file system cannot link, or not for this user
 */
export function buildStandIn(
  folder: string,
  standIn: string,
  left: ReadonlySet<string>,
  added: ReadonlyMap<string, string>,
): boolean {
  try {
    linkAll(folder, standIn, '', left);
    for (const [path, file] of added) {
      createFolder(dirname(join(standIn, path)));
      linkSync(file, join(standIn, path));
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    rmSync(standIn, { recursive: true, force: true });
    return false;
  }
}

function linkAll(folder: string, standIn: string, path: string, left: ReadonlySet<string>): void {
  const [from, to] = [join(folder, path), join(standIn, path)];
  createFolder(to);
  likeOriginal(to, lstatSync(from));
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const entryPath = path === '' ? entry.name : `${path}/${entry.name}`;
    if (left.has(entryPath)) continue;
    if (entry.isDirectory()) linkAll(folder, standIn, entryPath, left);
    // Not all systems link a symbolic link itself.
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(join(from, entry.name)), join(to, entry.name));
    else linkSync(join(from, entry.name), join(to, entry.name));
  }
}

function likeOriginal(folder: string, { uid, gid, mode }: Stats): void {
  const own = lstatSync(folder);
  if (own.uid !== uid || own.gid !== gid) chownSync(folder, uid, gid);
  if (own.mode !== mode) chmodSync(folder, mode & 0o7777);
}

/**
 * Moves into the folder what other programs have written into its stand-in in the meantime: whatever is not a link to a
 * file of the folder.
 */
export function keepStrangers(standIn: string, folder: string): void {
  for (const entry of readdirSync(standIn, { withFileTypes: true })) {
    const [from, to] = [join(standIn, entry.name), join(folder, entry.name)];
    const there = lstatSync(to, { throwIfNoEntry: false });
    if (there === undefined) move(from, to);
    else if (entry.isDirectory() && there.isDirectory()) keepStrangers(from, to);
    else if (entry.isFile() && there.isFile() && lstatSync(from).ino !== there.ino) move(from, to);
  }
}
