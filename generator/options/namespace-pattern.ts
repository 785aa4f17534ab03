import { type CimSchema, foldName, normalizeNamespace } from '../../runtime/schema/index.js';
import { failure, suggestion } from '../diagnostics/index.js';
import type { OptionSpelling } from './option-table.js';

/** A namespace; with `/**` at its end, also all namespaces below it. */
export interface NamespacePattern {
  readonly namespace: string;
  readonly deep: boolean;
}

/** @throws DiagnosticError for a text that is no namespace */
export function parseNamespacePattern(text: string, spelling: OptionSpelling): NamespacePattern {
  const [, name = '', stars] = /^(.*?)([\\/]\*\*)?$/.exec(text) ?? [];
  const namespace = normalizeNamespace(name);
  if (namespace !== null) return { namespace, deep: stars !== undefined };
  const [, computer] = /^[\\/]{2}([^\\/]+)[\\/]/.exec(text) ?? [];
  const help =
    computer === undefined
      ? 'a namespace is names separated by "/", for example root/cimv2'
      : `to read from another computer: ${spelling.name('source.live.destination')} ${computer}`;
  throw failure('bad-namespace', `"${text}" is not a namespace`, help);
}

/**
 * The namespaces of a schema that match patterns. One that is given without `/**` is included even if it has no
 * classes.
 */
export function matchingNamespaces(patterns: readonly NamespacePattern[], schema: CimSchema): readonly string[] {
  const declared = new Map<string, string>();
  for (const { namespace } of schema.classes) {
    if (!declared.has(foldName(namespace))) declared.set(foldName(namespace), namespace);
  }
  return distinctNamespaces(
    patterns.flatMap(({ namespace, deep }) => {
      if (!deep) return [namespace];
      const below = [...declared.values()].filter((name) => isBelow(name, namespace));
      return declared.has(foldName(namespace)) || below.length === 0 ? [namespace, ...below] : below;
    }),
  );
}

export function isBelow(namespace: string, parent: string): boolean {
  return foldName(namespace).startsWith(`${foldName(parent)}/`);
}

/** The namespaces without repetitions, each in its first spelling. */
export function distinctNamespaces(namespaces: readonly string[]): readonly string[] {
  const byName = new Map<string, string>();
  for (const namespace of namespaces) {
    if (!byName.has(foldName(namespace))) byName.set(foldName(namespace), namespace);
  }
  return [...byName.values()];
}

/** `did you mean "root/cimv2"?` for `cimv2` and for misspelt names; undefined when no namespace is similar. */
export function suggestNamespace(namespace: string, known: readonly string[]): string | undefined {
  const whole = known.find((name) => isBelow(name, 'root') && foldName(name).endsWith(`/${foldName(namespace)}`));
  return whole === undefined ? suggestion(namespace, known) : `did you mean "${whole}"?`;
}
