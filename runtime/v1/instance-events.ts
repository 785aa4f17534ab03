import type { IndicationResult } from '../indication.js';
import type { Session } from '../session.js';
import { allOf, selectStatement } from '../wql/index.js';
import { ArgumentPlace } from './argument-place.js';
import { REVISION } from './class-table.js';
import { GeneratedClass } from './generated-class.js';
import { operationOptions, withinInput } from './query.js';
import type { ModificationSubscription } from './query-types.js';
import { typedEvents } from './typed-streams.js';
import type { CimConstructor } from './types.js';
import { embeddedInstance, whereInput } from './where-input.js';

/** The events that WMI makes of the life of instances, by the method that waits for them. */
const EVENT_CLASSES = {
  $created: '__InstanceCreationEvent',
  $modified: '__InstanceModificationEvent',
  $deleted: '__InstanceDeletionEvent',
  /** The superclass of the others. */
  $changed: '__InstanceOperationEvent',
} as const;

type Method = keyof typeof EVENT_CLASSES;

/** Waits for what happens to the instances of a class. The events are objects of the base class. */
export function instanceEvents<Event>(
  method: Method,
  target: GeneratedClass,
  base: CimConstructor,
  session: Session,
  subscription: ModificationSubscription<never> = {},
): AsyncIterable<IndicationResult<Event>> {
  const text = instanceEventText(method, target, subscription);
  const events = typedEvents(text, operationOptions(subscription), new EventClass(target, base), session);
  return events as AsyncIterable<IndicationResult<unknown>> as AsyncIterable<IndicationResult<Event>>;
}

/**
 * The statement that waits for the events.
 * @throws MiArgumentError when the class does not allow a condition.
 */
export function instanceEventText(
  method: Method,
  target: GeneratedClass,
  { within, where = {}, previous = {} }: ModificationSubscription<never>,
): string {
  const place = new ArgumentPlace(target.name, method);
  const after = embeddedInstance('TargetInstance', target, where, place.member('where'));
  const before = whereInput(previous, target, place.member('previous'), 'PreviousInstance.');
  return selectStatement({
    properties: null,
    className: EVENT_CLASSES[method],
    within: withinInput(within, place.member('within')),
    where: before === null ? after : allOf([after, before]),
  });
}

/**
 * The class of the events of a target class, as if it had been generated. No class bears its name: one that has been
 * generated for all such events would not know the target.
 */
class EventClass extends GeneratedClass {
  readonly #target: GeneratedClass;

  constructor(target: GeneratedClass, base: CimConstructor) {
    const { namespace, name } = target;
    super(base, null, {
      revision: REVISION,
      class: `${namespace}:events of ${name}`,
      properties: `TargetInstance:instance(${name});PreviousInstance:instance(${name})`,
    });
    this.#target = target;
  }

  /** The only class that the table names. */
  override async load(): Promise<GeneratedClass> {
    return this.#target;
  }
}
