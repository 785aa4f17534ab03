import { foldName } from '../../../runtime/schema/index.js';
import { CimInterval } from '../../../runtime/values/index.js';
import type { XmlElement } from '../../../runtime/xml/xml.js';
import { faults } from './fault.js';
import { ANONYMOUS } from './uris.js';
import { attribute, child, elementsOf, localName, textOf } from './xml-text.js';

/** A selector or an option: a name and what it holds. */
export interface NamedElement {
  readonly name: string;
  readonly element: XmlElement;
}

/** An envelope that has arrived. Nothing of it is checked. */
export interface Envelope {
  /** The headers, by their local names. */
  readonly headers: ReadonlyMap<string, XmlElement>;
  readonly action: string;
  readonly resourceUri: string;
  readonly messageId: string | null;
  readonly selectors: readonly NamedElement[];
  readonly options: readonly NamedElement[];
  /** The first element of the body. */
  readonly body: XmlElement | undefined;
}

/** Takes an envelope apart. */
export function readEnvelope(root: XmlElement): Envelope {
  const header = child(root, 'Header');
  const headers = new Map((header === undefined ? [] : elementsOf(header)).map((each) => [localName(each), each]));
  const content = child(root, 'Body');
  const messageId = headers.get('MessageID');
  return {
    headers,
    action: textOf(headers.get('Action')).trim(),
    resourceUri: textOf(headers.get('ResourceURI')).trim(),
    messageId: messageId === undefined ? null : textOf(messageId).trim(),
    selectors: namedElements(headers.get('SelectorSet'), 'Selector'),
    options: namedElements(headers.get('OptionSet'), 'Option'),
    body: content === undefined ? undefined : elementsOf(content)[0],
  };
}

/** The selectors in a `w:SelectorSet`, or the options in a `w:OptionSet`. */
export function namedElements(set: XmlElement | undefined, name: 'Selector' | 'Option'): readonly NamedElement[] {
  const items = set === undefined ? [] : elementsOf(set).filter((each) => localName(each) === name);
  return items.map((element) => ({ name: attribute(element, 'Name') ?? '', element }));
}

/** The text of the selector or option of that name, in any letter case. */
export function namedText(items: readonly NamedElement[], name: string): string | undefined {
  const found = items.find((item) => foldName(item.name) === foldName(name));
  return found && textOf(found.element);
}

/** Whether an option is true. */
export function isSet({ options }: Envelope, name: string): boolean {
  return /^(?:true|1)$/i.test(namedText(options, name)?.trim() ?? '');
}

/** The headers that the service knows. */
const UNDERSTOOD: ReadonlySet<string> = new Set([
  ...['To', 'Action', 'MessageID', 'ReplyTo', 'FaultTo', 'From', 'RelatesTo', 'Identifier'],
  ...['ResourceURI', 'SelectorSet', 'OptionSet', 'MaxEnvelopeSize', 'OperationTimeout', 'Locale', 'RequestEPR'],
  ...['RequestTotalItemsCountEstimate', 'DataLocale', 'SessionId', 'OperationID', 'SequenceId', 'ActivityId'],
]);

/** The smallest envelope that a client may ask for, in bytes. */
export const SMALLEST_ENVELOPE = 8192;

/**
 * Checks the headers as Windows does.
 * @throws WsmanFault for what it refuses.
 */
export function checkHeaders({ headers, action, messageId, options }: Envelope): void {
  for (const [name, header] of headers) {
    const isRequired = isTrue(attribute(header, 'mustUnderstand'));
    if (isRequired && (!UNDERSTOOD.has(name) || name === 'Locale')) throw faults.notUnderstood(header.namespace, name);
  }
  if (messageId === null || messageId === '') throw faults.headerRequired('MessageID');
  if (action === '') throw faults.headerRequired('Action');
  const replyTo = headers.get('ReplyTo');
  if (replyTo === undefined) throw faults.headerRequired('ReplyTo');
  for (const header of [replyTo, headers.get('FaultTo')]) {
    if (header !== undefined && textOf(child(header, 'Address')).trim() !== ANONYMOUS) {
      throw faults.invalidHeader(localName(header), `answers go to ${ANONYMOUS} only`);
    }
  }
  const unknown = options.find(({ element }) => isTrue(attribute(element, 'MustComply')));
  if (unknown !== undefined) throw faults.invalidOption(unknown.name);
}

function isTrue(text: string | undefined): boolean {
  return text === 'true' || text === '1';
}

/**
 * The size that an answer may have, in bytes.
 * @param most what the service sends at most.
 * @throws WsmanFault for a size that is none, or too small.
 */
export function envelopeSize({ headers }: Envelope, most: number): number {
  const header = headers.get('MaxEnvelopeSize');
  if (header === undefined) return most;
  const text = textOf(header).trim();
  if (!/^\d{1,15}$/.test(text)) throw faults.invalidHeader('MaxEnvelopeSize', `"${text}" is no number of bytes`);
  const size = Number(text);
  if (size >= SMALLEST_ENVELOPE) return Math.min(size, most);
  const reason = `The MaxEnvelopeSize ${size} is less than the smallest one, ${SMALLEST_ENVELOPE}`;
  throw faults.encodingLimit(reason, 'MinimumEnvelopeLimit');
}

/** What Windows takes where no time is asked for. */
const DEFAULT_TIMEOUT = 60_000;

/**
 * The time that an operation may take, in milliseconds.
 * @throws WsmanFault for what is no duration.
 */
export function operationTimeout({ headers }: Envelope): number {
  const header = headers.get('OperationTimeout');
  if (header === undefined) return DEFAULT_TIMEOUT;
  const text = textOf(header).trim();
  try {
    return CimInterval.parse(text).toMilliseconds();
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) {
      throw faults.invalidHeader('OperationTimeout', error.message);
    }
    throw error;
  }
}
