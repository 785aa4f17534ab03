import { foldName } from '../schema/index.js';
import { shown } from '../values/shown.js';
import type { XmlElement } from '../xml/xml.js';
import { XmlError } from '../xml/xml-error.js';

/** A text that is read. It says where something is wrong. */
export class Reading {
  readonly text: string;
  /** How many texts this one is embedded in. */
  readonly depth: number;
  /** Called with each class, property and the like, and the element that it is read from. */
  readonly onRead: (node: object, element: XmlElement) => void;

  constructor(text: string, depth = 0, onRead: Reading['onRead'] = () => {}) {
    this.text = text;
    this.depth = depth;
    this.onRead = onRead;
  }

  /** @throws XmlError always. */
  refuse({ offset }: XmlElement, reason: string): never {
    throw new XmlError(this.text, offset, reason);
  }

  /** @throws XmlError always: the child is none that its parent may have. */
  unexpected(child: XmlElement, parent: XmlElement): never {
    this.refuse(child, `<${child.name}> is not expected in <${parent.name}>`);
  }

  /**
   * The elements in an element.
   * @throws XmlError for a text between them.
   */
  elements(parent: XmlElement): readonly XmlElement[] {
    const elements: XmlElement[] = [];
    for (const child of parent.children) {
      if (typeof child !== 'string') elements.push(child);
      else if (child.trim() !== '') this.refuse(parent, `<${parent.name}> has the text ${shown(child.trim())} in it`);
    }
    return elements;
  }

  /** The only element in an element, or null when it is empty. */
  onlyElement(parent: XmlElement): XmlElement | null {
    const [first = null, second] = this.elements(parent);
    if (second !== undefined) this.refuse(second, `<${parent.name}> has more than one element in it`);
    return first;
  }

  /**
   * The text in an element, as it is.
   * @throws XmlError for an element in it.
   */
  content(element: XmlElement): string {
    const [text = ''] = element.children;
    if (typeof text === 'string' && element.children.length <= 1) return text;
    const inside = element.children.find((child) => typeof child !== 'string');
    return typeof inside === 'object' ? this.unexpected(inside, element) : this.refuse(element, 'text is expected');
  }

  /** @throws XmlError when the element does not have the attribute. */
  attribute(element: XmlElement, name: string): string {
    return element.attributes.get(name) ?? this.refuse(element, `<${element.name}> has no attribute ${name}`);
  }

  /** A boolean attribute. */
  flag(element: XmlElement, name: string, absent: boolean): boolean {
    const text = element.attributes.get(name);
    if (text === undefined) return absent;
    const value = FLAGS.get(foldName(text.trim()));
    return value ?? this.refuse(element, `the attribute ${name} is true or false, not ${shown(text)}`);
  }
}

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);
