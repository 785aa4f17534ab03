import type { CallbackResponse } from '../../protocol.js';
import type { CallbackMode } from '../../request-options.js';
import type { MessageChannel } from '../../session-options.js';

/** The constants of MI.h. */

/** `MI_FLAG_*` of elements, parameters and qualifiers. */
export const ELEMENT_FLAGS = {
  ENABLE_OVERRIDE: 0x80,
  DISABLE_OVERRIDE: 0x100,
  RESTRICTED: 0x200,
  TO_SUBCLASS: 0x400,
  TRANSLATABLE: 0x800,
  KEY: 0x1000,
  TO_INSTANCE: 0x400000,
  NULL: 0x20000000,
} as const;

/** `MI_OPERATIONFLAGS_*`. */
export const OPERATION_FLAGS = {
  MANUAL_ACK_RESULTS: 0x1,
  BASIC_RTTI: 0x2,
  FULL_RTTI: 0x4,
  LOCALIZED_QUALIFIERS: 0x8,
  EXPENSIVE_PROPERTIES: 0x40,
  POLYMORPHISM_SHALLOW: 0x80,
  POLYMORPHISM_DEEP_BASE_PROPS_ONLY: 0x180,
  REPORT_OPERATION_STARTED: 0x200,
  NO_RTTI: 0x400,
  STANDARD_RTTI: 0x800,
} as const;

/** Added to an `MI_Type` that is an array. */
export const ARRAY_TYPE = 16;

/** `MI_CallbackMode`. */
export const CALLBACK_MODES: Readonly<Record<CallbackMode, number>> = { report: 0, inquire: 1, ignore: 2 };

/** `MI_OperationCallback_ResponseType`. */
export const RESPONSES: Readonly<Record<CallbackResponse, number>> = { no: 0, yes: 1, noToAll: 2, yesToAll: 3 };

/** `MI_WRITEMESSAGE_CHANNEL_*`. */
export const CHANNELS: readonly MessageChannel[] = ['warning', 'verbose', 'debug'];

/** `MI_PROMPTTYPE_CRITICAL`. */
export const PROMPT_CRITICAL = 1;

/** `MI_REASON_NONE` of `MI_CancellationReason`. */
export const CANCEL_REASON_NONE = 0;

/** What `writeProgress` gives for an unknown number. */
export const UNKNOWN_PROGRESS = 0xffff_ffff;

/** `MI_DestinationOptions_ImpersonationType`. */
export const IMPERSONATION_TYPES = { default: 0, none: 1, identify: 2, impersonate: 3, delegate: 4 } as const;

/** The names of destination options, after their prefix. */
export const DESTINATION_OPTION_PREFIX = '__MI_DESTINATIONOPTIONS_';
/** The names of operation options, after their prefix. */
export const OPERATION_OPTION_PREFIX = '__MI_OPERATIONOPTIONS_';
/** The names of subscription delivery options, after their prefix. */
export const DELIVERY_OPTION_PREFIX = '__MI_SUBSCRIPTIONDELIVERYOPTIONS_SET_';

/** `MI_SubscriptionDeliveryType_Pull`. */
export const DELIVERY_TYPE_PULL = 1;

/** The bookmarks that MI has names for: `MI_SUBSCRIBE_BOOKMARK_*`. */
export const BOOKMARKS: ReadonlyMap<string, string> = new Map([
  ['oldest', 'MI_SUBSCRIBE_BOOKMARK_OLDEST'],
  ['newest', 'MI_SUBSCRIBE_BOOKMARK_NEWEST'],
]);
