import { LIBRARY_SPELLING, type OptionSpelling } from '../options/option-spelling.js';
import { DEFAULTS, type NamedOption, OPTIONS } from '../options/option-table.js';
import type { Flag } from './command.js';

/** A flag of the command `generate`, with the option that it sets. */
export interface OptionFlag extends Flag {
  readonly option: NamedOption;
  /** What the flag sets the option to; null where the flag has the value. */
  readonly choice: string | null;
}

/** The flags of all options, in the order of the option table. */
export const OPTION_FLAGS: readonly OptionFlag[] = OPTIONS.flatMap((option) => [
  ...flagOf(option),
  ...choiceFlagsOf(option),
]);

function flagOf(option: NamedOption): OptionFlag[] {
  const { row, source, property } = option;
  if (row.flag === null) return [];
  const shown = defaultOf(option);
  return [
    {
      name: row.flag ?? kebabCase(property ?? source ?? ''),
      type: row.type === 'choice' ? 'text' : row.type,
      ...(row.short === undefined ? {} : { short: row.short }),
      ...(row.type === 'choice' ? { choices: Object.keys(row.choices) } : {}),
      ...(shown === null ? {} : { default: shown }),
      group: `${row.group}:`,
      description: row.description,
      option,
      choice: null,
    },
  ];
}

/** The flags that stand for one choice each, such as `--check`. */
function choiceFlagsOf(option: NamedOption): OptionFlag[] {
  const { row } = option;
  if (row.type !== 'choice') return [];
  return Object.entries(row.choices).flatMap(([choice, description]) =>
    description === null ? [] : [{ name: choice, type: 'flag', group: `${row.group}:`, description, option, choice }],
  );
}

function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The default that `--help` shows: a text of an option of every run. */
function defaultOf({ source, property }: NamedOption): string | null {
  const defaults: Readonly<Record<string, unknown>> = DEFAULTS;
  const value = source === null && property !== null ? defaults[property] : undefined;
  return typeof value === 'string' ? value : null;
}

/** Options as they are written on the command line. One without a flag is called by its name. */
export const FLAG_SPELLING: OptionSpelling = {
  name(option) {
    const flag = OPTION_FLAGS.find((candidate) => candidate.option.name === option && candidate.choice === null);
    return flag === undefined ? LIBRARY_SPELLING.name(option) : `--${flag.name}`;
  },
  oneByOne(option, classes) {
    const flag = FLAG_SPELLING.name(option);
    return `each class takes a ${flag} of its own: ${classes.map((glob) => `${flag} ${glob}`).join(' ')}`;
  },
};
