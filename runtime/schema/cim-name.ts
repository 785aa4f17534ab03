/**
 * A character beyond ASCII that a name may have: DSP0004 5.1.2.6 allows all from U+0080 on. Names must be told apart by
 * eye, so spaces, control characters and all that is invisible are none of them.
 */
const BEYOND_ASCII = String.raw`[^\0-\x7f\u2800\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]`;

const FIRST = `(?:[A-Za-z_]|${BEYOND_ASCII})`;

/**
 * The one rule for the names of classes, properties, methods, parameters and qualifiers (DSP0004 5.1.2.6), in MOF,
 * object paths and WQL alike: a pattern for regular expressions with the flag `u` and without `i`.
 */
export const CIM_NAME: string = `${FIRST}(?:\\w|${BEYOND_ASCII})*`;

const WHOLE_NAME = new RegExp(`^${CIM_NAME}$`, 'u');
const NAMESPACE = new RegExp(`^${FIRST}(?:[\\w.-]|${BEYOND_ASCII})*$`, 'u');
const CHARACTER = new RegExp(BEYOND_ASCII, 'u');

/** True for a name as {@link CIM_NAME} describes it. */
export function isCimName(text: string): boolean {
  return WHOLE_NAME.test(text);
}

/** True for a character beyond ASCII that a name may have: one code point, also one of two UTF-16 units. */
export function isNameCharacter(character: string): boolean {
  return CHARACTER.test(character);
}

/** In characters: more than any server allows. Each name in a path is a namespace: work grows with its square. */
export const LONGEST_NAMESPACE = 1000;

/**
 * The one spelling of a namespace: names separated by `/`, without one at either end (`\\.\ROOT\CIMV2` → `ROOT/CIMV2`).
 * Letter case is kept; compare with {@link foldName}.
 *
 * @returns null when the text is not a namespace of this machine: empty, longer than {@link LONGEST_NAMESPACE}, or with
 * a computer name other than `.`.
 */
export function normalizeNamespace(text: string): string | null {
  if (text.length > LONGEST_NAMESPACE) return null;
  const path = text.trim().replaceAll('\\', '/');
  const local = path.replace(/^\/\/\.(?=\/)/, '');
  if (local.startsWith('//')) return null;
  const names = local.split('/').filter((name) => name !== '');
  return names.length > 0 && names.every((name) => NAMESPACE.test(name)) ? names.join('/') : null;
}

/** The form in which names are compared: letter case does not count in CIM names (DSP0004 5.1.2.6). */
export function foldName(name: string): string {
  return name.toLowerCase();
}

/** The identity of a class as text, such as the key of a map: equal for two spellings of one class. */
export function classKey(namespace: string, name: string): string {
  return foldName(`${namespace}:${name}`);
}
