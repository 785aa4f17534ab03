import type { XmlElement } from '../xml/xml.js';

/**
 * The namespaces of messages, by the prefixes that are sent. No prefix begins with another: OpenPegasus compares only
 * as many letters as a prefix has. For the same reason, all are declared on the root, and nowhere else.
 */
export const NAMESPACES = {
  s: 'http://www.w3.org/2003/05/soap-envelope',
  a: 'http://schemas.xmlsoap.org/ws/2004/08/addressing',
  w: 'http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd',
  p: 'http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd',
  n: 'http://schemas.xmlsoap.org/ws/2004/09/enumeration',
  e: 'http://schemas.xmlsoap.org/ws/2004/08/eventing',
  b: 'http://schemas.dmtf.org/wbem/wsman/1/cimbinding.xsd',
  i: 'http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd',
  cim: 'http://schemas.dmtf.org/wbem/wscim/1/common',
  xsi: 'http://www.w3.org/2001/XMLSchema-instance',
} as const;

export const ANONYMOUS = 'http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous';

/** What a message asks for. */
export const ACTIONS = {
  get: 'http://schemas.xmlsoap.org/ws/2004/09/transfer/Get',
  put: 'http://schemas.xmlsoap.org/ws/2004/09/transfer/Put',
  create: 'http://schemas.xmlsoap.org/ws/2004/09/transfer/Create',
  delete: 'http://schemas.xmlsoap.org/ws/2004/09/transfer/Delete',
  enumerate: 'http://schemas.xmlsoap.org/ws/2004/09/enumeration/Enumerate',
  pull: 'http://schemas.xmlsoap.org/ws/2004/09/enumeration/Pull',
  release: 'http://schemas.xmlsoap.org/ws/2004/09/enumeration/Release',
  subscribe: 'http://schemas.xmlsoap.org/ws/2004/08/eventing/Subscribe',
  unsubscribe: 'http://schemas.xmlsoap.org/ws/2004/08/eventing/Unsubscribe',
} as const;

/** What the message says that is no event, but tells that the server is there (DSP0226 10.2.5). */
export const HEARTBEAT = 'http://schemas.dmtf.org/wbem/wsman/1/wsman/Heartbeat';
/** The bookmark of all events that the server has kept (DSP0226 10.2.6). */
export const EARLIEST = 'http://schemas.dmtf.org/wbem/wsman/1/wsman/bookmark/earliest';
/** The namespace of what a server tells and asks a client while it carries out an operation (MS-WSMV 2.2.4.47). */
export const INTERACTIVE = 'http://schemas.microsoft.com/wbem/wsman/1/cim/interactive.xsd';

/** The dialects of filters. */
export const DIALECTS = {
  wql: 'http://schemas.microsoft.com/wbem/wsman/1/WQL',
  cql: 'http://schemas.dmtf.org/wbem/cql/1/dsp0202.pdf',
  association: 'http://schemas.dmtf.org/wbem/wsman/1/cimbinding/associationFilter',
} as const;

/** What the resource URI of each class begins with (DSP0230): Windows' own client names all classes in this way. */
export const CLASS_URI = 'http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/';
/** Queries and associations are asked of all classes. */
export const ALL_CLASSES_URI = 'http://schemas.dmtf.org/wbem/wscim/1/*';
/** The schema of a class is asked for as CIM-XML (MS-WSMV 3.1.4.1.38). */
export const CLASS_SCHEMA_URI = 'http://schemas.dmtf.org/wbem/cim-xml/2/cim-schema/2/*';

/** The selector that holds the namespace of CIM. */
export const NAMESPACE_SELECTOR = '__cimnamespace';

/** The name of an element without its prefix. Servers do not agree on all namespaces of XML. */
export function localName({ name }: XmlElement): string {
  return name.slice(name.indexOf(':') + 1);
}

/** True for a part of a message. An object of a class may be called so, too: its namespace ends with its name. */
export function isPart(element: XmlElement, name: string): boolean {
  return localName(element) === name && !element.namespace.endsWith(`/${name}`);
}

/** The elements in an element. Texts between them mean nothing. */
export function childElements({ children }: XmlElement): readonly XmlElement[] {
  return children.filter((child): child is XmlElement => typeof child !== 'string');
}

/** The first element of that name in an element. */
export function childNamed(parent: XmlElement, name: string): XmlElement | undefined {
  return childElements(parent).find((child) => localName(child) === name);
}

/** The text in an element, without those of elements in it. */
export function textOf({ children }: XmlElement): string {
  return children.length === 1 && typeof children[0] === 'string'
    ? children[0]
    : children.filter((child) => typeof child === 'string').join('');
}

/** The value of an attribute, by its name without prefix. */
export function attributeOf({ attributes }: XmlElement, name: string): string | undefined {
  if (attributes.size === 0) return undefined;
  for (const [written, value] of attributes) {
    if (written === name || (written.endsWith(name) && written.at(-name.length - 1) === ':')) return value;
  }
  return undefined;
}
