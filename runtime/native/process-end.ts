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
  readonly report?: Pick<NodeJS.ProcessReport, 'reportOnUncaughtException' | 'writeReport'>;
  /** True when the end has begun. Programs emit `exit` at other times, too. */
  readonly _exiting?: boolean;
}

/** Test runners give modules a copy of the process, which does not hear of the end. */
const process: Process = runInThisContext('globalThis.process') ?? processHere;
const endings: Endings = process;

interface Wrapper {
  install(): void;
  remove(): void;
}

/**
 * Wraps a function of the process while an application is open. Other code may wrap it, too, and may put back what it
 * found, as signal-exit does. So whatever is assigned is wrapped again.
 */
function wrapper<Name extends keyof Endings>(name: Name, wrap: (original: Endings[Name]) => Endings[Name]): Wrapper {
  /** What each function that was made here wraps. */
  const wrapped = new WeakMap<Endings[Name], Endings[Name]>();
  let current: Endings[Name];
  let before: PropertyDescriptor | undefined;
  const descriptor = (): PropertyDescriptor | undefined => Object.getOwnPropertyDescriptor(process, name);
  const get = (): Endings[Name] => current;
  const set = (assigned: Endings[Name]): void => {
    current = wrapped.has(assigned) ? assigned : wrap(assigned);
    if (current !== assigned) wrapped.set(current, assigned);
  };
  return {
    install: () => {
      if (descriptor()?.get === get || typeof process[name] !== 'function') return;
      before = descriptor();
      set(process[name]);
      Object.defineProperty(process, name, { get, set, enumerable: before?.enumerable ?? false, configurable: true });
    },
    remove: () => {
      // Where another copy of this package has wrapped it since, it stays.
      if (descriptor()?.get !== get) return;
      if (before === undefined) Reflect.deleteProperty(process, name);
      else Object.defineProperty(process, name, before);
      const last = wrapped.get(current);
      if (last !== undefined && last !== endings[name]) endings[name] = last;
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
    const { report } = process;
    if (report?.reportOnUncaughtException === true) report.writeReport(error instanceof Error ? error : undefined);
  } finally {
    endIfNative(code);
  }
}
