import { allOf, selectStatement } from '../wql/index.js';
import { ArgumentPlace } from './argument-place.js';
import { GeneratedClass } from './generated-class.js';
import { withinInput } from './query.js';
import { embeddedInstance, whereInput } from './where-input.js';

/** The events that WMI makes of the life of instances. The last one is the superclass of the others. */
export type InstanceEventClass =
  | '__InstanceCreationEvent'
  | '__InstanceModificationEvent'
  | '__InstanceDeletionEvent'
  | '__InstanceOperationEvent';

/** What a subscription to them says, unchecked. */
interface EventArguments {
  readonly within?: unknown;
  readonly where?: unknown;
  readonly previous?: unknown;
}

/**
 * The statement that waits for what happens to the instances of a class.
 * @throws MiArgumentError when the class does not allow a condition.
 */
export function instanceEventText(
  eventClass: InstanceEventClass,
  subscription: EventArguments,
  target: GeneratedClass,
  method: string,
): string {
  const { within, where = {}, previous = {} } = subscription;
  const place = new ArgumentPlace(target.name, method);
  const after = embeddedInstance('TargetInstance', target, where, place.member('where'));
  const before = whereInput(previous, target, place.member('previous'), 'PreviousInstance.');
  return selectStatement({
    properties: null,
    className: eventClass,
    within: withinInput(within, place.member('within')),
    where: before === null ? after : allOf([after, before]),
  });
}

/**
 * The class of the events of a target class, as if it had been generated. Its name is none that a server can give: an
 * event of a class that has been generated has embedded objects of no declared class.
 */
export function instanceEventClass({ namespace, name }: GeneratedClass, cls: GeneratedClass['cls']): GeneratedClass {
  return new GeneratedClass(cls, null, {
    revision: 1,
    class: `${namespace}:events of ${name}`,
    properties: `TargetInstance:instance(${name});PreviousInstance:instance(${name})`,
  });
}
