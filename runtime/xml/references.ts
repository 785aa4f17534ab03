/** The entities that every XML document has. */
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['apos', "'"],
  ['quot', '"'],
]);

const LAST_CHARACTER = 0x10ffff;

/**
 * Replaces the references in a text: `&lt;`, `&#8;`, `&#x41;`. One to a character that XML forbids is replaced, too: so
 * MI writes a char16.
 * @param refuse called for a reference to nothing.
 */
export function decodeReferences(text: string, refuse: (reason: string, reference: string) => never): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d+)|#x([\da-fA-F]+)|([^&;]*))(;?)/g, (reference, decimal, hex, name, end) => {
    const character = name === undefined ? characterOf(Number(decimal ?? `0x${hex}`)) : ENTITIES.get(name);
    if (character !== undefined && end !== '') return character;
    return refuse(`${shownReference(reference)} refers to nothing: a character & is written &amp;`, reference);
  });
}

function characterOf(code: number): string | undefined {
  return code <= LAST_CHARACTER ? String.fromCodePoint(code) : undefined;
}

const SHOWN_LENGTH = 20;

function shownReference(reference: string): string {
  return reference.length > SHOWN_LENGTH ? `${reference.slice(0, SHOWN_LENGTH)}…` : reference;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  ' ': '&#32;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** A text as the content of an element. A line end would be read as LF, whatever it is. */
export function escapeContent(text: string): string {
  return text.replace(/[&<>\r]/g, (character) => ESCAPES[character] ?? character);
}

/** The same for a reader that drops blanks at the ends, as OpenPegasus does: the outermost of them are references. */
export function escapeContentWithBlanks(text: string): string {
  return escapeContent(text).replace(/^[ \t\n]|[ \t\n]$/g, (character) => ESCAPES[character] ?? character);
}

/** A text as the value of an attribute, in double quotes. White space in it would be read as blanks. */
export function escapeAttribute(text: string): string {
  return text.replace(/[&<>"\t\n\r]/g, (character) => ESCAPES[character] ?? character);
}

/** Where a text has a character that XML cannot hold; -1 when it has none. */
export function forbiddenCharacter(text: string): number {
  return text.search(FORBIDDEN);
}

/** All but `Char` of XML 1.0, single surrogates among them. */
const FORBIDDEN = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
