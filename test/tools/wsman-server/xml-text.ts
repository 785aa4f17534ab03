import { escapeAttribute, escapeContent } from '../../../runtime/xml/references.js';
import type { XmlElement } from '../../../runtime/xml/xml.js';
import { NAMESPACES, type Prefix } from './uris.js';

/** The attributes of an element to write. Those that are undefined are not there. */
export type Attributes = Readonly<Record<string, string | undefined>>;

/** The text of an element with this content, which is XML already. */
export function element(name: string, attributes: Attributes = {}, ...content: readonly string[]): string {
  const written = Object.entries(attributes).map(([attribute, value]) => {
    return value === undefined ? '' : ` ${attribute}="${escapeAttribute(value)}"`;
  });
  const inner = content.join('');
  return inner === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${inner}</${name}>`;
}

/** What becomes of the characters that XML forbids: Windows loses them, OMI writes references to them all the same. */
export type ForbiddenForm = 'lost' | 'referenced';

/** The text of an element that holds a text. */
export function textElement(
  name: string,
  text: string,
  attributes: Attributes = {},
  form: ForbiddenForm = 'lost',
): string {
  const content = escapeContent(text).replace(FORBIDDEN, (character) => {
    return form === 'lost' ? '?' : `&#${character.charCodeAt(0)};`;
  });
  return element(name, attributes, content);
}

const FORBIDDEN = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** Declarations of namespaces, for `element`. */
export function declare(...prefixes: readonly Prefix[]): Attributes {
  return Object.fromEntries(prefixes.map((prefix) => [`xmlns:${prefix}`, NAMESPACES[prefix]]));
}

/** The elements in an element. */
export function elementsOf(parent: XmlElement): readonly XmlElement[] {
  return parent.children.filter((child) => typeof child !== 'string');
}

/** The name without its prefix. */
export function localName({ name }: XmlElement): string {
  return name.slice(name.indexOf(':') + 1);
}

/** The first element of that local name in an element. */
export function child(parent: XmlElement | undefined, name: string): XmlElement | undefined {
  return parent && elementsOf(parent).find((each) => localName(each) === name);
}

/** All text directly in an element. */
export function textOf(parent: XmlElement | undefined): string {
  return parent?.children.filter((each) => typeof each === 'string').join('') ?? '';
}

/** The value of an attribute, by its local name and, where it has one, a namespace that any prefix may stand for. */
export function attribute(of: XmlElement, name: string): string | undefined {
  for (const [written, value] of of.attributes) {
    if (written === name || (written.endsWith(`:${name}`) && !written.startsWith('xmlns:'))) return value;
  }
  return undefined;
}
