import { normalizeNamespace } from '../../runtime/schema/index.js';
import { failure } from '../diagnostics/index.js';

/** A namespace, or with `/**` all namespaces below it, too. */
export interface NamespacePattern {
  readonly namespace: string;
  readonly deep: boolean;
}

/** @throws DiagnosticError for a text that is no namespace */
export function parsePattern(text: string): NamespacePattern {
  const [, base = '', stars] = /^(.*?)([\\/]\*\*)?$/.exec(text) ?? [];
  const namespace = normalizeNamespace(base);
  if (namespace !== null) return { namespace, deep: stars !== undefined };
  const [, computer] = /^[\\/]{2}([^\\/]+)[\\/]/.exec(text) ?? [];
  const help =
    computer === undefined
      ? 'a namespace is names separated by "/", for example root/cimv2'
      : `to read from another computer: --destination ${computer}`;
  throw failure('bad-namespace', `"${text}" is not a namespace`, help);
}
