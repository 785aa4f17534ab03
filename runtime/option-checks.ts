import { didYouMean } from './nearest-name.js';
import { shown } from './values/shown.js';

/**
 * What is wrong with the value of an option, as a sentence that begins with the option; null when nothing is.
 * @param option its name, or the path to a value inside it: `credentials.username`.
 * @param given all options, or members, that are given with it.
 */
export type OptionCheck = (value: unknown, option: string, given?: Readonly<Record<string, unknown>>) => string | null;

/** The check of each option of a type. It has to name all of them, and no other. */
export type OptionTable<Options> = Readonly<Record<Extract<keyof Options, string>, OptionCheck>>;

/**
 * What is wrong with options, as a sentence; null when nothing is. An option that is undefined counts as absent.
 * @param what what the table is of, for a name that is not in it.
 */
export function optionMistake(
  options: unknown,
  table: Readonly<Record<string, OptionCheck>>,
  what = 'option',
): string | null {
  if (options === undefined) return null;
  if (!isObject(options)) return `the ${what}s must be one object, not ${shown(options)}`;
  return memberMistake(options, table, what);
}

/**
 * The same, thrown.
 * @param call what was called.
 * @throws TypeError that begins with the call.
 */
export function checkOptions(options: unknown, table: Readonly<Record<string, OptionCheck>>, call: string): void {
  const mistake = optionMistake(options, table);
  if (mistake !== null) throw new TypeError(`${call}: ${mistake}`);
}

function memberMistake(
  members: object,
  table: Readonly<Record<string, OptionCheck>>,
  what: string,
  path = '',
): string | null {
  const record = members as Readonly<Record<string, unknown>>;
  // `Object.entries` takes twice as long.
  for (const name of Object.keys(record)) {
    const value = record[name];
    if (value === undefined) continue;
    const check = Object.hasOwn(table, name) ? table[name] : undefined;
    const mistake =
      check === undefined
        ? `no ${what} is called ${JSON.stringify(name)}${didYouMean(name, Object.keys(table))}`
        : check(value, path + name, record);
    if (mistake !== null) return mistake;
  }
  return null;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A check by a predicate. */
export function must(expected: string, test: (value: unknown) => boolean): OptionCheck {
  return (value, option) => (test(value) ? null : `${option} must be ${expected}, not ${shown(value)}`);
}

/** For what is checked elsewhere. */
export const ANYTHING: OptionCheck = () => null;
export const TEXT: OptionCheck = must('a string', (value) => typeof value === 'string');
/** A text that no message may show. */
export const SECRET: OptionCheck = (value, option) => (typeof value === 'string' ? null : `${option} must be a string`);
export const NUMBER: OptionCheck = must('a number', (value) => typeof value === 'number');
export const FLAG: OptionCheck = must('a boolean', (value) => typeof value === 'boolean');
export const CALLBACK: OptionCheck = must('a function', (value) => typeof value === 'function');
/** It may be of another realm, or another implementation. */
export const SIGNAL: OptionCheck = must('an AbortSignal', (value) => {
  return isObject(value) && 'aborted' in value && 'addEventListener' in value;
});

/** An option that has a meaning only together with another one. */
export function needing(other: string, check: OptionCheck): OptionCheck {
  return (value, option, given) => {
    return check(value, option) ?? (given?.[other] === undefined ? `${option} needs ${other}` : null);
  };
}

/** One of a few values. */
export function oneOf<T extends string | number>(...values: readonly T[]): OptionCheck {
  const listed = values.map((value) => JSON.stringify(value)).join(', ');
  const texts = values.flatMap((value) => (typeof value === 'string' ? [value] : []));
  return (value, option) => {
    if ((values as readonly unknown[]).includes(value)) return null;
    const help = typeof value === 'string' ? didYouMean(value, texts) : '';
    return `${option} must be one of ${listed}, not ${shown(value)}${help}`;
  };
}

/** An array of values of one kind. */
export function arrayOf(check: OptionCheck): OptionCheck {
  return (value, option) => {
    if (!Array.isArray(value)) return `${option} must be an array, not ${shown(value)}`;
    for (const [index, item] of value.entries()) {
      const mistake = check(item, `${option}[${index}]`);
      if (mistake !== null) return mistake;
    }
    return null;
  };
}

/**
 * An object with certain members.
 * @param required the members that must be there.
 */
export function objectOf<T>(table: OptionTable<T>, required: readonly (keyof T & string)[] = []): OptionCheck {
  return (value, option) => {
    if (!isObject(value)) return `${option} must be an object, not ${shown(value)}`;
    // A misspelt member comes first: it is why another one is missing.
    const mistake = memberMistake(value, table, `member of ${option}`, `${option}.`);
    if (mistake !== null) return mistake;
    const missing = required.find((name) => (value as Partial<Record<string, unknown>>)[name] === undefined);
    return missing === undefined ? null : `${option}.${missing} is required`;
  };
}
