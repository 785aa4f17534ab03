const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  '"': '"',
  "'": "'",
  '\\': '\\',
};

const HEX_ESCAPE = /[xX]([0-9a-fA-F]{1,4})/y;

/**
 * The text of a string or character literal, without its quotes.
 * `stringChar`, `char16Value`: `\b \t \n \f \r \" \' \\` and `\x` with up to four hexadecimal digits.
 * In an unknown escape both characters are kept: the backslash was probably meant as one.
 */
export function readText(text: string, start: number, end: number, unknownEscape: (offset: number) => void): string {
  // Search only in the literal: the rest of the file may be long.
  const literal = text.slice(start, end);
  let next = literal.indexOf('\\');
  if (next < 0) return literal;
  const parts: string[] = [];
  let from = 0;
  while (next >= 0) {
    parts.push(literal.slice(from, next));
    const known = readEscape(literal, next);
    if (known === null) unknownEscape(start + next);
    parts.push(known?.value ?? literal.slice(next, next + 2));
    from = known?.end ?? next + 2;
    next = literal.indexOf('\\', from);
  }
  parts.push(literal.slice(from));
  return parts.join('');
}

function readEscape(text: string, backslash: number): { value: string; end: number } | null {
  const plain = ESCAPES[text[backslash + 1] ?? ''];
  if (plain !== undefined) return { value: plain, end: backslash + 2 };
  HEX_ESCAPE.lastIndex = backslash + 1;
  const digits = HEX_ESCAPE.exec(text)?.[1];
  if (digits === undefined) return null;
  return { value: String.fromCharCode(Number.parseInt(digits, 16)), end: backslash + 2 + digits.length };
}
