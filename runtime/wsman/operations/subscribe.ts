import { MiError } from '../../errors.js';
import type { SubscribeRequest } from '../../protocol.js';
import { xmlNode } from '../../xml/print-xml.js';
import type { XmlElement } from '../../xml/xml.js';
import type { Reply } from '../read-reply.js';
import { selectorNode } from '../request-text.js';
import {
  ACTIONS,
  ALL_CLASSES_URI,
  childElements,
  childNamed,
  isPart,
  NAMESPACE_SELECTOR,
  textOf,
} from '../wire-names.js';
import type { Call, MessagePart } from './call.js';
import { begun, pulled, readAnswer, release } from './enumeration.js';
import { queryFilter, readItems, type Shared } from './read-instances.js';

const PULL_MODE = 'http://schemas.dmtf.org/wbem/wsman/1/wsman/Pull';

/** How long the server may take to end a subscription, in milliseconds. */
const UNSUBSCRIBE_TIMEOUT = 5000;

/** `Subscribe`: events are pulled (DSP0226 10.2.4). It ends with a cancel, or when the server ends it. */
export async function subscribe(call: Call<SubscribeRequest>, shared: Shared): Promise<void> {
  const message = {
    resourceUri: call.commonUri(ALL_CLASSES_URI),
    selectors: [selectorNode(NAMESPACE_SELECTOR, call.request.namespace)],
  };
  const body = [xmlNode('e:Subscribe', {}, [xmlNode('e:Delivery', { Mode: PULL_MODE }), queryFilter(call)])];
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
  try {
    const pulling = { ...message, maxElements: shared.maxElements, waits: true };
    for await (const { items } of pulled(call, start, pulling, inBackground)) await deliver(call, items);
  } finally {
    inBackground(unsubscribe(call, reply, message));
  }
}

async function deliver(call: Call, items: readonly XmlElement[]): Promise<void> {
  const events = items.flatMap((item) => {
    if (isPart(item, 'Heartbeat')) return [];
    return isPart(item, 'Event') ? childElements(item) : [item];
  });
  for (const event of await readItems(call, events)) {
    await call.operation.deliver((sink) => sink.indicationResult(event, null, null));
  }
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
