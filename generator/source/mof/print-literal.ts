import type { CimType } from '../../../runtime/schema/index.js';

const ESCAPES: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  "'": "\\'",
  '\\': '\\\\',
};

/** Control characters, quotes, and unpaired surrogates, which no encoding can represent. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must be escaped.
const SPECIAL = /[\0-\x1f"\\\x7f]|\p{Surrogate}/gu;

export function printString(text: string): string {
  return `"${text.replace(SPECIAL, escaped)}"`;
}

export function printChar(character: string): string {
  return `'${character === "'" ? "\\'" : character.replace(SPECIAL, escaped)}'`;
}

function escaped(character: string): string {
  return ESCAPES[character] ?? `\\x${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Prints a number. A real always has a decimal point, so that it is read as a real where no type is known. */
export function printNumber(value: number, type: CimType | null): string {
  const real = type === 'real32' || type === 'real64' || !Number.isSafeInteger(value);
  const digits = String(value);
  if (!real || digits.includes('.')) return digits;
  return digits.replace(/^-?\d+/, (whole) => `${whole}.0`);
}
