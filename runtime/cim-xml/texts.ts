/** True for a text that begins as XML does: no other is worth a parser. */
export function beginsAsXml(text: string): boolean {
  return /^\uFEFF?\s*</.test(text);
}

/** How many texts of embedded instances may be in one another. Each one makes those inside it longer. */
export const DEEPEST_EMBEDDED_TEXT = 32;
