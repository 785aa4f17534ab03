import { type Diagnostic, DiagnosticError, failure } from '../diagnostics/index.js';
import { suggestNamespace } from '../options/namespace-pattern.js';
import type { SchemaIndex } from './schema-index.js';

/**
 * @param found what has been found so far: it may say why there is no class
 * @throws DiagnosticError for the first namespace in which the schema declares no class
 */
export function checkNamespacesExist(
  index: SchemaIndex,
  namespaces: readonly string[],
  found: readonly Diagnostic[],
): void {
  for (const namespace of namespaces) {
    if (index.classesIn(namespace).length > 0) continue;
    const declared = index.namespaces();
    const message =
      declared.length === 0
        ? 'the schema declares no class'
        : `the schema declares no class in ${namespace}; it has classes in ${declared.join(', ')}`;
    const { diagnostics } = failure('empty-namespace', message, suggestNamespace(namespace, declared));
    throw new DiagnosticError([...found, ...diagnostics]);
  }
}
