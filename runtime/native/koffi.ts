/** The one place that touches koffi. */
import { platform } from 'node:process';
import koffi from 'koffi';
import type { Signature } from './abi/functions.js';

/** Each takes a stack of its own, but only while it is under way. */
const HIGHEST_LIMIT = 2048;
/** What opens sessions may go deep: give it the stack that threads have on Windows. */
const STACK_SIZE = 1_048_576;

/**
 * So many calls on threads of the pool, and callbacks that wait for this thread, may be under way at once. koffi ends
 * the process when there are more.
 */
export const LIMIT: number = raiseLimit();

function raiseLimit(): number {
  try {
    koffi.config({ max_async_calls: HIGHEST_LIMIT, async_stack_size: STACK_SIZE });
  } catch {
    // Somebody else has used koffi in this thread before, and its settings cannot be changed any more.
  }
  return koffi.config().max_async_calls ?? 0;
}

/** A C function. It takes and gives numbers; a function without a result gives undefined. */
export interface NativeFunction {
  (...args: number[]): number;
  /** Calls it on a thread of the pool. At most 256 such calls may be under way. */
  async(...args: [...number[], (error: unknown, result: number) => void]): void;
}

export interface LoadedLibrary {
  function(name: string, signature: Signature): NativeFunction;
}

/**
 * A library stays loaded. koffi unloads one that nothing refers to any more, and all of them when a thread of
 * JavaScript ends; then the library's own threads, which may still run, and its functions would lose the ground they
 * stand on. So it is kept here, and the system is asked for a reference that is never given back.
 */
const libraries = new Map<string, LoadedLibrary>();

/** `RTLD_LAZY` of dlopen. */
const LAZY = 1;

function keepLoaded(path: string): void {
  if (platform === 'win32') koffi.load('kernel32.dll').func('LoadLibraryW', 'uint64', ['str16'])(path);
  else koffi.load(null).func('dlopen', 'uint64', ['str', 'int'])(path, LAZY);
}

/** @throws Error as the system's loader words it. */
export function loadLibrary(path: string): LoadedLibrary {
  let loaded = libraries.get(path);
  if (loaded === undefined) {
    const library = koffi.load(path);
    keepLoaded(path);
    loaded = {
      function: (name, signature) => library.func(name, ...typesOf(signature)) as unknown as NativeFunction,
    };
    libraries.set(path, loaded);
  }
  return loaded;
}

/** Ends the process at once, whatever its threads do. */
export function endProcess(code: number): void {
  if (platform !== 'win32') koffi.load(null).func('_exit', 'void', ['int'])(code);
  // -1 is the process itself.
  else koffi.load('kernel32.dll').func('TerminateProcess', 'int', ['int64', 'uint32'])(-1, code);
}

/** Functions by signature and address: C has few, and each costs microseconds to bind. */
const functions = new Map<Signature, Map<number, NativeFunction>>();

/** The function at an address. A linker may give functions of different signatures the same address. */
export function functionAt(address: number, signature: Signature): NativeFunction {
  let bySignature = functions.get(signature);
  if (bySignature === undefined) {
    bySignature = new Map();
    functions.set(signature, bySignature);
  }
  let found = bySignature.get(address);
  if (found === undefined) {
    found = koffi.decode(address, prototypeOf(signature)) as NativeFunction;
    bySignature.set(address, found);
  }
  return found;
}

/** Gives C a function to call, from any thread, for as long as the process lives. It must not throw. */
export function registerCallback(signature: Signature, callback: (...args: never[]) => void): number {
  return Number(koffi.register(callback, koffi.pointer(prototypeOf(signature))));
}

/** The address of the bytes. They do not move; who passes the address on keeps the array alive. */
export function addressOf(bytes: Uint8Array): number {
  return Number(koffi.address(bytes));
}

const memcpy = (platform === 'win32' ? koffi.load('ntdll.dll') : koffi.load(null)).func('memcpy', 'uint64', [
  'uint64',
  'uint64',
  'size_t',
]);

/** Copies memory of C. A view of it (koffi.view) would cost more, and last until JavaScript collects it. */
export function copyMemory(to: number, from: number, size: number): void {
  memcpy(to, from, size);
}

/** The pointer that is stored at an address. */
export function pointerAt(address: number): number {
  return Number(koffi.decode.uint64(address));
}

export function utf8At(address: number): string {
  return koffi.decode.string(address);
}

export function utf16At(address: number): string {
  return koffi.decode.string16(address);
}

type Prototype = ReturnType<typeof koffi.proto>;
/** One prototype for each signature: koffi keeps all that it has ever been given. */
const prototypes = new Map<Signature, Prototype>();

function prototypeOf(signature: Signature): Prototype {
  let prototype = prototypes.get(signature);
  if (prototype === undefined) {
    prototype = koffi.proto(...typesOf(signature));
    prototypes.set(signature, prototype);
  }
  return prototype;
}

/** An address is an integer here: those of user space are exact as a number. */
const TYPES: Readonly<Record<string, string>> = {
  result: 'uint32',
  void: 'void',
  ptr: 'uint64',
  u32: 'uint32',
  bool: 'uint8',
};

/** The result's type and the parameters', as koffi names them. */
function typesOf(signature: Signature): [result: string, parameters: string[]] {
  const [result = '', ...parameters] = signature.match(/\w+/g)?.map((word) => TYPES[word] ?? word) ?? [];
  return [result, parameters];
}
