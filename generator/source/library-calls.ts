// What the functions of the library that read schemas have in common.

import type { XmlLimits } from '../../runtime/cim-xml/index.js';
import { DiagnosticError, hasErrors } from '../diagnostics/index.js';
import { isTexts, type OptionValues, refuseUnknown } from '../options/known-options.js';
import type { LoadedSchema } from './schema-source.js';

/**
 * Refuses anything but an array of paths.
 *
 * @param name the function, for the message: `loadMof`
 */
export function assertPaths(name: string, paths: unknown): void {
  if (!isTexts(paths)) throw new TypeError(`${name}() takes an array of paths: ${name}(paths, { namespace })`);
}

/** Refuses anything but a text. */
export function assertText(name: string, language: string, text: unknown): void {
  if (typeof text === 'string') return;
  throw new TypeError(`${name}() takes a text of ${language}: ${name}(text, { namespace })`);
}

/** What the options that can be absent must be, and how a message says it. */
const OPTIONS: Readonly<Record<string, readonly [expected: string, isRight: (value: unknown) => boolean]>> = {
  includeDirs: ['an array of strings', isTexts],
  readFile: ['a function', (value) => typeof value === 'function'],
  file: ['a string', (value) => typeof value === 'string'],
  limits: ['an object of whole numbers from 1', isLimits],
};

const LIMITS: readonly string[] = ['length', 'elements', 'depth', 'attributes'] satisfies (keyof XmlLimits)[];

function isLimits(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).every((limit) => limit === undefined || (Number.isSafeInteger(limit) && limit > 0));
}

/**
 * Checks the options that a caller from JavaScript passed.
 *
 * @throws TypeError for an option of a wrong type, and for one that does not exist
 */
export function assertLoadOptions(caller: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`${caller} takes options with a namespace: { namespace: 'root/cimv2' }`);
  }
  const values: OptionValues = { ...options };
  refuseUnknown(caller, '', values, known);
  if (typeof values['namespace'] !== 'string') {
    throw new TypeError(`${caller} takes a string as namespace: 'root/cimv2'`);
  }
  if (isLimits(values['limits'])) refuseUnknown(caller, 'limits.', { ...(values['limits'] as object) }, LIMITS);
  for (const [name, [expected, isRight]] of Object.entries(OPTIONS)) {
    const value = values[name];
    if (value !== undefined && !isRight(value)) throw new TypeError(`${caller} takes ${expected} as ${name}`);
  }
}

/** A schema that was read in part would look complete to the caller: errors are thrown. */
export function withoutErrors(loaded: LoadedSchema): LoadedSchema {
  if (hasErrors(loaded.diagnostics)) throw new DiagnosticError(loaded.diagnostics);
  return loaded;
}
