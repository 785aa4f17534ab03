import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { shown, thrownText } from '../values/shown.js';
import { beginsAsXml } from './begins-as-xml.js';
import { decodeReferences, forbiddenCharacter } from './references.js';
import { XmlError } from './xml-error.js';
import { DECLARATION, DOCTYPE, endOf, PLAIN_NAME, QUALIFIED_NAME, SPACES } from './xml-patterns.js';
import { scanTags, type XmlLimits } from './xml-scan.js';

/** An element of an XML document. */
export interface XmlElement {
  /** As it is written, with its prefix. */
  readonly name: string;
  /** The namespace of the name; empty for none. */
  readonly namespace: string;
  /** By names as they are written. References are replaced. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Elements, and texts between them. References are replaced, and CDATA sections are texts. */
  readonly children: readonly (XmlElement | string)[];
  /** Where its tag begins in the text, in UTF-16 units. */
  readonly offset: number;
}

/**
 * Reads an XML document (XML 1.0, Namespaces in XML 1.0). fast-xml-parser takes it apart; what that lets through
 * although it is not well-formed is refused here.
 *
 * In two things this is no XML. MI and OMI write control characters, which XML forbids, as references such as `&#8;`:
 * they are read. A DOCTYPE with declarations in it is refused, so that no entity is ever expanded; one that names a
 * file is passed over, and nothing is fetched.
 *
 * @param text the document, without a byte order mark. The encoding that it declares does not count.
 * @returns the root.
 * @throws XmlError for what is no XML, and beyond the limits.
 */
export function parseXml(text: string, limits: XmlLimits = {}): XmlElement {
  if (!beginsAsXml(text)) {
    throw new XmlError(text, 0, text.trim() === '' ? 'the text is empty' : 'the text is no XML: that begins with <');
  }
  return new XmlReader(text, scanTags(text, limits)).read();
}

const TEXT = '#text';
const CDATA = '#cdata';
const COMMENT = '#comment';
const ATTRIBUTES = ':@';

/** A node of fast-xml-parser: the nodes in it, or its text, under its name. */
interface ParsedNode {
  readonly [ATTRIBUTES]?: Readonly<Record<string, string>>;
  readonly [name: string]: unknown;
}

/** Where the node stands in the text; it is known of elements and processing instructions. */
interface ParsedPlace {
  readonly startIndex: number;
  readonly endIndex: number;
}

/** The key of the place. */
const PLACE = XMLParser.getMetaDataSymbol() as unknown as keyof ParsedNode;

const PARSER = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  captureMetaData: true,
  jPath: false,
  // The depth has been checked.
  maxNestedTags: Number.POSITIVE_INFINITY,
  cdataPropName: CDATA,
  commentPropName: COMMENT,
  onDangerousProperty: (name) => name,
});

const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';

/** The namespaces that prefixes stand for in an element. The empty prefix is that of elements without one. */
interface Scope {
  readonly declared: ReadonlyMap<string, string>;
  readonly outer: Scope | null;
}

const OUTERMOST: Scope = {
  declared: new Map([
    ['', ''],
    ['xml', XML_NAMESPACE],
  ]),
  outer: null,
};

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

class XmlReader {
  readonly #text: string;
  /** The innermost element that is open at the end. */
  readonly #open: number | null;

  constructor(text: string, open: number | null) {
    this.#text = text;
    this.#open = open;
  }

  read(): XmlElement {
    const nodes = this.#parse();
    const roots = nodes.filter((node) => isElement(nameOf(node)));
    const [root, second] = roots.map((node) => ({ node, place: placeOf(node) }));
    if (root === undefined) this.#refuse(0, 'the text is no XML: it has no element');
    if (second !== undefined) this.#refuse(second.place.startIndex, 'a second root: a document has one');
    for (const node of nodes) if (node !== root.node) this.#checkAside(node, 0);
    this.#checkOutside(0, root.place.startIndex, true);
    this.#checkOutside(root.place.endIndex, this.#text.length, false);
    return this.#element(root.node, root.place.startIndex, OUTERMOST);
  }

