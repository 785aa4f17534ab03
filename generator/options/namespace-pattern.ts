import { normalizeNamespace } from '../../runtime/schema/index.js';
import { failure } from '../diagnostics/index.js';
import type { OptionSpelling } from './option-spelling.js';

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
