import { effectiveQualifier, type Feature, qualifierText, qualifierTexts } from '../model/index.js';
import type { TypedElement } from '../plan/planned.js';
import { escapeText, toParagraphs } from './doc-comment.js';

/**
 * The documentation of an element from its qualifiers, as paragraphs of a TSDoc comment.
 *
 * @param notes further sentences about the element
 */
export function describe(feature: Feature, notes: readonly string[] = []): string[] {
  const description = qualifierText(feature, 'Description');
  const facts = [...notes, ...qualifierFacts(feature)];
  return [
    ...(description === undefined ? [] : toParagraphs(description)),
    ...(facts.length === 0 ? [] : [facts.join(' ')]),
    ...deprecation(feature),
  ];
}

/** Says what the CIM name is when the TypeScript member has another name. */
export function nameNote(what: string, name: string, member: string): string[] {
  return name === member ? [] : [`The CIM ${what} is named \`${name}\`.`];
}

/** Names the map of the bytes of a `Uint8Array`, since its type cannot. */
export function bytesNote({ type, map }: TypedElement): string[] {
  return map === null || type.kind !== 'octets' ? [] : [`Each byte is one of \`${map.identifier}\`.`];
}

/** Lists the values of an element when none of them has a name. */
export function valuesNote({ unnamed }: TypedElement, label = 'Values'): string[] {
  // Ranges are code, since an open end would run into the full stop.
  const values = unnamed.map((value) => (value.includes('..') ? `\`${value}\`` : value));
  return values.length === 0 ? [] : [`${label}: ${values.join(', ')}.`];
}

/** Qualifiers whose values are documented. Of a group, the first one that is present counts. */
const FACTS: readonly (readonly [label: string, ...qualifiers: string[]])[] = [
  ['Units', 'Units', 'PUnit'],
  ['MinLen', 'MinLen'],
  ['MaxLen', 'MaxLen'],
  ['MinValue', 'MinValue'],
  ['MaxValue', 'MaxValue'],
  ['Version', 'Version'],
];

function qualifierFacts(feature: Feature): string[] {
  return FACTS.flatMap(([label, ...qualifiers]) => {
    const value = qualifiers.map((name) => effectiveQualifier(feature, name)?.value).find(isPlain);
    return value === undefined ? [] : [`${label}: ${escapeText(String(value))}.`];
  });
}

function isPlain(value: unknown): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && value.trim() !== '');
}

/** The value of `Deprecated` is the names of replacements, or `No value`. */
function deprecation(feature: Feature): string[] {
  const value = effectiveQualifier(feature, 'Deprecated')?.value;
  if (value === undefined || value === null || value === false) return [];
  const texts = qualifierTexts(feature, 'Deprecated') ?? (typeof value === 'string' ? [value] : []);
  const replacements = texts.map(escapeText).filter((text) => text !== '' && text.toLowerCase() !== 'no value');
  return [replacements.length === 0 ? '@deprecated' : `@deprecated Use ${replacements.join(', ')}.`];
}
