/** What a file system of Linux or macOS can do, and Node does not offer. It needs no MI. */

import { constants } from 'node:os';
import type { Address } from './abi/c-types.js';
import { addressOf, lastErrno, processFunction } from './koffi.js';

/** `LOCK_EX | LOCK_NB` of flock(2). */
const EXCLUSIVE_AT_ONCE = 2 | 4;

/**
 * Locks an open file with flock(2): until the file is closed, or its process has ended in whatever way. It counts among
 * all processes of the machine, those of containers included, and all places of one process that open the file.
 *
 * @returns false when the file is locked elsewhere, null where the file system has no such locks
 */
export function tryLock(file: number): boolean | null {
  if (processFunction('flock', 'result(u32, u32)')(file, EXCLUSIVE_AT_ONCE) === 0) return true;
  return lastErrno() === constants.errno.EWOULDBLOCK ? false : null;
}

/** `RENAME_EXCHANGE` of renameat2(2) on Linux, `RENAME_SWAP` of renamex_np(2) on macOS. */
const EXCHANGE = 2;

/** The numbers of renameat2: the musl library of C has no function for it. */
const RENAMEAT2: Readonly<Record<string, number>> = { x64: 316, arm64: 276 };

/**
 * Lets two folders change places, in one step: at any moment, each of the paths leads to one of them.
 *
 * @param one an absolute path
 * @param other an absolute path
 * @returns false, and then nothing has changed, where the system or the file system cannot do it
 */
export function exchange(one: string, other: string): boolean {
  const paths = [toBytes(one), toBytes(other)] as const;
  return exchangePaths(addressOf(paths[0]), addressOf(paths[1]));
}

function exchangePaths(one: Address, other: Address): boolean {
  if (process.platform === 'darwin')
    return processFunction('renamex_np', 'result(ptr, ptr, u32)')(one, other, EXCHANGE) === 0;
  const number = process.platform === 'linux' ? RENAMEAT2[process.arch] : undefined;
  if (number === undefined) return false;
  // The folder that relative paths would begin at does not count.
  const call = processFunction('syscall', 'result(u32, u32, ptr, u32, ptr, u32)');
  return call(number, 0, one, 0, other, EXCHANGE) === 0;
}

function toBytes(path: string): Uint8Array {
  return new TextEncoder().encode(`${path}\0`);
}
