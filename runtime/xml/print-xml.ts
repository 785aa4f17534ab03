import { shown } from '../values/shown.js';
import { escapeAttribute, escapeContent, forbiddenCharacter } from './references.js';
import { QUALIFIED_NAME } from './xml-patterns.js';

/** An element to print. */
export interface XmlNode {
  readonly name: string;
  /** Those that are undefined are not there. */
  readonly attributes: Readonly<Record<string, string | undefined>>;
  /** Elements, or one text. */
  readonly children: readonly XmlNode[] | string;
}

/** Makes an element. */
export function xmlNode(
  name: string,
  attributes: XmlNode['attributes'] = {},
  children: XmlNode['children'] = [],
): XmlNode {
  return { name, attributes, children };
}

type EscapeText = (text: string) => string;

/**
 * Prints an element.
 * @param indent what each level is indented by, each element on a line of its own; null for one line without blanks.
 * @param escapeText makes a text the content of an element.
 * @throws RangeError for a character that XML cannot hold, with whose it is, and for what is no name of an element.
 */
export function printXml(node: XmlNode, indent: string | null, escapeText: EscapeText = escapeContent): string {
  const parts: string[] = [];
  write(node, null, indent === null ? null : { indent, line: '\n' }, { parts, escapeText });
  return parts.join('');
}

interface Layout {
  readonly indent: string;
  /** A line end, and what the line after it begins with. */
  readonly line: string;
}

interface Printing {
  readonly parts: string[];
  readonly escapeText: EscapeText;
}

/** @param outer the names of the elements that it is in, for errors. */
function write(
  { name, attributes, children }: XmlNode,
  outer: string | null,
  layout: Layout | null,
  printing: Printing,
): void {
  const { parts, escapeText } = printing;
  const named = attributes['NAME'];
  const holder = named === undefined ? outer : outer === null ? named : `${outer}.${named}`;
  if (!QUALIFIED_NAME.test(name)) throw new RangeError(`${shown(name)} is no name of an element`);
  parts.push('<', name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== undefined) parts.push(' ', attribute, '="', escapeAttribute(checked(value, holder)), '"');
  }
  if (children.length === 0 && typeof children !== 'string') {
    parts.push('/>');
    return;
  }
  parts.push('>');
  if (typeof children === 'string') parts.push(escapeText(checked(children, holder)));
  else {
    const inner = layout === null ? null : { ...layout, line: layout.line + layout.indent };
    for (const child of children) {
      if (inner !== null) parts.push(inner.line);
      write(child, holder, inner, printing);
    }
    if (layout !== null) parts.push(layout.line);
  }
  parts.push('</', name, '>');
}

function checked(text: string, holder: string | null): string {
  const forbidden = forbiddenCharacter(text);
  if (forbidden === -1) return text;
  const code = text.charCodeAt(forbidden).toString(16).toUpperCase().padStart(4, '0');
  throw new RangeError(`${holder ?? 'the text'} has the character U+${code}, which XML cannot hold`);
}
