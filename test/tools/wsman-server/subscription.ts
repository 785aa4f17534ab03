import type { SubscribeRequest } from '../../../runtime/protocol.js';
import { CimInterval } from '../../../runtime/values/index.js';
import type { XmlElement } from '../../../runtime/xml/xml.js';
import type { Call } from './call.js';
import { faults } from './fault.js';
import { DIALECTS, PULL_MODE } from './uris.js';
import { attribute, child, textOf } from './xml-text.js';

/** What a client asks for with `e:Subscribe`. */
export interface Subscription {
  readonly request: SubscribeRequest;
  /** After how many milliseconds a pull is answered that has found nothing; null: when its time is over. */
  readonly heartbeat: number | null;
  /** After how many milliseconds the subscription ends; null for never. */
  readonly expires: number | null;
  readonly sendsBookmarks: boolean;
  /** The events after this one come, where they are kept; null: those from now on. */
  readonly bookmark: string | null;
}

/** @throws WsmanFault for what the service does not have. */
export function readSubscription({ request: { body }, resource, dialect }: Call): Subscription {
  const delivery = child(body, 'Delivery');
  const mode =
    (delivery && attribute(delivery, 'Mode')) ?? 'http://schemas.xmlsoap.org/ws/2004/08/eventing/DeliveryModes/Push';
  if (mode !== PULL_MODE) throw faults.deliveryMode(mode);
  const filter = child(body, 'Filter');
  const filterDialect = (filter && attribute(filter, 'Dialect')) ?? '';
  if (filterDialect !== DIALECTS.wql) throw faults.filterDialect(filterDialect);
  const heartbeat = child(delivery, 'Heartbeats');
  const expires = child(body, 'Expires');
  const bookmark = child(body, 'Bookmark');
  const sendsBookmarks = child(body, 'SendBookmarks') !== undefined;
  if (!dialect.eventDelivery) {
    if (heartbeat !== undefined) throw faults.unsupported('A heartbeat', 'Heartbeats');
    if (expires !== undefined) throw faults.unsupported('A time of expiry', 'ExpirationTime');
    if (sendsBookmarks) throw faults.unsupported('A bookmark', 'Bookmarks');
  }
  const about = { namespace: resource.namespace, dialect: 'WQL', query: textOf(filter).trim(), options: {} };
  return {
    request: { kind: 'subscribe', ...about },
    heartbeat: milliseconds(heartbeat),
    expires: milliseconds(expires),
    sendsBookmarks,
    bookmark: bookmark === undefined ? null : textOf(bookmark).trim(),
  };
}

function milliseconds(duration: XmlElement | undefined): number | null {
  if (duration === undefined) return null;
  const text = textOf(duration).trim();
  try {
    return CimInterval.parse(text).toMilliseconds();
  } catch (error) {
    if (error instanceof SyntaxError) throw faults.schema(`"${text}" is no duration: ${error.message}`);
    throw error;
  }
}
