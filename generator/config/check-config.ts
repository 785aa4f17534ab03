import { createDiagnostic, type Diagnostic, DiagnosticError, type Place } from '../diagnostics/index.js';
import { parseNamespacePattern } from '../options/namespace-pattern.js';
import {
  mistakeText,
  type OptionMistake,
  type OptionPath,
  type OptionTaker,
  optionMistakes,
  pathText,
  toValues,
} from '../options/option-mistakes.js';
import { LIBRARY_SPELLING } from '../options/option-table.js';
import type { Config, Target } from './config.js';
import type { ConfigText } from './config-text.js';

/** The options of `generate()` that a config does not take, each with the way out. */
export const REFUSED: Readonly<Record<string, string>> = {
  mode: 'use --check or --dry-run',
  'source.password': 'others can read a config: set the environment variable MI_PASSWORD',
};

const TARGET: OptionTaker = { refused: REFUSED, others: [], complete: false };
const CONFIG: OptionTaker = { ...TARGET, others: ['targets', '$schema'] };

/**
 * Checks the options that a config file holds.
 *
 * @throws DiagnosticError with all mistakes, each with its place where that is known
 */
export function assertConfig(value: unknown, text: ConfigText): asserts value is Config {
  const mistakes = configMistakes(value);
  throwErrors(
    mistakes.map((mistake) => diagnosticAt(text, mistake.path, `a config ${mistakeText(mistake)}`, mistake.help)),
  );
}

/** @throws DiagnosticError for texts that are no namespaces, and for one of several targets that has none */
export function checkNamespaces(config: Config, text: ConfigText): void {
  const without = (config.targets ?? []).flatMap(({ namespaces = config.namespaces ?? [] }, index) =>
    namespaces.length > 0 ? [] : [['targets', index]],
  );
  const help = 'for example namespaces: ["root/cimv2"]';
  throwErrors(without.map((path) => diagnosticAt(text, path, `${pathText(path)} names no namespaces`, help)));
  const holders: readonly (readonly [OptionPath, Target])[] = [
    [[], config],
    ...(config.targets ?? []).map((target, index) => [['targets', index], target] as const),
  ];
  throwErrors(
    holders.flatMap(([path, { namespaces = [] }]) =>
      namespaces.flatMap((namespace, index) => badNamespace(namespace, [...path, 'namespaces', index], text)),
    ),
  );
}

function badNamespace(namespace: string, path: OptionPath, text: ConfigText): readonly Diagnostic[] {
  try {
    parseNamespacePattern(namespace, LIBRARY_SPELLING);
    return [];
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return error.diagnostics.map(({ message, help }) => diagnosticAt(text, path, message, help));
  }
}

function diagnosticAt(text: ConfigText, path: OptionPath, message: string, help?: string): Diagnostic {
  const place = text.placeOf(path);
  const shown = place && (holdsSecret(path, place) ? withoutText(place) : place);
  return createDiagnostic('error', 'config-option', place ? message : `${text.file}: ${message}`, help, shown);
}

const SECRET = /pas+w|pwd|secret/i;

/** A password has no place in a config, and none in what a command prints. */
function holdsSecret(path: OptionPath, { sourceLine = '' }: Place): boolean {
  return SECRET.test(sourceLine) || path.some((name) => SECRET.test(String(name)));
}

function withoutText({ file, line, column, length }: Place): Place {
  return { file, line, column, length };
}

function throwErrors(diagnostics: readonly Diagnostic[]): void {
  if (diagnostics.length > 0) throw new DiagnosticError(diagnostics);
}

function configMistakes(config: unknown): readonly OptionMistake[] {
  const values = toValues(config);
  if (values === null) return [{ path: [], expected: 'an object of options' }];
  const { targets, $schema } = values;
  return [
    ...optionMistakes(values, CONFIG),
    ...($schema === undefined || typeof $schema === 'string' ? [] : [{ path: ['$schema'], expected: 'a string' }]),
    ...(targets === undefined ? [] : targetMistakes(targets)),
  ];
}

function targetMistakes(targets: unknown): readonly OptionMistake[] {
  if (!Array.isArray(targets) || targets.length === 0) {
    return [{ path: ['targets'], expected: 'an array of at least one target' }];
  }
  return targets.flatMap((target: unknown, index): readonly OptionMistake[] => {
    const values = toValues(target);
    if (values === null) return [{ path: ['targets', index], expected: 'an object of options' }];
    return optionMistakes(values, TARGET).map((each) => ({ ...each, path: ['targets', index, ...each.path] }));
  });
}
