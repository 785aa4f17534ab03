import { given } from '../../runtime/options.js';
import { failure } from '../diagnostics/index.js';
import type { GenerateOptions } from './generate-options.js';
import { isTexts, type OptionValues, refuseUnknown } from './known-options.js';
import { type NamespacePattern, parseNamespacePattern } from './namespace-pattern.js';
import { NamespaceSpellings } from './namespace-spellings.js';
import {
  DEFAULTS,
  type NamedOption,
  namedOption,
  OPTIONS,
  type OptionRow,
  type OptionSpelling,
} from './option-table.js';

/** The checked options of a run: defaults are filled in, namespaces are parsed. */
export interface GenerateSettings
  extends Required<Omit<GenerateOptions, 'namespaces' | 'onProgress'>>,
    Pick<GenerateOptions, 'onProgress'> {
  /** At least one. */
  readonly namespaces: readonly [NamespacePattern, ...NamespacePattern[]];
  readonly spelling: OptionSpelling;
}

/**
 * Checks the options of a run, and fills in what was left out.
 *
 * @param options from JavaScript, a command line or a config file: no compiler has checked them
 * @throws TypeError for a value of a wrong type
 * @throws DiagnosticError for a text that is no namespace, and for an option without another one that it needs
 */
export function resolveOptions(options: unknown, spelling: OptionSpelling): GenerateSettings {
  assertOptions(options);
  checkNeeds(options, spelling);
  const { namespaces, ...rest } = options;
  const spellings = new NamespaceSpellings();
  const [first, ...others] = namespaces.map((text) => {
    const { namespace, deep } = parseNamespacePattern(text, spelling);
    return { namespace: spellings.spell(namespace), deep };
  });
  if (first === undefined) throw failure('no-namespace', 'a namespace is needed, for example root/cimv2');
  return { ...DEFAULTS, ...given(rest), namespaces: [first, ...others], spelling };
}

/** Options of earlier versions, and what replaces them. */
const REPLACED: Readonly<Record<string, string>> = {
  mof: "source: { kind: 'files', mof: [...] }",
  includeDirs: "source: { kind: 'files', mof: [...], includeDirs: [...] }",
  bundled: "source: { kind: 'bundled' }",
  live: "source: { kind: 'live', ... }",
};

function assertOptions(options: unknown): asserts options is GenerateOptions {
  const values = toValues(options) ?? {};
  for (const [name, instead] of Object.entries(REPLACED)) {
    if (values[name] !== undefined) throw new TypeError(`generate() takes no ${name}: write ${instead}`);
  }
  const ofEveryRun = OPTIONS.filter(({ source }) => source === null);
  refuseUnknown('generate()', '', values, [...propertiesOf(ofEveryRun), 'source', 'onProgress']);
  for (const option of ofEveryRun) checkValue(option, values, '');
  if (values['source'] !== undefined) assertSource(values['source']);
  if (values['onProgress'] !== undefined && typeof values['onProgress'] !== 'function') {
    throw new TypeError('generate() takes a function as onProgress');
  }
}

function assertSource(source: unknown): void {
  const values = toValues(source);
  if (values === null) throw new TypeError('generate() takes an object as source');
  const kinds = new Set(OPTIONS.flatMap((option) => option.source ?? []));
  const { kind, ...properties } = values;
  if (typeof kind !== 'string' || !kinds.has(kind)) {
    throw new TypeError(`generate() takes one of ${[...kinds].join(', ')} as source.kind`);
  }
  const options = OPTIONS.filter((option) => option.source === kind);
  refuseUnknown('generate()', 'source.', properties, propertiesOf(options), ` where source.kind is ${kind}`);
  for (const option of options) checkValue(option, values, 'source.');
}

function propertiesOf(options: readonly NamedOption[]): string[] {
  return options.flatMap(({ property }) => property ?? []);
}

function toValues(value: unknown): OptionValues | null {
  return typeof value === 'object' && value !== null ? { ...value } : null;
}

function checkValue({ property, row }: NamedOption, values: OptionValues, prefix: string): void {
  if (property === null) return;
  const value = values[property];
  if (value === undefined && !row.required) return;
  const expected = expectedInstead(value, row);
  if (expected !== null) throw new TypeError(`generate() takes ${expected} as ${prefix}${property}`);
}

/** What an option takes, when the value is something else; null when the value is right. */
function expectedInstead(value: unknown, row: OptionRow): string | null {
  switch (row.type) {
    case 'flag':
      return typeof value === 'boolean' ? null : 'true or false';
    case 'text':
      return typeof value === 'string' ? null : 'a string';
    case 'list':
      return isTexts(value) ? null : 'an array of strings';
    case 'choice':
      return typeof value === 'string' && Object.hasOwn(row.choices, value)
        ? null
        : `one of ${Object.keys(row.choices).join(', ')}`;
  }
}

function checkNeeds(options: GenerateOptions, spelling: OptionSpelling): void {
  for (const option of OPTIONS) {
    const { needs } = option.row;
    if (needs === undefined || !isGiven(option, options) || isGiven(namedOption(needs), options)) continue;
    throw failure('option-needs-option', `${spelling.name(option.name)} needs ${spelling.name(needs)}`);
  }
  const { source } = options;
  if (source?.kind === 'files' && source.mof === undefined && source.cimXml === undefined) {
    const [mof, cimXml] = [spelling.name('source.files.mof'), spelling.name('source.files.cimXml')];
    throw failure('option-needs-option', `a schema in files needs ${mof} or ${cimXml}`);
  }
}

function isGiven({ source, property }: NamedOption, options: GenerateOptions): boolean {
  if (property === null || (source !== null && source !== options.source?.kind)) return false;
  const values: OptionValues = { ...(source === null ? options : options.source) };
  return values[property] !== undefined;
}
