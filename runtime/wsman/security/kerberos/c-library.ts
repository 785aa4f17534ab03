/** The only file of WS-Management that uses koffi. It is loaded where Kerberos is asked for. */

import { koffi, LIMIT } from '../../../koffi-limit.js';
import { Semaphore } from '../../../semaphore.js';
import { shared } from '../../../values/copies.js';

/** An address in the memory of C. */
export type Address = bigint;

/** No address. */
export const NULL: Address = 0n;

/** What a parameter of a C function is in JavaScript, by its letter: a pointer, or an integer of 32 bits. */
interface Kinds {
  readonly p: Address;
  readonly i: number;
}

/** The arguments for the letters of parameters: `[Address, number]` for `pi`. */
type Arguments<Letters extends string> = Letters extends `${infer Letter extends keyof Kinds}${infer Rest}`
  ? [Kinds[Letter], ...Arguments<Rest>]
  : [];

/** A C function. All functions here return an unsigned integer, which says how the call went. */
export interface CFunction<Letters extends string> {
  (...args: Arguments<Letters>): number;
  async(...args: [...Arguments<Letters>, (error: unknown, status: number) => void]): void;
}

/** Functions of a library, each with the letters of its parameters. */
export type Declarations = Readonly<Record<string, string>>;
export type Functions<D extends Declarations> = { readonly [Name in keyof D]: CFunction<D[Name]> };

/** koffi's names of the types. */
const TYPES = { p: 'uint64', i: 'uint32' } as const;

/**
 * Loads a library, which stays loaded.
 * @throws Error as the loader of the system, or koffi, words it.
 */
export function loadLibrary<const D extends Declarations>(path: string, declarations: D): Functions<D> {
  const library = koffi.load(path);
  keepLoaded(path);
  const functions = Object.entries(declarations).map(([name, letters]) => {
    const parameters = Array.from(letters, (letter) => (letter === 'p' ? TYPES.p : TYPES.i));
    return [name, library.func(name, TYPES.i, parameters)];
  });
  return Object.fromEntries(functions);
}

/** `RTLD_LAZY` of dlopen. */
const LAZY = 1;

/** koffi unloads libraries when a JavaScript thread ends. Calls on threads of the pool may be under way then. */
function keepLoaded(path: string): void {
  if (process.platform === 'win32') koffi.load('kernel32.dll').func('LoadLibraryW', 'uint64', ['str16'])(path);
  else koffi.load(null).func('dlopen', 'uint64', ['str', 'int'])(path, LAZY);
}

/**
 * The calls that may wait for a server at once. They keep threads of Node's pool, which has four by default, from all
 * other work.
 */
const WAITS = Math.min(2, LIMIT);
const waits = shared(`waits for Kerberos within ${LIMIT}`, () => new Semaphore(WAITS));

/**
 * Calls a function that may wait for a server, on a thread of the pool. What it points into must be kept alive.
 * @param signal when it is aborted before its turn, there is no call.
 * @throws the reason of the signal.
 */
export function callAsync<L extends string>(
  signal: AbortSignal,
  use: CFunction<L>,
  ...args: Arguments<L>
): Promise<number> {
  const call = (): Promise<number> =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      use.async(...args, (error, status) => (error ? reject(error) : resolve(status)));
    });
  return waits.run(call);
}

/** Memory that C reads and writes. It may hold secrets, so it is wiped in the end. */
export class CallMemory {
  readonly #pieces: Buffer[] = [];

  /** Zeros. */
  take(size: number): Buffer {
    // The memory of its own that an ArrayBuffer has does not move.
    const piece = Buffer.from(new ArrayBuffer(size));
    this.#pieces.push(piece);
    return piece;
  }

  /** A copy of bytes. */
  copy(bytes: Uint8Array): Buffer {
    const piece = this.take(bytes.length);
    piece.set(bytes);
    return piece;
  }

  /** The bytes of a text. Node would leave parts of a pool behind, which nobody wipes. */
  text(text: string, encoding: 'utf8' | 'utf16le'): Buffer {
    const piece = this.take(Buffer.byteLength(text, encoding));
    piece.write(text, encoding);
    return piece;
  }

  /** Overwrites all with zeros. */
  wipe(): void {
    for (const piece of this.#pieces) piece.fill(0);
  }
}

/** Returns what `use` returns. The memory is wiped, so that must hold nothing of it. */
export function withMemory<T>(use: (memory: CallMemory) => T): T {
  const memory = new CallMemory();
  try {
    return use(memory);
  } finally {
    memory.wipe();
  }
}

/** The address of the first byte. */
export function addressOf(bytes: Buffer): Address {
  return bytes.length === 0 ? NULL : koffi.address(bytes);
}

const memory = process.platform === 'win32' ? koffi.load('ntdll.dll') : koffi.load(null);
const memcpy = memory.func('memcpy', 'uint64', ['uint64', 'uint64', 'size_t']);

/** A copy of bytes in the memory of C. */
export function bytesAt(address: Address, length: number): Buffer {
  const bytes = Buffer.from(new ArrayBuffer(length));
  if (length > 0) memcpy(koffi.address(bytes), address, length);
  return bytes;
}
