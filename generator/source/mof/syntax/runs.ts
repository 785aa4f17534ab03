// Runs of characters that a token or the space between two consists of. Where one ends, a regular expression finds
// faster than a loop over its characters.

/** The part of a string that stands for itself. */
export const PLAIN_TEXT: RegExp = /[^"\\\r\n]*/y;

/** Spaces, as far as they are the usual ones. */
export const BLANKS: RegExp = /[ \t\r\n]*/y;

/** The rest of a name, as far as it is ASCII. */
export const NAME: RegExp = /\w*/y;

/** What stands between two items of a list. */
export const COMMA: RegExp = /[ \t\r\n]*,[ \t\r\n]*/y;

export const LINE: RegExp = /[^\r\n]*/y;

/** Where a match ends; 0 where there is none. */
export function endOfMatch(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  pattern.test(text);
  return pattern.lastIndex;
}
