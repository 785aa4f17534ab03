import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isThrown, thrownText } from '../../runtime/values/shown.js';
import { createDiagnostic, type Diagnostic, DiagnosticError, failure, type Place } from '../diagnostics/index.js';
import type { OptionPath } from '../options/option-mistakes.js';
import type { SourceText } from '../source/source-text.js';
import type { ConfigText } from './config-text.js';

/**
 * Runs a config in JavaScript or TypeScript. It may import `mi-codegen` also where the project has not installed it.
 *
 * What it imports in TypeScript is read each time; native modules, as Node does it, once.
 *
 * @param path the absolute path of the file
 * @param read gets the absolute paths of the files that were read, also when the config fails
 * @throws DiagnosticError with the place of what is no code, or fails
 */
export async function readCodeConfig(path: string, source: SourceText, read: Set<string>): Promise<ConfigText> {
  const [{ createJiti }, ownModule] = await Promise.all([import('jiti'), import('mi-codegen')]);
  const jiti = createJiti(path, {
    fsCache: false,
    moduleCache: false,
    interopDefault: false,
    virtualModules: { 'mi-codegen': ownModule },
  });
  const cache = {};
  const options = { filename: path, async: true, forceTranspile: true, cache };
  const run = async (): Promise<unknown> => {
    const exported = exportOf(Object(await jiti.evalModule(source.text, options)), source.file);
    return ownValues(await (typeof exported === 'function' ? exported() : exported));
  };
  try {
    return { file: source.file, value: await unlessIdle(run()), placeOf: (option) => placeOf(source, option) };
  } catch (error) {
    throw isThrown(error, DiagnosticError) ? error : new DiagnosticError([diagnosticOf(error, source.file)]);
  } finally {
    for (const file of Object.keys(cache)) read.add(file);
  }
}

/** The levels of a config: its targets, their sources, the lists in these. */
const LEVELS = 5;

/** A copy of what a program has exported: whatever its getters do, they do it here and once. */
function ownValues(value: unknown, levels = LEVELS): unknown {
  if (levels === 0 || typeof value !== 'object' || value === null) return value;
  // Items that a list does not have become undefined ones.
  if (Array.isArray(value)) return Array.from(value, (item) => ownValues(item, levels - 1));
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, ownValues(each, levels - 1)]));
}

/** What a module exports by default, or with `module.exports`. */
function exportOf(module: object, file: string): unknown {
  const exported = 'default' in module ? module.default : isEsModule(module) ? undefined : module;
  // A CommonJS module that a compiler has made of an ES module.
  const inner = isEsModule(exported) && 'default' in exported ? exported.default : exported;
  if (inner !== undefined && !(inner === module && Object.keys(module).length === 0)) return inner;
  const help = "write: export default defineConfig({ namespaces: ['root/cimv2'] })";
  throw failure('config-without-export', `${file} has no default export`, help);
}

function isEsModule(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return '__esModule' in value || Object.prototype.toString.call(value) === '[object Module]';
}

/** Where nothing can settle the promise any more, Node would end the process as if all were done. */
async function unlessIdle<T>(promise: Promise<T>): Promise<T> {
  let stop = (): void => {};
  const idle = new Promise<never>((_resolve, reject) => {
    stop = () => reject(new Error('it waits for a promise that nothing settles'));
  });
  process.once('beforeExit', stop);
  try {
    return await Promise.race([promise, idle]);
  } finally {
    process.off('beforeExit', stop);
  }
}

/** How jiti tells of a text that is no code. Its columns count from 0. */
const SYNTAX_ERROR = /^ParseError: (.+?)\s*\n\s*(.+):(\d+):(\d+)\s*$/;

function diagnosticOf(error: unknown, file: string): Diagnostic {
  const message = thrownText(error);
  const [, what, where = '', line, column] = SYNTAX_ERROR.exec(message) ?? [];
  if (what !== undefined) {
    const place = placeAt(where, Number(line), Number(column) + 1);
    return createDiagnostic('error', 'config-syntax', what, undefined, place);
  }
  const [text = ''] = message.split('\nRequire stack:');
  const name = isThrown(error, Error) ? `${error.name}: ` : '';
  const failed = `the config failed with ${name}${text.trim().replace(/\s*\n\s*/g, ' ')}`;
  const place = thrownAt(thrownText(error, 'stack'));
  return place === undefined
    ? createDiagnostic('error', 'config-failed', `${file}: ${failed}`)
    : createDiagnostic('error', 'config-failed', failed, undefined, place);
}

/** The innermost line of the user's own code in a stack. jiti keeps the lines of the code, but not its columns. */
function thrownAt(stack: string): Place | undefined {
  for (const [, where = '', line] of stack.matchAll(/^ {4}at (?:.*\()?(.+):(\d+):\d+\)?$/gm)) {
    const path = where.startsWith('file:') ? fileURLToPath(where) : where;
    if (existsSync(path) && !path.includes('node_modules')) return placeAt(path, Number(line), null);
  }
  return undefined;
}

/** @param column null for the whole line, without the white space around it */
function placeAt(path: string, line: number, column: number | null): Place {
  const sourceLine = readFileSync(path, 'utf8').split(/\r\n?|\n/)[line - 1] ?? '';
  const start = column ?? sourceLine.search(/\S|$/) + 1;
  const length = column === null ? Math.max(1, sourceLine.trim().length) : 1;
  return { file: relative(process.cwd(), path), line, column: start, length, sourceLine };
}

/**
 * The place of an option in code: where its name stands as the name of a property, if there is only one such place.
 */
function placeOf(source: SourceText, path: OptionPath): Place | undefined {
  const name = path.findLast((part) => typeof part === 'string');
  if (name === undefined) return undefined;
  const escaped = name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const found = [...source.text.matchAll(new RegExp(`(?<![\\w$.'"-])(["']?)${escaped}\\1\\s*[:,}(]`, 'g'))];
  const [only] = found;
  if (only === undefined || found.length > 1) return undefined;
  const [, quote = ''] = only;
  return source.place({ offset: only.index, length: name.length + 2 * quote.length });
}
