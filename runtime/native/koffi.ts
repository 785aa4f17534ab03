/** The only file of the native handler that uses koffi. */

import { constants, readFileSync } from 'node:fs';
import { MiError } from '../errors.js';
import { koffi } from '../koffi-limit.js';
import {
  type Address,
  type Arguments,
  NULL,
  type Result,
  type Signature,
  type TableDeclaration,
  toAddress,
} from './abi/c-types.js';
import { POINTER_SIZE } from './abi/layouts.js';

export { LIMIT } from '../koffi-limit.js';

/** A C function. */
export interface NativeFunction<Args extends readonly unknown[], Returned> {
  (...args: Args): Returned;
  /** Calls it on a thread of the pool. No more than `LIMIT` such calls may be under way. */
  async(...args: [...Args, (error: unknown, result: Returned) => void]): void;
}

/** The C function that a signature declares. */
export type FunctionOf<S extends Signature> = NativeFunction<Arguments<S>, Result<S>>;

export interface LoadedLibrary {
  function<S extends Signature>(name: string, signature: S): FunctionOf<S>;
}

/**
 * A library stays loaded. koffi unloads a library that nothing refers to any more, and all of them when a JavaScript
 * thread ends, although threads of the library may still run its code. So it is kept here, and the system is asked for
 * a reference that is never given back.
 */
const libraries = new Map<string, LoadedLibrary>();

/** `RTLD_LAZY` of dlopen. */
const LAZY = 1;

function keepLoaded(path: string): void {
  if (process.platform === 'win32') koffi.load('kernel32.dll').func('LoadLibraryW', 'uint64', ['str16'])(path);
  else koffi.load(null).func('dlopen', 'uint64', ['str', 'int'])(path, LAZY);
}

/** @throws Error as the system's loader words it. */
export function loadLibrary(path: string): LoadedLibrary {
  let loaded = libraries.get(path);
  if (loaded === undefined) {
    const library = koffi.load(path);
    keepLoaded(path);
    loaded = {
      function: <S extends Signature>(name: string, signature: S) =>
        library.func(name, ...typesOf(signature)) as unknown as FunctionOf<S>,
    };
    libraries.set(path, loaded);
  }
  return loaded;
}

/** A function of the C library of this process. It sets `errno`, see {@link lastErrno}. */
export function processFunction<S extends Signature>(name: string, signature: S): FunctionOf<S> {
  return koffi.load(null).func(name, ...typesOf(signature)) as unknown as FunctionOf<S>;
}

/** The `errno` of the last call of a C function. */
export function lastErrno(): number {
  return koffi.errno();
}

/** Ends the process at once, whatever its threads are doing. Terminals and pipes are left as Node would leave them. */
export const endProcess: (code: number) => void = processEnd();

function processEnd(): (code: number) => void {
  const resetTerminal = terminalReset();
  if (process.platform === 'win32') {
    const terminate = koffi.load('kernel32.dll').func('TerminateProcess', 'int', ['int64', 'uint32']);
    return (code) => {
      resetTerminal();
      // -1 is the process itself.
      terminate(-1, code >>> 0);
    };
  }
  const exit = koffi.load(null).func('_exit', 'void', ['int']);
  const fcntl = koffi.load(null).func('fcntl', 'int', ['int', 'int', '...']);
  return (code) => {
    resetTerminal();
    for (const descriptor of [0, 1, 2]) {
      const flags: number = fcntl(descriptor, GET_FLAGS);
      if (flags !== -1) fcntl(descriptor, SET_FLAGS, 'int', flags & ~constants.O_NONBLOCK);
    }
    exit(code);
  };
}

function terminalReset(): () => number {
  try {
    return koffi.load(null).func('uv_tty_reset_mode', 'int', []);
  } catch {
    // Not every program that Node is built into exports the functions of libuv.
    return () => 0;
  }
}

/** `F_GETFL` and `F_SETFL` of fcntl. */
const [GET_FLAGS, SET_FLAGS] = [3, 4];

/**
 * The value that an environment variable had when the process began, or has now where that is not known. What a program
 * writes to `process.env` does not change it.
 */
export function initialVariable(name: string): string | undefined {
  // This library reads the variables when it is loaded, and Windows loads it before Node.
  if (process.platform === 'win32') return koffi.load('msvcrt.dll').func('getenv', 'str', ['str'])(name) ?? undefined;
  const variables = initialEnvironment()?.split('\0');
  if (variables === undefined) return process.env[name];
  return variables.find((variable) => variable.startsWith(`${name}=`))?.slice(name.length + 1);
}

function initialEnvironment(): string | undefined {
  try {
    return readFileSync('/proc/self/environ', 'utf8');
  } catch {
    // Only Linux has the file, where /proc is mounted.
    return undefined;
  }
}

