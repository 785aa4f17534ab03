import { MiError } from './errors.js';
import { normalizeNamespace } from './schema/index.js';

/** @throws MiError INVALID_NAMESPACE with a way out, where the text is no namespace. */
export function namespaceOf(text: string): string {
  const namespace = normalizeNamespace(text);
  if (namespace !== null) return namespace;
  const [, computer, path] = /^[\\/]{2}([^\\/]+)[\\/]+(.+)$/.exec(text.trim()) ?? [];
  const reason =
    computer === undefined || path === undefined
      ? 'a namespace is names separated by "/", such as root/cimv2'
      : `it names a computer; open a session with { destination: "${computer}" } and use "${path.replaceAll('\\', '/')}"`;
  throw new MiError('INVALID_NAMESPACE', `invalid namespace "${text}": ${reason}`);
}
