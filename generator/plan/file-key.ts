/**
 * The same key for names that some file system takes for the same name: whatever their letter case (`σ`, `ς` and `Σ`;
 * `k` and the Kelvin sign; `ß` and `SS`) and composition (`é` as one character or two).
 */
export function fileKey(name: string): string {
  if (/^[ -~]*$/.test(name)) return name.toLowerCase();
  // Letter by letter: in a word, the lower case of a sigma depends on its place.
  const letters = Array.from(name.normalize('NFKC'), (letter) => letter.toLowerCase().toUpperCase().toLowerCase());
  return letters.join('').normalize('NFKC');
}
