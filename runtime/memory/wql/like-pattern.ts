/** A unit of a pattern: a test of one character, or `%`. */
type Unit = ((character: string) => boolean) | typeof ANY_TEXT;

const ANY_TEXT = '%';

/**
 * The test that a pattern of LIKE describes: `%` is any text, `_` any character, `[a-f]` and `[^abc]` are sets of
 * characters. Letter case does not count.
 * @returns null when a `[` has no `]`.
 */
export function likeTest(pattern: string): ((text: string) => boolean) | null {
  const units = readUnits([...pattern.toLowerCase()]);
  return units && ((text) => matches(units, [...text.toLowerCase()]));
}

function readUnits(pattern: readonly string[]): readonly Unit[] | null {
  const units: Unit[] = [];
  for (let index = 0; index < pattern.length; index++) {
    const written = pattern[index] as string;
    if (written === '[') {
      const end = setEnd(pattern, index);
      if (end === null) return null;
      units.push(characterSet(pattern.slice(index + 1, end)));
      index = end;
    } else if (written === '%') units.push(ANY_TEXT);
    else units.push(written === '_' ? () => true : (character) => character === written);
  }
  return units;
}

/** The index of the `]` that ends a set; null when there is none. A `]` at the beginning of a set belongs to it. */
function setEnd(pattern: readonly string[], start: number): number | null {
  const first = pattern[start + 1] === '^' ? start + 2 : start + 1;
  const end = pattern.indexOf(']', first + 1);
  return end < 0 ? null : end;
}

function characterSet(written: readonly string[]): (character: string) => boolean {
  const negated = written[0] === '^';
  const members = negated ? written.slice(1) : written;
  return (character) => isMember(character, members) !== negated;
}

function isMember(character: string, members: readonly string[]): boolean {
  for (let index = 0; index < members.length; index++) {
    const from = members[index] as string;
    const to = members[index + 1] === '-' ? members[index + 2] : undefined;
    if (to === undefined ? character === from : character >= from && character <= to) return true;
    if (to !== undefined) index += 2;
  }
  return false;
}

/** Steps back to the last `%` only, so the time grows with the product of the two lengths at most. */
function matches(units: readonly Unit[], text: readonly string[]): boolean {
  let unit = 0;
  let at = 0;
  let retry: { readonly unit: number; at: number } | null = null;
  while (at < text.length) {
    const test = units[unit];
    if (test === ANY_TEXT) {
      retry = { unit: ++unit, at };
    } else if (test?.(text[at] as string)) {
      unit++;
      at++;
    } else if (retry !== null) {
      unit = retry.unit;
      at = ++retry.at;
    } else return false;
  }
  return units.slice(unit).every((rest) => rest === ANY_TEXT);
}
