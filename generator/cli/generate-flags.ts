import { DiagnosticError } from '../diagnostics/index.js';
import type { OptionValues } from '../options/known-options.js';
import { DEFAULTS, LIBRARY_SPELLING, type NamedOption, OPTIONS, type OptionSpelling } from '../options/option-table.js';
import { type GenerateSettings, resolveOptions } from '../options/resolve-options.js';
import { type CommandLine, type Flag, UsageError } from './command.js';

/** A flag of the command `generate`, with the option that it sets. */
export interface OptionFlag extends Flag {
  readonly option: NamedOption;
  /** The value that the flag sets; null where the flag takes a value. */
  readonly choice: string | false | null;
}

/** The flags of all options, in the order of the option table. */
export const OPTION_FLAGS: readonly OptionFlag[] = OPTIONS.flatMap((option) => [
  ...flagOf(option),
  ...valueFlagsOf(option),
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

/** The flags that stand for one value each, such as `--check` and `--no-cache`. */
function valueFlagsOf(option: NamedOption): OptionFlag[] {
  const { row, property } = option;
  const group = `${row.group}:`;
  if (row.type === 'flag' && row.off !== undefined) {
    const name = `no-${kebabCase(property ?? '')}`;
    return [{ name, type: 'flag', group, description: row.off, option, choice: false }];
  }
  if (row.type !== 'choice') return [];
  return Object.entries(row.choices).flatMap(([choice, description]) =>
    description === null ? [] : [{ name: choice, type: 'flag', group, description, option, choice }],
  );
}

function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The default that `--help` shows: only texts, and only of options that belong to no source. */
function defaultOf({ source, property }: NamedOption): string | null {
  const defaults: Readonly<Record<string, unknown>> = DEFAULTS;
  const value = source === null && property !== null ? defaults[property] : undefined;
  return typeof value === 'string' ? value : null;
}

/** Options as they are written on the command line. An option without a flag has its own name. */
export const FLAG_SPELLING: OptionSpelling = {
  name(option) {
    const flag = OPTION_FLAGS.find((candidate) => candidate.option.name === option && candidate.choice === null);
    return flag === undefined ? LIBRARY_SPELLING.name(option) : `--${flag.name}`;
  },
  off(option) {
    const flag = OPTION_FLAGS.find((candidate) => candidate.option.name === option && candidate.choice === false);
    return flag === undefined ? LIBRARY_SPELLING.off(option) : `--${flag.name}`;
  },
  oneByOne(option, classes) {
    const flag = FLAG_SPELLING.name(option);
    return `each class takes a ${flag} of its own: ${classes.map((glob) => `${flag} ${glob}`).join(' ')}`;
  },
};

/**
 * Options of `generate()`, checked.
 *
 * @throws UsageError when `generate()` would refuse them
 */
export function checkedOptions(options: Readonly<Record<string, unknown>>, spelling: OptionSpelling): GenerateSettings {
  return orUsageError(() => resolveOptions(options, spelling));
}

/** Does what checks a command line. What it refuses is a UsageError. */
export function orUsageError<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    const texts = error.diagnostics.map(({ message, help }) => (help === undefined ? message : `${message}; ${help}`));
    throw new UsageError(texts.join('\n'));
  }
}

/**
 * The options of `generate()` that the command line gives, without defaults, namespaces and source.
 *
 * @throws UsageError for flags that exclude each other
 */
export function givenOptions({ flags }: CommandLine): OptionValues {
  if (flags['check'] === true && flags['dry-run'] === true) {
    throw new UsageError('--check and --dry-run exclude each other: both write nothing, --check shows the difference');
  }
  return valuesOf(OPTION_FLAGS, flags, null);
}

/** The options of a source that flags give, or those of every run (null). */
export function valuesOf(
  known: readonly OptionFlag[],
  flags: CommandLine['flags'],
  source: string | null,
): OptionValues {
  const values = known.flatMap(({ name, option: { source: owner, property }, choice }) => {
    const value = flags[name];
    if (owner !== source || property === null || value === undefined) return [];
    if (choice === null) return [[property, value]];
    return value === true ? [[property, choice]] : [];
  });
  return Object.fromEntries(values);
}

/** The flags of a source that a command line gives. */
export interface SourceFlags {
  readonly kind: string;
  /** The options of the source that have a value. */
  readonly values: OptionValues;
  /** Whether the source was named by itself: `--live`, `--bundled`. */
  readonly isNamed: boolean;
}

/**
 * The flags of the source that the command line selects; null when it selects none.
 *
 * @throws UsageError for flags of several sources
 */
export function givenSource({ flags }: CommandLine): SourceFlags | null {
  const given = OPTION_FLAGS.filter(({ name, option }) => option.source !== null && (flags[name] ?? false) !== false);
  /** The selected sources, each with the first flag that selects it. */
  const selected = new Map<string, string>();
  for (const { name, option } of given) {
    if (option.source !== null && !selected.has(option.source)) selected.set(option.source, `--${name}`);
  }
  if (selected.size > 1) {
    throw new UsageError(`${[...selected.values()].join(' and ')} exclude each other: a schema has one source`);
  }
  const [kind] = selected.keys();
  if (kind === undefined) return null;
  const values = valuesOf(given, flags, kind);
  return { kind, values, isNamed: given.some(({ option }) => option.property === null) };
}
