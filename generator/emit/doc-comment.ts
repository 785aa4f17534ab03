import {
  type CimParameter,
  effectiveQualifier,
  type Feature,
  findQualifier,
  type Qualified,
} from '../../runtime/schema/index.js';
import type { TypedElement } from '../plan/planned.js';

/** What a comment can tell about: a class, a method, or an element with a type and perhaps a default. */
type Documented = Qualified & Partial<Pick<CimParameter, 'type' | 'defaultValue'>>;

/**
 * What qualifiers tell a reader about an element, as paragraphs of a TSDoc comment.
 *
 * @param notes sentences about the element that come from no qualifier
 */
export function describe(feature: Feature<Documented>, notes: readonly string[] = []): string[] {
  const description = documentedText(feature, 'Description');
  const facts = [...notes, ...qualifierFacts(feature), ...defaultFact(feature.declaration)];
  return [
    ...(description === undefined ? [] : toParagraphs(description)),
    ...(facts.length === 0 ? [] : [facts.join(' ')]),
    ...deprecation(feature),
  ];
}

/** Tells the CIM name where the TypeScript member has another one. */
export function nameNote(what: string, name: string, member: string): string[] {
  return name === member ? [] : [`The CIM ${what} is named \`${name}\`.`];
}

/** Says what the bytes of a `Uint8Array` mean, since its type cannot. */
export function bytesNote({ type, map }: TypedElement): string[] {
  return map === null || type.kind !== 'octets' ? [] : [`Each byte is one of \`${map.identifier}\`.`];
}

/** Lists the values when none of them has a name. */
export function valuesNote({ unnamed }: TypedElement, label = 'Values'): string[] {
  // A range is code: one with an open end would run into the full stop.
  const values = unnamed.map((value) => (value.includes('..') ? `\`${value}\`` : value));
  return values.length === 0 ? [] : [`${label}: ${values.join(', ')}.`];
}

/** Qualifiers whose values matter to callers. Of each group, the first that is present is shown. */
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
    const text = qualifiers.map((name) => documentedText(feature, name)).find((value) => value !== undefined);
    return text === undefined ? [] : [`${label}: ${escapeText(text)}.`];
  });
}

/** The default that the declaration itself has. NULL, which all others have, and instances are not shown. */
function defaultFact({ type, defaultValue }: Documented): string[] {
  const items = [defaultValue ?? null].flat();
  if (items.some((item) => item === null || typeof item === 'object')) return [];
  const isText = type === 'string' || type === 'char16' || type === 'datetime' || type === 'reference';
  const texts = items.map((item) => (isText ? JSON.stringify(item) : String(item))).join(', ');
  return [`Default: ${escapeText(Array.isArray(defaultValue) ? `[${texts}]` : texts)}.`];
}

/** `Deprecated` names replacements, or says `No value`. */
function deprecation(feature: Feature): string[] {
  const value = effectiveQualifier(feature, 'Deprecated')?.value;
  if (value === undefined || value === null || value === false) return [];
  const items = Array.isArray(value) && !isOwn(feature, 'Deprecated') ? value.slice(0, MOST_ITEMS) : [value].flat();
  const texts = items.every((item) => typeof item === 'string') ? items : [];
  const replacements = texts.map(escapeText).filter((text) => text !== '' && text.toLowerCase() !== 'no value');
  if (replacements.length === 0) return ['@deprecated'];
  return [`@deprecated Use ${shownText(feature, 'Deprecated', replacements.join(', '))}.`];
}

/** How many items, and how much of a text, are repeated where many subclasses may redeclare the element. */
const MOST_ITEMS = 50;
const MOST_CHARACTERS = 4_000;

/** The text or number of a qualifier in effect; undefined where there is none, or it is empty. */
function documentedText(feature: Feature, name: string): string | undefined {
  const value = effectiveQualifier(feature, name)?.value;
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? shownText(feature, name, value) : undefined;
}

/** The text of a qualifier, which ends early where it is long and inherited. */
function shownText(feature: Feature, name: string, text: string): string {
  if (text.length <= MOST_CHARACTERS || isOwn(feature, name)) return text;
  const end = text.lastIndexOf(' ', MOST_CHARACTERS);
  return `${text.slice(0, end > 0 ? end : MOST_CHARACTERS)} …`;
}

function isOwn(feature: Feature, name: string): boolean {
  return findQualifier(feature.declaration, name) === effectiveQualifier(feature, name);
}

/** The maximum width of a line of a comment. */
const WIDTH = 100;

/**
 * A TSDoc comment as lines, indented.
 *
 * @param paragraphs texts in TSDoc, see {@link toParagraphs}; without any there is no comment
 */
export function docComment(paragraphs: readonly string[], indent: string): string[] {
  if (paragraphs.length === 0) return [];
  const lines = paragraphs.flatMap((paragraph, index) => {
    const wrapped = wrap(paragraph, WIDTH - indent.length - ' * '.length);
    return index === 0 ? wrapped : ['', ...wrapped];
  });
  const [only = ''] = lines;
  const single = `${indent}/** ${only} */`;
  if (lines.length === 1 && single.length <= WIDTH) return [single];
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`];
}

/**
 * The paragraphs of a text from a schema, with white space collapsed, and without anything that would end or structure
 * the comment.
 */
export function toParagraphs(text: string): string[] {
  return text
    .split(/[\n\v\f\r\u0085\u2028\u2029]+/)
    .map((line) => escapeText(line))
    .filter((line) => line !== '');
}

/**
 * What means something to TSDoc, or to the Markdown that editors show it as. TSDoc wants all of `<`, `>`, `{`, `}` and
 * `@` escaped, except `@` within a word. Markdown reads code, links, emphasis, entities, headings and fences; a
 * backslash escapes punctuation, and breaks a line at its end.
 */
const MARKUP = new RegExp(
  [
    /[<>{}`]/,
    /(?<![\p{L}\p{N}])@/u,
    /\\(?=[!-/:-@[-`{-~\s]|$)/,
    /\](?=[(:[])/,
    /(?<=\S)\*|\*(?=\S)|(?<=\*)\//,
    /(?<=[\p{L}\p{N}_])_(?=_{0,2}(?:[^\p{L}\p{N}_]|$))/u,
    /&(?=#?\w+;)/,
    /#(?=\s|$)/,
    /~(?=~)|(?<=~)~/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gu',
);

/** The characters of {@link MARKUP}, `/` aside, which stands behind another. Most texts hold none. */
const MARKUP_CHARACTERS = /[<>{}`@\\\]*_&#~]/;

/** One line of text from a schema, fit for a comment: an editor shows the text as it is. */
export function escapeText(text: string): string {
  const line = visibleCharacters(text).trim();
  return MARKUP_CHARACTERS.test(line) ? line.replace(MARKUP, '\\$&') : line;
}

/** The text with white space collapsed, and without characters that are not seen. */
function visibleCharacters(text: string): string {
  // Most texts are of ASCII alone, which is quickly told.
  if (/^[ -~]*$/.test(text)) return text.replace(/ {2,}/g, ' ');
  return (
    text
      // They can change the reading direction, and so make a comment look like code.
      .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
      .replace(/\p{Cs}/gu, '\ufffd')
      .replace(/[\s\p{Cc}]+/gu, ' ')
  );
}

/** Where a line may end: not in front of what would begin a list or a heading on the next line. */
const BREAK = / (?!(?:[-+=]+|\d{1,9}[.)])(?: |$))/;

function wrap(paragraph: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of paragraph.split(BREAK)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