  /** What fast-xml-parser makes of the text. */
  #parse(): readonly ParsedNode[] {
    const forbidden = forbiddenCharacter(this.#text);
    if (forbidden !== -1) {
      this.#refuse(forbidden, `the character ${codeOf(this.#text, forbidden)} is none that XML may hold`);
    }
    const valid = XMLValidator.validate(this.#text);
    if (valid !== true) {
      const { msg, line, col } = valid.err;
      // It says that with a list of all elements that are open.
      if (msg.startsWith("Invalid '[")) this.#refuse(this.#open ?? 0, 'this element has no end');
      this.#refuse(offsetOf(this.#text, line, col), sentence(msg));
    }
    try {
      return PARSER.parse(this.#text) as readonly ParsedNode[];
    } catch (error) {
      const message = thrownText(error);
      const reserved = /Invalid name: "(\w+)"/.exec(message)?.[1];
      if (reserved === undefined) this.#refuse(this.#text.lastIndexOf('<'), sentence(message));
      const [element, attribute] = [`<${reserved}(?=[\\s/>])`, `\\s${reserved}\\s*=`];
      const place = Math.max(this.#text.search(new RegExp(element)), this.#text.search(new RegExp(attribute)));
      this.#refuse(place + 1, `nothing can be named ${reserved}: in JavaScript that means something else`);
    }
  }

  /** Refuses what may not stand outside of the root. */
  #checkOutside(start: number, end: number, isProlog: boolean): void {
    const text = this.#text;
    let at = isProlog ? endOf(DECLARATION, text, start) : start;
    let mayHaveDoctype = isProlog;
    while (at < end) {
      at = endOf(SPACES, text, at);
      if (at >= end) return;
      const doctype = mayHaveDoctype ? endOf(DOCTYPE, text, at) : at;
      if (doctype > at) {
        mayHaveDoctype = false;
        at = doctype;
      } else if (text.startsWith('<!--', at)) at = text.indexOf('-->', at + 4) + 3;
      else if (text.startsWith('<?', at)) at = text.indexOf('?>', at) + 2;
      else this.#refuse(at, 'this may not stand outside of the root');
    }
  }

  #element(node: ParsedNode, offset: number, outer: Scope): XmlElement {
    const name = nameOf(node);
    if (!QUALIFIED_NAME.test(name)) this.#refuse(offset, `${shown(name)} is no name of an element`);
    const raw = node[ATTRIBUTES];
    // Most elements have none.
    const attributes = raw === undefined ? NO_ATTRIBUTES : this.#attributes(raw, offset);
    const scope = raw === undefined ? outer : this.#scope(attributes, outer, offset);
    if (raw !== undefined) this.#checkAttributes(attributes, scope, offset);
    const namespace = this.#namespaceOf(name, scope, offset);
    return { name, namespace, attributes, children: this.#children(node[name] as ParsedNode[], scope, offset), offset };
  }

  #attributes(raw: Readonly<Record<string, string>>, offset: number): ReadonlyMap<string, string> {
    return new Map(Object.entries(raw).map(([name, value]) => [name, this.#attribute(name, value, offset)]));
  }

  #children(nodes: readonly ParsedNode[], scope: Scope, parent: number): readonly (XmlElement | string)[] {
    const children: (XmlElement | string)[] = [];
    const addText = (text: string): void => {
      const before = children.at(-1);
      if (typeof before === 'string') children[children.length - 1] = before + text;
      else children.push(text);
    };
    for (const node of nodes) {
      const name = nameOf(node);
      if (name === TEXT) addText(this.#content(String(node[TEXT]), parent));
      else if (name === CDATA) addText(textIn(node, CDATA));
      else if (isElement(name)) children.push(this.#element(node, placeOf(node).startIndex, scope));
      else this.#checkAside(node, parent);
    }
    return children;
  }

  #content(text: string, parent: number): string {
    if (text.includes(']]>')) this.#refuse(this.#find(']]>', parent), 'in a text, ]]> is written ]]&gt;');
    return decodeReferences(text, (reason, reference) => this.#refuse(this.#find(reference, parent), reason));
  }

  #attribute(name: string, value: string, parent: number): string {
    if (value.includes('<')) this.#refuse(parent, `the attribute ${name} has a <: that is written &lt;`);
    const normalized = value.replace(/[\t\n]/g, ' ');
    return decodeReferences(normalized, (reason, reference) => this.#refuse(this.#find(reference, parent), reason));
  }

  /** Where something stands in an element, whose texts have no places of their own. */
  #find(part: string, parent: number): number {
    return Math.max(this.#text.indexOf(part, parent), parent);
  }

  /** Comments and processing instructions mean nothing, but must be well-formed. */
  #checkAside(node: ParsedNode, parent: number): void {
    const name = nameOf(node);
    if (name === COMMENT) {
      const comment = textIn(node, COMMENT);
      if (!/--|-$/.test(comment)) return;
      this.#refuse(this.#find(`<!--${comment}`, parent), 'a comment has a --: it ends with the first one');
    } else if (name.startsWith('?')) {
      const { startIndex } = placeOf(node);
      const target = name.slice(1);
      const isDeclaration = target === 'xml' && startIndex === 0;
      if (isDeclaration ? endOf(DECLARATION, this.#text, 0) > 0 : isTarget(target)) return;
      this.#refuse(startIndex, `<${name} is no XML declaration, and no processing instruction`);
    }
  }

  /** The scope in an element: what its `xmlns` attributes declare, and what is declared outside. */
  #scope(attributes: ReadonlyMap<string, string>, outer: Scope, offset: number): Scope {
    const declared = new Map<string, string>();
    for (const [name, namespace] of attributes) {
      const [first = '', prefix] = name.split(':');
      if (first !== 'xmlns') continue;
      const isXml = namespace === XML_NAMESPACE;
      if (prefix === 'xmlns' || namespace === XMLNS_NAMESPACE || isXml !== (prefix === 'xml')) {
        this.#refuse(offset, `${name}="${namespace}" declares a namespace that XML has for itself`);
      }
      if (prefix !== undefined && namespace === '') this.#refuse(offset, `${name} declares no namespace`);
      declared.set(prefix ?? '', namespace);
    }
    return declared.size === 0 ? outer : { declared, outer };
  }

  #checkAttributes(attributes: ReadonlyMap<string, string>, scope: Scope, offset: number): void {
    const seen = new Set<string>();
    for (const name of attributes.keys()) {
      if (!QUALIFIED_NAME.test(name)) this.#refuse(offset, `${shown(name)} is no name of an attribute`);
      if (!name.includes(':') || name.startsWith('xmlns:')) continue;
      const expanded = `${this.#namespaceOf(name, scope, offset)} ${name.slice(name.indexOf(':') + 1)}`;
      if (seen.has(expanded)) this.#refuse(offset, `the element has the attribute ${name} twice`);
      seen.add(expanded);
    }
  }

  #namespaceOf(name: string, scope: Scope, offset: number): string {
    const prefix = name.slice(0, Math.max(0, name.indexOf(':')));
    for (let at: Scope | null = scope; at !== null; at = at.outer) {
      const namespace = at.declared.get(prefix);
      if (namespace !== undefined) return namespace;
    }
    return this.#refuse(offset, `the prefix of ${name} stands for no namespace`);
  }

  #refuse(offset: number, reason: string): never {
    throw new XmlError(this.#text, offset, reason);
  }
}

function nameOf(node: ParsedNode): string {
  for (const name in node) if (name !== ATTRIBUTES) return name;
  return '';
}

function placeOf(node: ParsedNode): ParsedPlace {
  return node[PLACE] as ParsedPlace;
}

function isElement(name: string): boolean {
  return !name.startsWith('#') && !name.startsWith('?');
}

/** The text of a comment, or of a CDATA section. */
function textIn(node: ParsedNode, name: typeof CDATA | typeof COMMENT): string {
  const [text] = node[name] as readonly ParsedNode[];
  return String(text?.[TEXT] ?? '');
}

function isTarget(name: string): boolean {
  return PLAIN_NAME.test(name) && name.toLowerCase() !== 'xml';
}

function offsetOf(text: string, line: number, column: number): number {
  const lines = /\r\n|[\r\n]/g;
  for (let count = 1; count < line; count += 1) lines.exec(text);
  return Math.min(lines.lastIndex + Math.max((column || 1) - 1, 0), text.length);
}

/** A message of fast-xml-parser as a reason. */
function sentence(message: string): string {
  return `the text is no well-formed XML: ${message.replace(/\.$/, '')}`;
}

function codeOf(text: string, offset: number): string {
  return `U+${text.charCodeAt(offset).toString(16).toUpperCase().padStart(4, '0')}`;
}