/** Functions by signature and address. C has few of them, and binding one takes microseconds. */
const functions = new Map<Signature, Map<Address, unknown>>();

/** The function at an address. A linker may give functions of different signatures the same address. */
export function functionAt<S extends Signature>(address: Address, signature: S): FunctionOf<S> {
  let bySignature = functions.get(signature);
  if (bySignature === undefined) {
    bySignature = new Map();
    functions.set(signature, bySignature);
  }
  let found = bySignature.get(address);
  if (found === undefined) {
    found = koffi.decode(address, prototypeOf(signature));
    bySignature.set(address, found);
  }
  return found as FunctionOf<S>;
}

/**
 * Makes a JavaScript function callable from C, from any thread, for as long as the process lives. It must not throw.
 * @returns the address that C calls.
 */
export function registerCallback<S extends `void(${string})`>(
  signature: S,
  callback: (...args: Arguments<S>) => void,
): Address {
  return toAddress(Number(koffi.register(callback, koffi.pointer(prototypeOf(signature)))));
}

/** The address of the bytes. They do not move. Who passes the address on must keep the array alive. */
export function addressOf(bytes: Uint8Array): Address {
  return toAddress(Number(koffi.address(bytes)));
}

const memory = process.platform === 'win32' ? koffi.load('ntdll.dll') : koffi.load(null);
const memcpy = memory.func('memcpy', 'uint64', ['uint64', 'uint64', 'size_t']);

/** Copies bytes of C. A view of them (koffi.view) would cost more, and would last until JavaScript collects it. */
export function copyMemory(to: Address, from: Address, size: number): void {
  memcpy(to, from, size);
}

/** The pointer that is stored a number of bytes after an address. */
export function pointerAt(address: Address, offset: number): Address {
  return toAddress(Number(koffi.decode.uint64(address + offset)));
}

/**
 * A function that returns the text at an address: a memcpy that copies nothing, and returns where it would have copied
 * to. koffi takes half as long for the text that a function returns as for koffi.decode.
 */
function textReader(type: 'str' | 'str16'): (address: Address) => string {
  const text = memory.func('memcpy', type, ['uint64', 'uint64', 'size_t']);
  return (address) => text(address, address, 0);
}

/** The UTF-8 text at an address, up to its zero. */
export const utf8At: (address: Address) => string = textReader('str');
/** The UTF-16 text at an address, up to its zero. */
export const utf16At: (address: Address) => string = textReader('str16');

type Prototype = ReturnType<typeof koffi.proto>;
/** One prototype for each signature: koffi never forgets a prototype. */
const prototypes = new Map<Signature, Prototype>();

function prototypeOf(signature: Signature): Prototype {
  let prototype = prototypes.get(signature);
  if (prototype === undefined) {
    prototype = koffi.proto(...typesOf(signature));
    prototypes.set(signature, prototype);
  }
  return prototype;
}

/** koffi's names of the types. An address is passed as an integer. */
const TYPES: Readonly<Record<string, string>> = {
  result: 'uint32',
  void: 'void',
  ptr: 'uint64',
  u32: 'uint32',
  bool: 'bool',
};

/** The type of the result and those of the parameters, as koffi names them. */
function typesOf(signature: Signature): [result: string, parameters: string[]] {
  const [result = '', ...parameters] = signature.match(/\w+/g)?.map((word) => TYPES[word] ?? word) ?? [];
  return [result, parameters];
}

/** The functions of a function table of C, by name. */
export type FunctionTable<T extends TableDeclaration> = { readonly [Name in keyof T]: FunctionOf<T[Name]> };

const bound = new WeakMap<TableDeclaration, Map<Address, unknown>>();

/** The functions of the table at an address. A library has few tables and keeps them, so each is read only once. */
export function functionTable<T extends TableDeclaration>(declaration: T, address: Address): FunctionTable<T> {
  let tables = bound.get(declaration);
  if (tables === undefined) {
    tables = new Map();
    bound.set(declaration, tables);
  }
  let table = tables.get(address);
  if (table === undefined) {
    table = bind(declaration, address);
    tables.set(address, table);
  }
  return table as FunctionTable<T>;
}

function bind(declaration: TableDeclaration, address: Address): unknown {
  const functions = Object.entries(declaration).map(([name, signature], index) => {
    const pointer = pointerAt(address, index * POINTER_SIZE);
    return [name, pointer === NULL ? missing(name) : functionAt(pointer, signature)] as const;
  });
  return Object.fromEntries(functions);
}

/** Takes the place of a function that the library leaves out. */
function missing(name: string): FunctionOf<never> {
  const refuse = (): never => {
    throw new MiError('NOT_SUPPORTED', `the MI library does not offer the function ${name}`);
  };
  return Object.assign(refuse, { async: refuse });
}
