import { namedOption, type OptionName } from './option-table.js';

/** How diagnostics call an option: a caller of the library reads the option's name, the command line its flag. */
export interface OptionSpelling {
  /** `classes`, or `--class`. */
  name(option: OptionName): string;
  /** What to do when one glob over classes holds several, such as `A,B`. */
  oneByOne(option: 'classes' | 'exclude', globs: readonly string[]): string;
}

/** Options as a caller of the library writes them. */
export const LIBRARY_SPELLING: OptionSpelling = {
  name(option) {
    const { source, property } = namedOption(option);
    if (source === null) return option;
    return property === null ? `source.kind "${source}"` : `source.${property}`;
  },
  oneByOne: (option, globs) => `each class is an item of ${option} by itself: ${JSON.stringify(globs)}`,
};
