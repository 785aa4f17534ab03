/**
 * Characters that are always escaped: those that end a string or a line, control characters, those that are not seen
 * or change the reading direction, and unpaired surrogates.
 */
const UNSAFE = /['\\\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Text of which nothing is escaped, as nearly all is. */
const SAFE = /^[ -&(-[\]-~]*$/;

/** The text as a string literal in single quotes. */
export function quote(text: string): string {
  return SAFE.test(text) ? `'${text}'` : `'${text.replace(UNSAFE, escapeCharacter)}'`;
}

function escapeCharacter(character: string): string {
  if (character === "'" || character === '\\') return `\\${character}`;
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  if (character === '\t') return '\\t';
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** The text as a key of an object literal. It must not be `__proto__`, which would set the prototype. */
export function propertyKey(text: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text) ? text : quote(text);
}

/**
 * An object literal as lines, between the texts before and after it. A single item stays on one line with the braces;
 * each of several items has its own line.
 *
 * @param before begins with the indent
 * @param items `key: value`; at least one
 */
export function objectLines(before: string, items: readonly string[], after: string, indent = ''): string {
  if (items.length === 1) return `${indent}${before}{ ${items[0]} }${after}\n`;
  const lines = items.map((item) => `${indent}  ${item},\n`).join('');
  return `${indent}${before}{\n${lines}${indent}}${after}\n`;
}
