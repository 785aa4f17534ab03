import { type CimSchema, foldName } from '../../runtime/schema/index.js';
import type { NamespacePattern } from '../options/namespace-pattern.js';

/** The namespaces of a schema that patterns stand for. One that is named outright is there even without classes. */
export function matchingNamespaces(patterns: readonly NamespacePattern[], schema: CimSchema): readonly string[] {
  const declared = new Map(schema.classes.map(({ namespace }) => [foldName(namespace), namespace]));
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

/** The namespaces without repetitions, each as it is spelled first. */
export function distinctNamespaces(namespaces: readonly string[]): readonly string[] {
  const byName = new Map<string, string>();
  for (const namespace of namespaces) {
    if (!byName.has(foldName(namespace))) byName.set(foldName(namespace), namespace);
  }
  return [...byName.values()];
}
