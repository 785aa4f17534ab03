import { type CimElement, CimInstance, CimReference } from '../values/index.js';
import type { ClassStore } from './class-store.js';
import type { RepositoryClass } from './repository-class.js';
import type { InstanceChange } from './repository-content.js';

/** An event that is not complete yet, and its class. */
interface ChangeEvent {
  readonly eventClass: RepositoryClass;
  readonly event: CimInstance;
}

/** The classes of the events for each kind of change: WMI's, and DMTF's, which a schema may declare. */
const EVENT_CLASSES: Readonly<Record<InstanceChange['kind'], readonly string[]>> = {
  creation: ['__InstanceCreationEvent', 'CIM_InstCreation'],
  modification: ['__InstanceModificationEvent', 'CIM_InstModification'],
  deletion: ['__InstanceDeletionEvent', 'CIM_InstDeletion'],
};

/** The events that tell of a change, one for each event class that the namespace of the instance has. */
export function changeEvents(change: InstanceChange, classes: ClassStore): readonly ChangeEvent[] {
  const elements = changeElements(change);
  return EVENT_CLASSES[change.kind].flatMap((name) => {
    const eventClass = classes.find(change.cimClass.namespace, name);
    if (eventClass === undefined) return [];
    const known = elements.filter((element) => eventClass.property(element.name)?.type === element.type);
    return { eventClass, event: new CimInstance(eventClass.name, known, eventClass.namespace) };
  });
}

/** The properties that describe a change, those of WMI's event classes and those of DMTF's. */
function changeElements({ instance, previous }: InstanceChange): readonly CimElement[] {
  const { className, elements, namespace } = instance;
  const keys = elements.filter(({ key }) => key === true);
  const path = new CimReference(className, keys, namespace).toString();
  return [
    { name: 'TargetInstance', type: 'instance', array: false, value: instance },
    { name: 'PreviousInstance', type: 'instance', array: false, value: previous },
    { name: 'SourceInstance', type: 'instance', array: false, value: instance },
    { name: 'SourceInstanceModelPath', type: 'string', array: false, value: path },
  ];
}
