import { asMiError, MiError } from '../../errors.js';
import type { SubscribeRequest } from '../../protocol.js';
import { type XmlNode, xmlNode } from '../../xml/print-xml.js';
import type { XmlElement } from '../../xml/xml.js';
import type { Reply } from '../read-reply.js';
import { durationText, selectorNode } from '../request-text.js';
import {
  ACTIONS,
  ALL_CLASSES_URI,
  childElements,
  childNamed,
  EARLIEST,
  isPart,
  NAMESPACE_SELECTOR,
  textOf,
} from '../wire-names.js';
import type { Call, MessagePart } from './call.js';
import { type Batch, begun, pulled, readAnswer, release } from './enumeration.js';
import { queryFilter, readItems, type Shared } from './read-instances.js';

const PULL_MODE = 'http://schemas.dmtf.org/wbem/wsman/1/wsman/Pull';

/** How long the server may take to end a subscription, in milliseconds. */
const UNSUBSCRIBE_TIMEOUT = 5000;

/**
 * `Subscribe`: events are pulled (DSP0226 10.2.4). It ends with a cancel, when the server ends it, or with an error
 * that says how to go on.
 */
export async function subscribe(call: Call<SubscribeRequest>, shared: Shared): Promise<void> {
  const { heartbeat } = call.request;
  const message = {
    resourceUri: call.commonUri(ALL_CLASSES_URI),
    selectors: [selectorNode(NAMESPACE_SELECTOR, call.request.namespace)],
  };
  const body = [xmlNode('e:Subscribe', {}, subscription(call))];
  const { inBackground } = shared;
  // Not every server names the subscription, and not every one takes its context for it.
  const forget = async (answer: Reply): Promise<void> => {
    const { context } = readAnswer(call, answer);
    await Promise.all([release(call, context, message), unsubscribe(call, answer, message)]);
  };
  const subscribing = { ...message, action: ACTIONS.subscribe, body };
  const reply = await begun(call, subscribing, { repeatable: false, forget, inBackground });
  const start = readAnswer(call, reply);
  if (start.context === '')
    throw new MiError('FAILED', `${call.subject}: the server gave no context to pull events with`);
  const pulling = { ...message, maxElements: shared.maxElements, waits: true, heartbeat };
  const seen = { bookmark: call.request.bookmark };
  try {
    for await (const batch of pulled(call, start, pulling, inBackground)) await deliver(call, batch, seen);
    if (call.request.expires !== undefined) {
      throw new MiError('INVALID_ENUMERATION_CONTEXT', `${call.subject}: the server has sent its last event`);
    }
  } catch (error) {
    throw call.operation.signal.aborted ? error : lost(asMiError(error, call.subject), seen.bookmark);
  } finally {
    inBackground(unsubscribe(call, reply, message));
  }
}

/** What `e:Subscribe` asks for. */
function subscription(call: Call<SubscribeRequest>): readonly XmlNode[] {
  const { bookmark, heartbeat, expires } = call.request;
  const delivery = heartbeat === undefined ? [] : [xmlNode('w:Heartbeats', {}, durationText(heartbeat))];
  return [
    xmlNode('e:Delivery', { Mode: PULL_MODE }, delivery),
    ...(expires === undefined ? [] : [xmlNode('e:Expires', {}, durationText(expires))]),
    queryFilter(call),
    ...(bookmark === undefined || bookmark === 'newest'
      ? []
      : [xmlNode('w:Bookmark', {}, bookmark === 'oldest' ? EARLIEST : bookmark)]),
    // Servers need not know bookmarks, and may refuse what asks for them.
    ...(bookmark === undefined ? [] : [xmlNode('w:SendBookmarks')]),
  ];
}

/** @param seen gets the bookmark of the last event. */
async function deliver(
  call: Call,
  { items, reply }: Batch,
  seen: { bookmark: SubscribeRequest['bookmark'] },
): Promise<void> {
  const parts = items.flatMap((item) => (isPart(item, 'Event') ? childElements(item) : [item]));
  const hearsWarnings = call.request.options.channels?.includes('warning') ?? true;
  for (const dropped of hearsWarnings ? parts.filter((part) => isPart(part, 'DroppedEvents')) : []) {
    const text = `${call.subject}: the server has dropped events: ${textOf(dropped).trim()}`;
    call.operation.tell((sink) => sink.writeMessage('warning', text));
  }
  const events = parts.filter((part) => !isPart(part, 'Heartbeat') && !isPart(part, 'DroppedEvents'));
  const bookmark = bookmarkIn(reply);
  for (const [index, event] of (await readItems(call, events)).entries()) {
    const own = index === events.length - 1 ? bookmark : null;
    await call.operation.deliver((sink) => sink.indicationResult(event, own, null));
    seen.bookmark = own ?? seen.bookmark;
  }
}

/** The bookmark of the last event of an answer. */
function bookmarkIn({ envelope }: Reply): string | null {
  const header = childNamed(envelope, 'Header');
  const bookmark = header && childNamed(header, 'Bookmark');
  return (bookmark && textOf(bookmark).trim()) || null;
}

/** The error that ends a subscription which had begun. */
function lost(error: MiError, bookmark: SubscribeRequest['bookmark']): MiError {
  const { result, code, details, message } = error;
  // OMI says NOT_FOUND of a context that it does not know.
  const isForgotten = result === 'INVALID_ENUMERATION_CONTEXT' || result === 'NOT_FOUND';
  const sentences = [
    message.replace(/\.?$/, '.'),
    ...(isForgotten ? ['The subscription has expired, or the server has forgotten it.'] : []),
    `Events may have been missed: ${wayOn(bookmark)}.`,
  ];
  return new MiError(result, sentences.join(' '), { code, details, cause: error });
}

function wayOn(bookmark: SubscribeRequest['bookmark']): string {
  if (bookmark === undefined)
    return 'with the option bookmark, servers that have bookmarks can go on from the last event';
  if (bookmark === 'newest') return 'no event had come with a bookmark from which to go on';
  return `subscribe again with bookmark: ${JSON.stringify(bookmark)}`;
}

/** A failure changes nothing: most servers forget a subscription of which no event is pulled. */
async function unsubscribe(
  call: Call,
  { content }: Reply,
  common: Pick<MessagePart, 'resourceUri' | 'selectors'>,
): Promise<void> {
  const identifier = content === null ? undefined : identifierIn(content);
  if (identifier === undefined) return;
  const message = {
    ...common,
    action: ACTIONS.unsubscribe,
    headers: [xmlNode('e:Identifier', {}, textOf(identifier).trim())],
    body: [xmlNode('e:Unsubscribe')],
  };
  await call.send(message, { signal: AbortSignal.timeout(UNSUBSCRIBE_TIMEOUT) }).catch(() => {});
}

/**
 * What the server calls the subscription: among the `ReferenceParameters`, or the `ReferenceProperties` that
 * WS-Addressing had before, as with OMI.
 */
function identifierIn(content: XmlElement): XmlElement | undefined {
  const manager = childNamed(content, 'SubscriptionManager');
  const parts = manager === undefined ? [] : childElements(manager);
  return parts.map((part) => childNamed(part, 'Identifier')).find((found) => found !== undefined);
}
