import { randomUUID } from 'node:crypto';
import { parseXml, type XmlElement } from '../../../../runtime/xml/xml.js';
import type { WsmanServer } from '../../../tools/wsman-server/server.js';

/** What DMTF's classes begin with. */
export const CIM = 'http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/';
/** The class schema. */
export const SCHEMA = 'http://schemas.dmtf.org/wbem/cim-xml/2/cim-schema/2/*';
export const TRANSFER = 'http://schemas.xmlsoap.org/ws/2004/09/transfer';
export const ENUMERATION = 'http://schemas.xmlsoap.org/ws/2004/09/enumeration';
export const EVENTING = 'http://schemas.xmlsoap.org/ws/2004/08/eventing';
export const WQL = 'http://schemas.microsoft.com/wbem/wsman/1/WQL';
export const ASSOCIATION = 'http://schemas.dmtf.org/wbem/wsman/1/cimbinding/associationFilter';
export const ANONYMOUS = 'http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous';

/** Parts of a request, most of which most requests do not need. */
export interface RequestParts {
  readonly action: string;
  /** Default: all classes of DMTF's form. */
  readonly resourceUri?: string;
  /** `__cimnamespace` is root/test where nothing else is said. */
  readonly selectors?: Readonly<Record<string, string>>;
  readonly options?: Readonly<Record<string, string>>;
  /** Further headers, as XML. */
  readonly headers?: string;
  /** The content of the body, as XML. */
  readonly body?: string;
  /** A header to leave out. */
  readonly without?: 'MessageID' | 'ReplyTo' | 'Action';
}

/** The namespaces that requests declare. */
const NAMESPACES = Object.entries({
  s: 'http://www.w3.org/2003/05/soap-envelope',
  a: 'http://schemas.xmlsoap.org/ws/2004/08/addressing',
  n: ENUMERATION,
  x: TRANSFER,
  e: EVENTING,
  w: 'http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd',
  b: 'http://schemas.dmtf.org/wbem/wsman/1/cimbinding.xsd',
  xsi: 'http://www.w3.org/2001/XMLSchema-instance',
})
  .map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`)
  .join(' ');

/** The body of a request for more items: one where no number is given. */
export function pullBody(context: string, most?: number): string {
  const number = most === undefined ? '' : `<n:MaxElements>${most}</n:MaxElements>`;
  return `<n:Pull><n:EnumerationContext>${context}</n:EnumerationContext>${number}</n:Pull>`;
}

/** An envelope as Windows' own client writes it. */
export function envelope(parts: RequestParts): string {
  const { action, resourceUri = `${CIM}*`, selectors = {}, options = {}, headers = '', body = '', without } = parts;
  const selected = Object.entries({ __cimnamespace: 'root/test', ...selectors }).map(([name, text]) => {
    return `<w:Selector Name="${name}">${text}</w:Selector>`;
  });
  const all: Readonly<Record<string, string>> = {
    To: '<a:To>http://127.0.0.1/wsman</a:To>',
    ResourceURI: `<w:ResourceURI s:mustUnderstand="true">${resourceUri}</w:ResourceURI>`,
    ReplyTo: `<a:ReplyTo><a:Address s:mustUnderstand="true">${ANONYMOUS}</a:Address></a:ReplyTo>`,
    Action: `<a:Action s:mustUnderstand="true">${action}</a:Action>`,
    MessageID: `<a:MessageID>uuid:${randomUUID().toUpperCase()}</a:MessageID>`,
    Locale: '<w:Locale xml:lang="en-US" s:mustUnderstand="false"/>',
    SelectorSet: `<w:SelectorSet>${selected.join('')}</w:SelectorSet>`,
    OptionSet: `<w:OptionSet>${Object.entries(options)
      .map(([name, text]) => `<w:Option Name="${name}">${text}</w:Option>`)
      .join('')}</w:OptionSet>`,
  };
  const written = Object.entries(all).flatMap(([name, xml]) => (name === without ? [] : [xml]));
  return (
    `<s:Envelope ${NAMESPACES}>` +
    `<s:Header>${written.join('')}${headers}</s:Header><s:Body>${body}</s:Body></s:Envelope>`
  );
}

/** An answer. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Posts a text to the server. */
export async function post(
  server: WsmanServer,
  text: string | Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  const type = { 'Content-Type': 'application/soap+xml;charset=UTF-8' };
  const response = await fetch(server.url, { method: 'POST', body: text, headers: { ...type, ...headers } });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** Posts an envelope, and gives what stands in the body of the answer. */
export async function ask(server: WsmanServer, parts: RequestParts): Promise<string> {
  return bodyOf((await post(server, envelope(parts))).text);
}

/** What stands in the body of an envelope, which must be well-formed. */
export function bodyOf(text: string): string {
  parseXml(text);
  return /<s:Body\/?>(?:(.*)<\/s:Body>)?/s.exec(text)?.[1] ?? '';
}

/** The texts of all elements of a local name, wherever they are. */
export function textsOf(xml: string, name: string): readonly string[] {
  return [...find(parseXml(`<root ${PREFIXES}>${xml}</root>`), name)].map((each) => {
    return each.children.filter((child) => typeof child === 'string').join('');
  });
}

/** The prefixes that a piece of an answer may have, which its envelope declares. */
const PREFIXES = 's a n e x w p'
  .split(' ')
  .map((prefix) => `xmlns:${prefix}="urn:${prefix}"`)
  .join(' ');

function* find(element: XmlElement, name: string): Iterable<XmlElement> {
  if (element.name.split(':').at(-1) === name) yield element;
  for (const child of element.children) if (typeof child !== 'string') yield* find(child, name);
}

/** What a fault says: its subcode, and Windows' number or the status of CIM. */
export function faultOf(xml: string): string {
  const subcode = textsOf(xml, 'Value').at(-1);
  const number = /WSManFault[^>]* Code="(\d+)"/.exec(xml)?.[1] ?? `CIM ${textsOf(xml, 'CIMStatusCode')[0]}`;
  return `${subcode} ${number}`;
}
