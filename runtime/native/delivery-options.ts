import type { SubscribeRequest } from '../protocol.js';
import type { EventDelivery } from '../request-options.js';
import { CimDateTime } from '../values/index.js';
import { BOOKMARKS, DELIVERY_OPTION_PREFIX, DELIVERY_TYPE_PULL } from './abi/constants.js';
import { SUBSCRIPTION_DELIVERY_OPTIONS } from './abi/functions.js';
import { DATETIME } from './abi/layouts.js';
import { writeDatetime } from './datetime.js';
import type { InstanceFactory } from './instance-writer.js';
import type { FunctionTable } from './koffi.js';
import type { Mi } from './mi.js';
import { OptionSetter } from './option-setter.js';

export type DeliveryOptionSetter = OptionSetter<FunctionTable<typeof SUBSCRIPTION_DELIVERY_OPTIONS>>;

/**
 * How the events of a subscription are delivered, as an `MI_SubscriptionDeliveryOptions`; null when nothing is said of
 * it. The caller deletes it.
 */
export function deliveryOptions(
  mi: Mi,
  application: InstanceFactory,
  { bookmark, heartbeat, expires }: SubscribeRequest,
): DeliveryOptionSetter | null {
  if (bookmark === undefined && heartbeat === undefined && expires === undefined) return null;
  const setter: DeliveryOptionSetter = new OptionSetter(
    mi,
    DELIVERY_OPTION_PREFIX,
    (handle) => application.functions.NewSubscriptionDeliveryOptions(application.address, DELIVERY_TYPE_PULL, handle),
    (handle) => mi.handle(SUBSCRIPTION_DELIVERY_OPTIONS, handle),
  );
  try {
    setter.set('BOOKMARK', bookmark === undefined ? undefined : (BOOKMARKS.get(bookmark) ?? bookmark));
    setter.setInterval('HEARTBEAT_INTERVAL', heartbeat);
    setExpirationTime(setter, expires);
  } catch (error) {
    setter.delete();
    throw error;
  }
  return setter;
}

/** MI takes the time at which the subscription ends. */
function setExpirationTime(setter: DeliveryOptionSetter, expires: EventDelivery['expires']): void {
  if (expires === undefined) return;
  setter.call('EXPIRATION_TIME', (option, handle) => {
    const { block, offset, address } = setter.mi.arena.take(DATETIME.size);
    writeDatetime(block.view, offset, CimDateTime.from(new Date(Date.now() + expires)));
    return setter.functions.SetDateTime(handle, option, address, 0);
  });
}
