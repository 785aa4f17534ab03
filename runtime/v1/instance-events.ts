import { ANYTHING, type OptionTable } from '../option-checks.js';
import { EVENT_DELIVERY, type IndicationResult, OPERATION_OPTIONS } from '../options.js';
import type { Events } from '../result-stream.js';
import type { Session } from '../session.js';
import { allOf, selectStatement } from '../wql/index.js';
import { type ClassCall, classCall } from './class-call.js';
import { parseProperties } from './class-table.js';
import { type Constructor, GeneratedClass } from './generated-class.js';
import { embeddedInstance, operationOptions, whereInput, withinInput } from './query.js';
import type { InstanceSubscription, ModificationSubscription } from './query-types.js';
import { typedEvents } from './results.js';

/** The classes of the events that WMI raises for changes of instances, by the methods that subscribe to them. */
const EVENT_CLASSES = {
  $created: '__InstanceCreationEvent',
  $modified: '__InstanceModificationEvent',
  $deleted: '__InstanceDeletionEvent',
  /** The superclass of the others. */
  $changed: '__InstanceOperationEvent',
} as const;

type EventMethod = keyof typeof EVENT_CLASSES;

/** What a subscription to such events takes. What it says itself is checked with the class. */
const SUBSCRIPTION_OPTIONS: OptionTable<InstanceSubscription<unknown>> = {
  ...OPERATION_OPTIONS,
  ...EVENT_DELIVERY,
  within: ANYTHING,
  where: ANYTHING,
};
const MODIFICATION_OPTIONS: OptionTable<ModificationSubscription<unknown>> = {
  ...SUBSCRIPTION_OPTIONS,
  previous: ANYTHING,
};

/** The properties of such events, as {@link ClassTable} has them. */
function eventProperties(target: string): string {
  return `TargetInstance:instance(${target});PreviousInstance:instance(${target});TIME_CREATED:uint64`;
}

/**
 * Waits for events that are about the instances of a class.
 * @param cls the class that the method was called on.
 * @param eventObject the constructor of the event objects.
 * @typeParam Event what the caller takes them for.
 * @throws MiArgumentError when the class does not allow a condition, and for a wrong option.
 */
export function instanceEvents<Event>(
  method: EventMethod,
  cls: object,
  session: Session,
  eventObject: Constructor<object>,
  subscription: ModificationSubscription<never> = {},
): Events<IndicationResult<Event>> {
  const call = classCall(cls, session, method);
  call.place.checkOptions(subscription, method === '$modified' ? MODIFICATION_OPTIONS : SUBSCRIPTION_OPTIONS);
  const text = instanceEventText(EVENT_CLASSES[method], call, subscription);
  const { generated } = call;
  return typedEvents(text, operationOptions(subscription), eventClass<Event>(generated, eventObject), session);
}

/**
 * The statement that waits for the events.
 * @throws MiArgumentError when the class does not allow a condition.
 */
export function instanceEventText(
  className: (typeof EVENT_CLASSES)[EventMethod],
  { generated, place }: Pick<ClassCall, 'generated' | 'place'>,
  { within, where = {}, previous = {} }: ModificationSubscription<never>,
): string {
  const after = embeddedInstance('TargetInstance', generated, where, place.member('where'));
  const before = whereInput(previous, generated, place.member('previous'), 'PreviousInstance.');
  return selectStatement({
    properties: null,
    className,
    within: withinInput(within, place.member('within')),
    where: before === null ? after : allOf([after, before]),
  });
}

/**
 * The class of the events that are about a target class. It is not registered, and no class bears its name: a class
 * that was generated for all such events does not know the target.
 */
function eventClass<Event>(target: GeneratedClass, eventObject: Constructor<object>): GeneratedClass<Event> {
  const { namespace, name, known } = target;
  const declaration = {
    namespace,
    name: `events of ${name}`,
    properties: () => parseProperties({ properties: eventProperties(name) }),
    classes: [target],
  };
  return new GeneratedClass(eventObject as Constructor<Event>, null, declaration, known);
}
