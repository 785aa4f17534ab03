/**
 * The one spelling of a namespace: names separated by `/`, without one at either end (`\\.\ROOT\CIMV2` → `ROOT/CIMV2`).
 * Letter case is kept; compare with {@link foldName}.
 *
 * @returns null when the text is not a namespace of this machine: empty, or with a computer name other than `.`.
 */
export function normalizeNamespace(text: string): string | null {
  const path = text.trim().replaceAll('\\', '/');
  const local = path.replace(/^\/\/\.(?=\/)/, '');
  if (local.startsWith('//')) return null;
  const names = local.split('/').filter((name) => name !== '');
  return names.length > 0 && names.every((name) => /^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(name)) ? names.join('/') : null;
}

/** The form in which names are compared: letter case does not count in CIM names (DSP0004 5.1.2.6). */
export function foldName(name: string): string {
  return name.toLowerCase();
}

/** The identity of a class as text, such as the key of a map: equal for two spellings of one class. */
export function classKey(namespace: string, name: string): string {
  return foldName(`${namespace}:${name}`);
}
