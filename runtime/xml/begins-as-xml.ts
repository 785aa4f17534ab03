/** True for a text that begins as XML does: no other is worth a parser. */
export function beginsAsXml(text: string): boolean {
  return /^\uFEFF?\s*</.test(text);
}
