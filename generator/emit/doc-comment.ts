import type { CimParameter, SchemaValue } from '../../runtime/schema/index.js';
import { type EffectiveQualifiers, type QualifierName, qualifierSet } from '../model/index.js';
import type { TypedElement } from '../plan/planned.js';

/** An element with a type, and perhaps a default. */
type Declared = Partial<Pick<CimParameter, 'type' | 'defaultValue'>>;

/**
 * What qualifiers tell a reader about an element, as paragraphs of a TSDoc comment.
 *
 * @param notes sentences about the element that come from no qualifier
 * @param declaration of a property or a parameter
 */
export function describe(
  qualifiers: EffectiveQualifiers,
  notes: readonly string[] = [],
  declaration: Declared = {},
): string[] {
  const { type, defaultValue = null } = declaration;
  const description = documentedText(qualifiers, 'Description');
  const paragraphs = description === undefined ? [] : toParagraphs(description);
  // Most elements have only a description.
  if (notes.length === 0 && defaultValue === null && !qualifiers.hasAny(BESIDE_DESCRIPTION)) return paragraphs;
  const facts = notes.concat(qualifierFacts(qualifiers));
  if (defaultValue !== null) facts.push(...defaultFact(type, defaultValue));
  if (facts.length > 0) paragraphs.push(facts.join(' '));
  const deprecated = deprecation(qualifiers);
  if (deprecated !== null) paragraphs.push(deprecated);
  return paragraphs;
}

/** An element with its CIM name and its TypeScript member. */
interface NamedElement extends TypedElement {
  readonly name: string;
  readonly member: string;
}

/** What neither the member of an element nor its type can say. */
export function elementNotes(what: string, element: NamedElement): string[] {
  const { name, member, type, map, unnamed } = element;
  const notes: string[] = [];
  if (name !== member) notes.push(nameNote(what, name));
  if (map !== null && type.kind === 'octets') notes.push(`Each byte is one of \`${map.identifier}\`.`);
  if (unnamed.length > 0) notes.push(valuesNote('Values', unnamed));
  return notes;
}

/** Tells the CIM name where the TypeScript member has another one. */
export function nameNote(what: string, name: string): string {
  return `The CIM ${what} is named \`${name}\`.`;
}

/** Lists the values of an element when none of them has a name. */
export function valuesNote(label: string, unnamed: readonly string[]): string {
  // A range is code: one with an open end would run into the full stop.
  const values = unnamed.map((value) => (value.includes('..') ? `\`${value}\`` : value));
  return `${label}: ${values.join(', ')}.`;
}

const NONE: readonly string[] = [];

/** Qualifiers whose values matter to callers. */
const FACTS = ['MinLen', 'MaxLen', 'MinValue', 'MaxValue', 'Version'] as const;
const ANY_FACT = qualifierSet(['Units', 'PUnit', ...FACTS]);
const BESIDE_DESCRIPTION = ANY_FACT | qualifierSet(['Deprecated']);

function qualifierFacts(qualifiers: EffectiveQualifiers): readonly string[] {
  if (!qualifiers.hasAny(ANY_FACT)) return NONE;
  const facts: string[] = [];
  const units = documentedText(qualifiers, 'Units') ?? documentedText(qualifiers, 'PUnit');
  if (units !== undefined) facts.push(`Units: ${escapeText(units)}.`);
  for (const name of FACTS) {
    const text = documentedText(qualifiers, name);
    if (text !== undefined) facts.push(`${name}: ${escapeText(text)}.`);
  }
  return facts;
}

/** The default that the declaration itself has. NULL, which all others have, and instances are not shown. */
function defaultFact(type: Declared['type'], defaultValue: SchemaValue): string[] {
  const items = [defaultValue].flat();
  if (items.some((item) => item === null || typeof item === 'object')) return [];
  const isText = type === 'string' || type === 'char16' || type === 'datetime' || type === 'reference';
  const texts = items.map((item) => (isText ? JSON.stringify(item) : String(item))).join(', ');
  return [`Default: ${escapeText(Array.isArray(defaultValue) ? `[${texts}]` : texts)}.`];
}

/** `Deprecated` names replacements, or says `No value`. */
function deprecation(qualifiers: EffectiveQualifiers): string | null {
  const value = qualifiers.value('Deprecated');
  if (value === undefined || value === null || value === false) return null;
  const items = Array.isArray(value) && !qualifiers.isOwn('Deprecated') ? value.slice(0, MOST_ITEMS) : [value].flat();
  const texts = items.every((item) => typeof item === 'string') ? items : [];
  const replacements = texts.map(escapeText).filter((text) => text !== '' && text.toLowerCase() !== 'no value');
  if (replacements.length === 0) return '@deprecated';
  return `@deprecated Use ${shownText(qualifiers, 'Deprecated', replacements.join(', '))}.`;
}

/** How many items, and how much of a text, are repeated where many subclasses may redeclare the element. */
const MOST_ITEMS = 50;
const MOST_CHARACTERS = 4_000;

/** The text or number of a qualifier in effect; undefined where there is none, or it is empty. */
function documentedText(qualifiers: EffectiveQualifiers, name: QualifierName): string | undefined {
  const value = qualifiers.value(name);
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? shownText(qualifiers, name, value) : undefined;
}

