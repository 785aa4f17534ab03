import { randomUUID } from 'node:crypto';
import { printXml, type XmlNode, xmlNode } from '../xml/print-xml.js';
import { escapeContentWithBlanks } from '../xml/references.js';
import { ANONYMOUS, NAMESPACES } from './wire-names.js';

/** An option of `w:OptionSet`. */
export interface WireOption {
  readonly name: string;
  /** A type of XML Schema: `xs:boolean`. Windows' own client does not declare the prefix either. */
  readonly type: string;
  readonly value: string;
  /** The request fails where the server does not know the option. */
  readonly mustComply?: boolean;
}

/** What marks the messages of one operation (MS-WSMV 2.2.4.45 and 2.2.4.46). */
export interface OperationMark {
  readonly id: string;
  /** The number of the message among those that this side sends of the operation, from 1. */
  readonly sequence: number;
}

/** A request of WS-Management (DSP0226). */
export interface WireMessage {
  /** Absent: the server is not offered to talk to this side before it answers. */
  readonly operation?: OperationMark | undefined;
  readonly action: string;
  readonly resourceUri: string;
  readonly selectors: readonly XmlNode[];
  readonly options?: readonly WireOption[];
  /** What is in the body. */
  readonly body?: readonly XmlNode[];
  /** The namespaces that the body needs beyond the usual ones, by prefix. */
  readonly namespaces?: Readonly<Record<string, string>>;
  /** Further headers. */
  readonly headers?: readonly XmlNode[];
  /** How long the server may take, in milliseconds; null: as it likes. */
  readonly timeout: number | null;
}

/** What is the same in all requests of a session. */
export interface MessageSettings {
  /** The address of the service. */
  readonly to: string;
  readonly sessionId: string;
  readonly locale: string;
  readonly dataLocale: string;
  /** In bytes. */
  readonly maxEnvelopeSize: number;
  /** How long an operation may take that says nothing else, in milliseconds. Absent: as long as the server likes. */
  readonly timeout?: number | undefined;
}

const MUST: XmlNode['attributes'] = { 's:mustUnderstand': 'true' };
const MAY = { 's:mustUnderstand': 'false' } as const;

/** An identifier as Windows writes it. */
export function newId(): string {
  return `uuid:${randomUUID().toUpperCase()}`;
}

/**
 * The text of a request. The headers are those that Windows' own client sends, in its order.
 * @throws RangeError for a character that XML cannot hold.
 */
export function requestText(message: WireMessage, messageId: string, settings: MessageSettings): string {
  const { action, resourceUri, operation, selectors, options = [], headers = [], timeout } = message;
  const header = [
    xmlNode('a:To', {}, settings.to),
    xmlNode('w:ResourceURI', MUST, resourceUri),
    xmlNode('a:ReplyTo', {}, [xmlNode('a:Address', MUST, ANONYMOUS)]),
    xmlNode('a:Action', MUST, action),
    xmlNode('w:MaxEnvelopeSize', MUST, String(settings.maxEnvelopeSize)),
    xmlNode('a:MessageID', {}, messageId),
    xmlNode('w:Locale', { 'xml:lang': settings.locale, ...MAY }),
    xmlNode('p:DataLocale', { 'xml:lang': settings.dataLocale, ...MAY }),
    xmlNode('p:SessionId', MAY, settings.sessionId),
    ...(operation === undefined ? [] : [xmlNode('p:OperationID', MAY, operation.id)]),
    ...(operation === undefined ? [] : [xmlNode('p:SequenceId', MAY, String(operation.sequence))]),
    ...headers,
    ...(selectors.length === 0 ? [] : [xmlNode('w:SelectorSet', {}, selectors)]),
    ...(options.length === 0 ? [] : [xmlNode('w:OptionSet', {}, options.map(optionNode))]),
    ...(timeout === null ? [] : [xmlNode('w:OperationTimeout', {}, durationText(timeout))]),
  ];
  return envelope(header, message.body ?? [], message.namespaces);
}

/** Milliseconds as a duration of XML Schema. */
export function durationText(milliseconds: number): string {
  return `PT${(milliseconds / 1000).toFixed(3)}S`;
}

/** The text of a request for what the service is. It has no headers. */
export function identifyText(): string {
  return envelope([], [xmlNode('i:Identify')]);
}

/** The text of a message about an operation that is under way (MS-WSMV 3.2.4.2.1). It has few headers. */
export function noticeText(
  resourceUri: string,
  action: string,
  operationId: string,
  body: readonly XmlNode[] = [],
): string {
  const header = [
    xmlNode('a:To', {}, ANONYMOUS),
    xmlNode('w:ResourceURI', MUST, resourceUri),
    xmlNode('a:Action', MUST, action),
    xmlNode('a:MessageID', {}, newId()),
    xmlNode('p:OperationID', {}, operationId),
  ];
  return envelope(header, body);
}

function optionNode({ name, type, value, mustComply }: WireOption): XmlNode {
  return xmlNode('w:Option', { Name: name, Type: type, MustComply: mustComply ? 'true' : undefined }, value);
}

function envelope(
  header: readonly XmlNode[],
  body: readonly XmlNode[],
  further: Readonly<Record<string, string>> = {},
) {
  const declared = Object.entries({ ...NAMESPACES, ...further });
  const attributes = Object.fromEntries(declared.map(([prefix, uri]) => [`xmlns:${prefix}`, uri]));
  return printXml(
    xmlNode('s:Envelope', attributes, [xmlNode('s:Header', {}, header), xmlNode('s:Body', {}, body)]),
    null,
    escapeContentWithBlanks,
  );
}

/** `w:Selector`. */
export function selectorNode(name: string, value: XmlNode['children']): XmlNode {
  return xmlNode('w:Selector', { Name: name }, value);
}
