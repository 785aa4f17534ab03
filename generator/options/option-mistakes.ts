import { nearestName } from '../../runtime/nearest-name.js';
import { given } from '../../runtime/options.js';
import { isTexts, type OptionValues } from './known-options.js';
import { type NamedOption, namedOption, OPTIONS, type OptionRow } from './option-table.js';

/** The names and indices that lead to an option: `['targets', 1, 'source', 'mof']`. */
export type OptionPath = readonly (string | number)[];

/** An option that is not taken where it stands, or has a value of a wrong type. */
export interface OptionMistake {
  readonly path: OptionPath;
  /** What is taken: `an array of strings`; null for an option that is not taken. */
  readonly expected: string | null;
  /** Under which condition it is not taken, for the end of the sentence. */
  readonly where?: string;
  /** The way out: `did you mean "mof"?` */
  readonly help?: string;
}

/** Who takes the options of the option table: a function, or a config file. */
export interface OptionTaker {
  /** Options that it does not take, each with the way out: `source.password`. */
  readonly refused: Readonly<Record<string, string>>;
  /** What it takes beside the options of the table, and checks by itself. */
  readonly others: readonly string[];
  /** Whether required options must be there. */
  readonly complete: boolean;
}

/** What is wrong, without the one who takes the options: `takes no source.mfo`, `takes a string as out`. */
export function mistakeText({ path, expected, where = '' }: OptionMistake): string {
  if (expected === null) return `takes no ${pathText(path)}${where}`;
  return path.length === 0 ? `takes ${expected}` : `takes ${expected} as ${pathText(path)}`;
}

/** A path as it is written in JavaScript: `targets[1].source.mof`. */
export function pathText(path: OptionPath): string {
  const text = path.map((name) => (typeof name === 'number' ? `[${name}]` : `.${name}`)).join('');
  return text.replace(/^\./, '');
}

/** The properties of a value; null for a value that is no object, or an array. */
export function toValues(value: unknown): OptionValues | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}

/** Finds all mistakes in options that no compiler has checked. An option that is undefined counts as absent. */
export function optionMistakes(values: OptionValues, taker: OptionTaker): readonly OptionMistake[] {
  const ofEveryRun = OPTIONS.filter(({ source }) => source === null);
  const { source } = values;
  return [
    ...unknownOptions([], values, [...propertiesOf(ofEveryRun), 'source', ...taker.others], taker),
    ...wrongValues([], values, ofEveryRun, taker),
    ...(source === undefined ? [] : sourceMistakes(source, taker)),
  ];
}

function sourceMistakes(source: unknown, taker: OptionTaker): readonly OptionMistake[] {
  const kinds = new Set(OPTIONS.flatMap((option) => option.source ?? []));
  const values = toValues(source);
  if (values === null) {
    const help = typeof source === 'string' && kinds.has(source) ? { help: `write { kind: '${source}' }` } : {};
    return [{ path: ['source'], expected: 'an object', ...help }];
  }
  const { kind, ...properties } = values;
  if (typeof kind !== 'string' || !kinds.has(kind)) {
    return [{ path: ['source', 'kind'], expected: `one of ${[...kinds].join(', ')}` }];
  }
  const options = OPTIONS.filter((option) => option.source === kind);
  const where = ` where source.kind is ${kind}`;
  return [
    ...unknownOptions(['source'], properties, propertiesOf(options), taker, where),
    ...wrongValues(['source'], properties, options, taker),
  ];
}

function propertiesOf(options: readonly NamedOption[]): string[] {
  return options.flatMap(({ property }) => property ?? []);
}

function unknownOptions(
  parent: OptionPath,
  values: OptionValues,
  properties: readonly string[],
  { refused }: OptionTaker,
  where = '',
): OptionMistake[] {
  const wayOut = (name: string) => refused[pathText([...parent, name])];
  const known = properties.filter((name) => wayOut(name) === undefined);
  const unknown = Object.keys(given(values)).filter((name) => !known.includes(name));
  return unknown.map((name) => {
    const path = [...parent, name];
    const instead = wayOut(name) ?? (parent.length === 0 ? placeInSource(name) : null);
    if (instead !== null) return { path, expected: null, help: instead };
    const meant = optionOfFlag(name, known) ?? nearestName(name, known);
    return { path, expected: null, where, ...(meant === null ? {} : { help: `did you mean "${meant}"?` }) };
  });
}

/** How to write what belongs into the source; null for any other name. */
function placeInSource(name: string): string | null {
  const option = OPTIONS.find(({ source, property }) => source !== null && (property === name || source === name));
  if (option === undefined) return null;
  const { source, row } = option;
  const needed = row.needs === undefined ? [] : [namedOption(row.needs)];
  const written = (name === source ? [] : [...needed, option]).flatMap(({ property, row: { type } }) =>
    property === null ? [] : [`, ${property}: ${type === 'list' ? '[...]' : '...'}`],
  );
  return `write source: { kind: '${source}'${written.join('')} }`;
}

/** The option that has this name as a flag of the command line: `classes` for `class`. */
function optionOfFlag(name: string, known: readonly string[]): string | null {
  const property = OPTIONS.find(({ row }) => row.flag === name)?.property ?? null;
  return property !== null && known.includes(property) ? property : null;
}

function wrongValues(
  parent: OptionPath,
  values: OptionValues,
  options: readonly NamedOption[],
  { complete, refused }: OptionTaker,
): OptionMistake[] {
  return options.flatMap(({ property, row }) => {
    const path = [...parent, property ?? ''];
    if (property === null || refused[pathText(path)] !== undefined) return [];
    const value = values[property];
    if (value === undefined && !(row.required && complete)) return [];
    const expected = expectedInstead(value, row);
    if (expected === null) return [];
    const help = row.type === 'list' && typeof value === 'string' ? { help: `write [${JSON.stringify(value)}]` } : {};
    return [{ path, expected, ...help }];
  });
}

/** What an option takes, when the value is something else; null when the value is right. */
function expectedInstead(value: unknown, row: OptionRow): string | null {
  switch (row.type) {
    case 'flag':
      return typeof value === 'boolean' ? null : 'true or false';
    case 'text':
      return typeof value === 'string' ? unlessNul([value]) : 'a string';
    case 'list':
      return isTexts(value) ? unlessNul(value) : 'an array of strings';
    case 'choice':
      return typeof value === 'string' && Object.hasOwn(row.choices, value)
        ? null
        : `one of ${Object.keys(row.choices).join(', ')}`;
  }
}

/** No name of a file, user or computer has a NUL, and what reads them would end there or throw. */
function unlessNul(texts: readonly string[]): string | null {
  return texts.some((text) => text.includes('\0')) ? 'text without NUL characters' : null;
}
