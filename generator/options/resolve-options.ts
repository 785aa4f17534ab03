import { given } from '../../runtime/options.js';
import { failure } from '../diagnostics/index.js';
import type { GenerateOptions } from './generate-options.js';
import type { OptionValues } from './known-options.js';
import { type NamespacePattern, parseNamespacePattern } from './namespace-pattern.js';
import { NamespaceSpellings } from './namespace-spellings.js';
import { mistakeText, type OptionTaker, optionMistakes, toValues } from './option-mistakes.js';
import { DEFAULTS, type NamedOption, namedOption, OPTIONS, type OptionSpelling } from './option-table.js';

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

/** What the function `generate` takes. */
const GENERATE: OptionTaker = { refused: {}, others: ['onProgress'], complete: true };

function assertOptions(options: unknown): asserts options is GenerateOptions {
  const values = toValues(options) ?? {};
  const [mistake] = optionMistakes(values, GENERATE);
  if (mistake !== undefined) {
    const { help } = mistake;
    throw new TypeError(`generate() ${mistakeText(mistake)}${help === undefined ? '' : `; ${help}`}`);
  }
  if (values['onProgress'] !== undefined && typeof values['onProgress'] !== 'function') {
    throw new TypeError('generate() takes a function as onProgress');
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
