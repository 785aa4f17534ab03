import type { IndicationResult } from '../options.js';
import { allOf, selectStatement } from '../wql/index.js';
import type { ClassCall } from './class-call.js';
import type { PropertyEntry } from './class-table.js';
import { type Constructor, GeneratedClass } from './generated-class.js';
import { embeddedInstance, operationOptions, whereInput, withinInput } from './query.js';
import type { ModificationSubscription } from './query-types.js';
import { typedEvents } from './results.js';

/** The classes of the events that WMI raises for the creation, change and deletion of instances. */
type EventClassName =
  | '__InstanceCreationEvent'
  | '__InstanceModificationEvent'
  | '__InstanceDeletionEvent'
  /** The superclass of the others. */
  | '__InstanceOperationEvent';

/** The properties of such events that embed an instance of the target class. */
const EMBEDDING_PROPERTIES = ['TargetInstance', 'PreviousInstance'];

/**
 * Waits for events that are about the instances of a class.
 * @param base the constructor of the event objects.
 * @typeParam Event what the caller takes them for.
 * @throws MiArgumentError when the class does not allow a condition.
 */
export function instanceEvents<Event>(
  className: EventClassName,
  call: ClassCall,
  base: Constructor<object>,
  subscription: ModificationSubscription<never> = {},
): AsyncIterable<IndicationResult<Event>> {
  const text = instanceEventText(className, call, subscription);
  const { generated, session } = call;
  return typedEvents(text, operationOptions(subscription), eventClass<Event>(generated, base), session);
}

/**
 * The statement that waits for the events.
 * @throws MiArgumentError when the class does not allow a condition.
 */
export function instanceEventText(
  className: EventClassName,
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
function eventClass<Event>(target: GeneratedClass, base: Constructor<object>): GeneratedClass<Event> {
  const { namespace, name } = target;
  return new GeneratedClass(base as Constructor<Event>, null, {
    namespace,
    name: `events of ${name}`,
    properties: () => EMBEDDING_PROPERTIES.map((property) => embeddingProperty(property, name)),
    classes: [target],
  });
}

function embeddingProperty(name: string, className: string): PropertyEntry {
  const type = { type: 'instance', array: false, className, octets: false } as const;
  return { member: name, name, ...type, limits: null, key: false, writable: false };
}
