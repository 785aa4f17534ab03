import { writeSync } from 'node:fs';
import processHere from 'node:process';
import { inspect } from 'node:util';
import { takeCoverage } from 'node:v8';
import { runInThisContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';
import { endProcess } from './koffi.js';

/**
 * Node ends a process by joining the threads of its pool and by giving up its callbacks. While MI works for the process
 * that hangs or crashes: a thread of the pool may wait for MI, and a thread of MI for a callback in this thread, which
 * runs no JavaScript any more. So a process that ends meanwhile is ended by force, when all that Node does in
 * JavaScript is done, and with the exit code that it would have had.
 */
let underWay = 0;

/** How many applications are open. */
let open = 0;

/** An application is opened. From now on {@link nativeBegins} has its effect. */
export function applicationOpens(): void {
  open += 1;
  if (open === 1 && isMainThread) for (const wrapper of WRAPPERS) wrapper.install();
}

/** An application has been closed, or could not be opened. */
export function applicationCloses(): void {
  open -= 1;
  if (open === 0 && isMainThread) for (const wrapper of WRAPPERS) wrapper.remove();
}

/** Something begins that MI works on: an operation, or a call on a thread of the pool. */
export function nativeBegins(): void {
  underWay += 1;
}

/** What {@link nativeBegins} announced is over. */
export function nativeEnds(): void {
  underWay -= 1;
}

/** What Node calls last, at each kind of end. */
interface Endings {
  /** Called with `exit` at every end. When nothing is left to do, it is the last call. */
  emit(event: string | symbol, ...args: unknown[]): boolean;
  /** The last call of `process.exit()`. */
  reallyExit(code?: number): void;
  /** Called for an error that nobody has caught. When it returns false, Node prints the error and ends the process. */
  _fatalException(error: unknown, fromPromise: boolean): boolean;
}

interface Process extends Endings {
  readonly exitCode?: unknown;
  readonly version: string;
  /** True when the end has begun. Programs emit `exit` at other times, too. */
  readonly _exiting?: boolean;
}

/** Test runners give modules a copy of the process, which does not hear of the end. */
const process: Process = runInThisContext('globalThis.process') ?? processHere;

interface Wrapper {
  install(): void;
  remove(): void;
}

/** Wraps a function of the process while an application is open. Other code may wrap it before and after. */
function wrapper<Name extends keyof Endings>(name: Name, wrap: (original: Endings[Name]) => Endings[Name]): Wrapper {
  let installed: Endings[Name] | null = null;
  let before: PropertyDescriptor | undefined;
  return {
    install: () => {
      if (installed !== null || typeof process[name] !== 'function') return;
      before = Object.getOwnPropertyDescriptor(process, name);
      installed = wrap(process[name]);
      const enumerable = before?.enumerable ?? false;
      Object.defineProperty(process, name, { value: installed, enumerable, configurable: true, writable: true });
    },
    remove: () => {
      // Where other code has wrapped it since, it stays.
      if (process[name] !== installed) return;
      if (before === undefined) Reflect.deleteProperty(process, name);
      else Object.defineProperty(process, name, before);
      installed = null;
    },
  };
}

/** Node prints an error that nobody has caught after the listeners of `exit`. */
let inFatalException = false;

const WRAPPERS: readonly Wrapper[] = [
  wrapper('emit', (original) => (event, ...args) => {
    const heard = Reflect.apply(original, process, [event, ...args]);
    if (event === 'exit' && process._exiting === true && !inFatalException) {
      // Microtasks of listeners come first, and what other code does after the listeners.
      queueMicrotask(() => endIfNative(process.exitCode ?? args[0]));
    }
    return heard;
  }),
  wrapper('reallyExit', (original) => (code) => {
    endIfNative(code);
    Reflect.apply(original, process, [code]);
  }),
  wrapper('_fatalException', (original) => (error, fromPromise) => {
    inFatalException = true;
    try {
      const handled = Reflect.apply(original, process, [error, fromPromise]);
      if (handled === false) endByError(error, process.exitCode ?? UNCAUGHT);
      return handled;
    } catch (thrown) {
      endByError(thrown, THROWN_BY_HANDLER);
      throw thrown;
    } finally {
      inFatalException = false;
    }
  }),
];

/** Exit codes of Node. */
const UNCAUGHT = 1;
const THROWN_BY_HANDLER = 7;
/** The file descriptor. */
const STDERR = 2;

/** Ends the process by force if anything is under way. */
function endIfNative(code: unknown): void {
  if (underWay === 0) return;
  takeCoverage();
  endProcess(Number(code) | 0);
}

/** Likewise for an error that nobody has caught, which Node would print next. */
function endByError(error: unknown, code: unknown): void {
  if (underWay === 0) return;
  try {
    writeSync(STDERR, `${inspect(error)}\n\nNode.js ${process.version}\n`);
  } finally {
    endIfNative(code);
  }
}
