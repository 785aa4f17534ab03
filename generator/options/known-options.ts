import { didYouMean } from '../../runtime/nearest-name.js';
import { given } from '../../runtime/options.js';

/** The properties of an object of options, whatever they hold. */
export type OptionValues = Readonly<Record<string, unknown>>;

/**
 * Refuses an option that a function does not know: in JavaScript nothing else tells that it is misspelt.
 *
 * @param caller the function, as messages name it: `generate()`
 * @param path what messages put in front of the option: `source.`, or nothing
 * @param where under which condition, for the end of the sentence
 * @throws TypeError with a suggestion
 */
export function refuseUnknown(
  caller: string,
  path: string,
  options: OptionValues,
  known: readonly string[],
  where = '',
): void {
  const unknown = Object.keys(given(options)).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new TypeError(`${caller} takes no ${path}${unknown}${where}${didYouMean(unknown, known)}`);
}

export function isTexts(value: unknown): value is readonly string[] {
  // `every` would skip the items that a list does not have.
  return Array.isArray(value) && Array.from(value).every((item) => typeof item === 'string');
}
