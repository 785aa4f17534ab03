import type { ProgressRecord, PromptType } from '../../protocol.js';
import type { CimType } from '../../schema/index.js';
import type { MessageChannel } from '../../session-options.js';
import type { CimInstance } from '../../values/index.js';
import { shown } from '../../values/shown.js';
import type { XmlElement } from '../../xml/xml.js';
import { readError } from '../fault-error.js';
import { childElements, childNamed, INTERACTIVE, localName, textOf } from '../wire-names.js';

/** What a server tells or asks a client while it carries out an operation (MS-WSMV 2.2.4.47). */
export type InteractiveEvent =
  | { readonly kind: 'message'; readonly channel: MessageChannel; readonly text: string }
  | { readonly kind: 'progress'; readonly progress: ProgressRecord }
  | { readonly kind: 'prompt'; readonly text: string; readonly type: PromptType }
  /** `inquires`: the answer counts. */
  | { readonly kind: 'error'; readonly error: CimInstance; readonly inquires: boolean }
  | { readonly kind: 'streamed'; readonly item: StreamedItem };

/** Items of a streamed parameter. */
export interface StreamedItem {
  readonly name: string;
  /** The type that the server gives them; null for none. */
  readonly type: { readonly type: CimType; readonly array: boolean } | null;
  /** What holds an element for each of them. */
  readonly value: XmlElement;
}

/** The types by their numbers in MI. Those of arrays are 16 higher. */
const TYPES: readonly CimType[] = [
  ...(['boolean', 'uint8', 'sint8', 'uint16', 'sint16', 'uint32', 'sint32', 'uint64', 'sint64'] as const),
  ...(['real32', 'real64', 'char16', 'datetime', 'string', 'reference', 'instance'] as const),
];

/** What MI gives for a number that is not known. */
const UNKNOWN = 0xffff_ffff;

/** True for the content of a message that is no answer. */
export function isEvent(content: XmlElement | null): content is XmlElement {
  return content !== null && localName(content) === 'InteractiveEvent' && content.namespace === INTERACTIVE;
}

/**
 * Reads an event.
 * @throws SyntaxError for one that lacks what it must have (MS-WSMV 3.2.7), and for one of an unknown type.
 */
export function readEvent(event: XmlElement): InteractiveEvent {
  const type = requiredText(event, 'EventType').trim();
  switch (type) {
    case 'Warning':
    case 'Verbose':
    case 'Debug': {
      const channel = type.toLowerCase() as MessageChannel;
      return { kind: 'message', channel, text: requiredText(event, 'Description') };
    }
    case 'Progress':
      return { kind: 'progress', progress: readProgress(event) };
    case 'Confirm': {
      const importance = oneOf(event, 'PromptType', ['Normal', 'Critical']);
      const prompt = { text: requiredText(event, 'Description'), type: importance.toLowerCase() as PromptType };
      return { kind: 'prompt', ...prompt };
    }
    case 'ErrorAction': {
      const [found] = childElements(required(event, 'Description'));
      const error = found === undefined ? null : readError(found);
      if (error === null) throw new SyntaxError('its Description holds no error that can be read');
      return { kind: 'error', error, inquires: oneOf(event, 'ActionType', ['Inquire', 'Report']) === 'Inquire' };
    }
    case 'StreamingOutput': {
      const name = requiredText(event, 'Name').trim();
      return { kind: 'streamed', item: { name, type: itemType(event), value: required(event, 'Value') } };
    }
    default:
      throw new SyntaxError(`its type is ${shown(type)}`);
  }
}

function itemType(event: XmlElement): StreamedItem['type'] {
  const number = numberIn(event, 'Type') ?? -1;
  const array = number >= TYPES.length;
  const type = TYPES[array ? number - TYPES.length : number];
  return type === undefined ? null : { type, array };
}

/** A server may know less than MS-WSMV demands. */
function readProgress(event: XmlElement): ProgressRecord {
  const text = (name: string): string => {
    const found = childNamed(event, name);
    return found === undefined ? '' : textOf(found);
  };
  const percentage = numberIn(event, 'PercentComplete');
  const seconds = numberIn(event, 'SecondsRemaining');
  return {
    activity: text('Activity'),
    currentOperation: text('CurrentOperation'),
    statusDescription: text('StatusDescription'),
    percentageComplete: percentage === null || percentage > 100 ? null : percentage,
    secondsRemaining: seconds === UNKNOWN ? null : seconds,
  };
}

function required(event: XmlElement, name: string): XmlElement {
  const found = childNamed(event, name);
  if (found === undefined) throw new SyntaxError(`it has no ${name}`);
  return found;
}

function requiredText(event: XmlElement, name: string): string {
  return textOf(required(event, name));
}

function oneOf<T extends string>(event: XmlElement, name: string, known: readonly T[]): T {
  const text = requiredText(event, name).trim();
  const found = known.find((each) => each === text);
  if (found === undefined) throw new SyntaxError(`its ${name} is ${shown(text)}`);
  return found;
}

function numberIn(event: XmlElement, name: string): number | null {
  const found = childNamed(event, name);
  const text = found === undefined ? '' : textOf(found).trim();
  return /^\d{1,10}$/.test(text) ? Number(text) : null;
}