/** The text of a qualifier, which ends early where it is long and inherited. */
function shownText(qualifiers: EffectiveQualifiers, name: QualifierName, text: string): string {
  if (text.length <= MOST_CHARACTERS || qualifiers.isOwn(name)) return text;
  const end = text.lastIndexOf(' ', MOST_CHARACTERS);
  return `${text.slice(0, end > 0 ? end : MOST_CHARACTERS)} …`;
}

/** The maximum width of a line of a comment. */
const WIDTH = 100;

/**
 * A TSDoc comment, indented, with the line end after it.
 *
 * @param paragraphs texts in TSDoc, see {@link toParagraphs}; without any there is no comment
 */
export function docComment(paragraphs: readonly string[], indent: string): string {
  const first = paragraphs[0];
  if (first === undefined) return '';
  if (paragraphs.length === 1 && `${indent}/**  */`.length + first.length <= WIDTH) return `${indent}/** ${first} */\n`;
  let lines = wrap(first, `${indent} * `);
  for (let index = 1; index < paragraphs.length; index++) {
    lines += `${indent} *\n${wrap(paragraphs[index] ?? '', `${indent} * `)}`;
  }
  return `${indent}/**\n${lines}${indent} */\n`;
}

/**
 * The paragraphs of a text from a schema, with white space collapsed, and without anything that would end or structure
 * the comment.
 */
export function toParagraphs(text: string): string[] {
  if (PLAIN.test(text)) {
    const line = collapsed(text);
    return line === '' ? [] : [line];
  }
  const lines = text.split(/[\n\v\f\r\u0085\u2028\u2029]+/).map((line) => escapeText(line));
  return lines.filter((line) => line !== '');
}

/**
 * What means something to TSDoc, or to the Markdown that editors show it as. TSDoc wants all of `<`, `>`, `{`, `}` and
 * `@` escaped, except `@` within a word. Markdown reads code, links, emphasis, entities, headings and fences; a
 * backslash escapes punctuation, and breaks a line at its end.
 *
 * Each alternative begins with the character itself: what stands around it is looked at only where there is one.
 */
const MARKUP = new RegExp(
  [
    /[<>{}`]/,
    /@(?<![\p{L}\p{N}]@)/u,
    /\\(?=[!-/:-@[-`{-~\s]|$)/,
    /\](?=[(:[])/,
    /\*(?:(?<=\S\*)|(?=\S))/,
    /\/(?<=\*\/)/,
    /_(?<=[\p{L}\p{N}_]_)(?=_{0,2}(?:[^\p{L}\p{N}_]|$))/u,
    /&(?=#?\w+;)/,
    /#(?=\s|$)/,
    /~(?:(?=~)|(?<=~~))/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gu',
);

/**
 * ASCII text without the characters of {@link MARKUP}, `/` aside, which stands behind another; and without line ends.
 * Most texts are so, which is quickly told.
 */
const PLAIN = /^[ !"$%'-)+-;=?A-Z[^a-z|]*$/;

/** One line of text from a schema, fit for a comment: an editor shows the text as it is. */
export function escapeText(text: string): string {
  return PLAIN.test(text) ? collapsed(text) : visibleCharacters(text).trim().replace(MARKUP, '\\$&');
}

/** The text with white space collapsed, and without characters that are not seen. */
function visibleCharacters(text: string): string {
  if (/^[ -~]*$/.test(text)) return collapsed(text);
  return (
    text
      // They can change the reading direction, and so make a comment look like code.
      .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
      .replace(/\p{Cs}/gu, '\ufffd')
      .replace(/[\s\p{Cc}]+/gu, ' ')
  );
}

/** ASCII text with spaces collapsed. */
function collapsed(text: string): string {
  return (text.includes('  ') ? text.replace(/ {2,}/g, ' ') : text).trim();
}

/** What would begin a list or a heading where it begins a line. */
const MARKER = /(?:[-+=]+|\d{1,9}[.)])(?: |$)/y;

/** The lines of a paragraph, as full as they can be, each behind the margin. */
function wrap(paragraph: string, margin: string): string {
  const width = WIDTH - margin.length;
  let lines = '';
  let start = 0;
  while (paragraph.length - start > width) {
    const end = lineEnd(paragraph, start, width);
    if (end < 0) break;
    lines += `${margin}${paragraph.slice(start, end)}\n`;
    start = end + 1;
  }
  return `${lines}${margin}${paragraph.slice(start)}\n`;
}

/** The space where a line ends: the last one in its width, or else the first one behind; -1 where there is none. */
function lineEnd(paragraph: string, start: number, width: number): number {
  let end = paragraph.lastIndexOf(' ', start + width);
  while (end > start && !isBreak(paragraph, end)) end = paragraph.lastIndexOf(' ', end - 1);
  if (end > start) return end;
  end = paragraph.indexOf(' ', start + width + 1);
  while (end >= 0 && !isBreak(paragraph, end)) end = paragraph.indexOf(' ', end + 1);
  return end;
}

function isBreak(paragraph: string, space: number): boolean {
  MARKER.lastIndex = space + 1;
  return !MARKER.test(paragraph);
}
