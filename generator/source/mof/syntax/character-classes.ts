import { isNameCharacter } from '../../../../runtime/schema/index.js';

const NO_BREAK_SPACE = 0xa0;
const BYTE_ORDER_MARK = 0xfeff;

/** Classes of characters: what a character can begin or continue. */
export const OTHER = 0;
export const SPACE = 1;
export const LETTER = 2;
export const DIGIT = 3;
export const PUNCTUATION = 4;

/** NUL and Ctrl-Z are spaces: old DOS files end with them. */
const ASCII_CLASSES = classify([
  [SPACE, ' \t\r\n\v\f\0\x1a'],
  [LETTER, '_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'],
  [DIGIT, '0123456789'],
  [PUNCTUATION, '{}()[],;:='],
]);

function classify(groups: readonly (readonly [number, string])[]): Uint8Array {
  const classes = new Uint8Array(128);
  for (const [group, characters] of groups) {
    for (const character of characters) classes[character.charCodeAt(0)] = group;
  }
  return classes;
}

/** The class of the character at an offset. Beyond ASCII, all that may stand in a name is a letter. */
export function classAt(text: string, offset: number): number {
  // Once it was asked for a character behind the end, V8 runs charCodeAt much slower.
  if (offset >= text.length) return OTHER;
  const code = text.charCodeAt(offset);
  return code < 128 ? (ASCII_CLASSES[code] ?? OTHER) : classBeyondAscii(text, offset, code);
}

function classBeyondAscii(text: string, offset: number, code: number): number {
  if (code === NO_BREAK_SPACE || code === BYTE_ORDER_MARK) return SPACE;
  // The second unit of a character is of the class of the first one.
  const start = isLowSurrogate(code) && offset > 0 ? offset - 1 : offset;
  return isNameCharacter(String.fromCodePoint(text.codePointAt(start) ?? 0)) ? LETTER : OTHER;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}

/** Whether a character of the class may stand in a name behind the first one. */
export function isPartOfName(group: number): boolean {
  return group === LETTER || group === DIGIT;
}
