import type { RunningOperation } from '../handler/running-operation.js';
import { foldName } from '../schema/index.js';
import { hasText } from '../values/cim-reference.js';
import { CimDateTime, type CimElement, CimInstance, CimReference, type CimValue } from '../values/index.js';
import { LONGEST_TIME } from '../waiting.js';
import type { ClassStore } from './class-store.js';
import { completeInstance, copyInstance } from './instance-store.js';
import type { SelectQuery } from './queries.js';
import type { RepositoryClass } from './repository-class.js';
import type { InstanceChange, RepositoryContent } from './repository-content.js';
import { invalidAsMiError, repositoryError } from './repository-error.js';

/**
 * How many events may wait for one subscriber. Writers never wait for a subscriber, and no event is dropped silently:
 * a subscription that falls further behind ends with SERVER_LIMITS_EXCEEDED.
 */
const QUEUE_LIMIT = 1024;

/** The machine that events come from. */
const MACHINE_ID = 'localhost';

/** Milliseconds from 1601, the origin of time in WMI, to 1970. */
const EPOCH_OFFSET = 11_644_473_600_000n;

/** An operation that receives events. */
class Subscription {
  readonly namespace: string;
  readonly #query: SelectQuery;
  readonly #operation: RunningOperation;
  /** The events that the subscriber has not acknowledged, with their bookmarks. */
  readonly #waiting: (readonly [event: CimInstance, bookmark: string])[] = [];

  constructor(namespace: string, query: SelectQuery, operation: RunningOperation) {
    this.namespace = foldName(namespace);
    this.#query = query;
    this.#operation = operation;
  }

  /** Delivers the event when the query selects it. */
  offer(event: CimInstance, eventClass: RepositoryClass, bookmark: string): void {
    if (!eventClass.isNamed(this.#query.cimClass.name) || !this.#query.matches(event)) return;
    if (this.#waiting.length === QUEUE_LIMIT) {
      const message = `${QUEUE_LIMIT} events wait for their subscriber, and another came`;
      this.#operation.fail(repositoryError('SERVER_LIMITS_EXCEEDED', message));
      return;
    }
    this.#waiting.push([event, bookmark]);
    // A delivery that fails has ended the operation with its error.
    if (this.#waiting.length === 1) this.#deliver().catch(() => {});
  }

  async #deliver(): Promise<void> {
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      const [whole, bookmark] = next;
      const event = copyInstance(this.#query.project(whole));
      await this.#operation.deliver((sink) => sink.indicationResult(event, bookmark, MACHINE_ID));
      this.#waiting.shift();
    }
  }
}

/** The subscriptions to a repository, and the events that are raised for them. */
export class Indications {
  readonly #content: RepositoryContent;
  readonly #subscriptions = new Set<Subscription>();
  #count = 0;

  constructor(content: RepositoryContent) {
    this.#content = content;
    content.watch((change) => this.#raiseChange(change));
  }

  get hasSubscribers(): boolean {
    return this.#subscriptions.size > 0;
  }

  /**
   * Delivers events to the operation until it ends. The promise is never resolved: it rejects with the reason of the
   * end.
   * @param expires after how many milliseconds the operation fails; undefined for never.
   */
  subscribe(
    namespace: string,
    query: SelectQuery,
    operation: RunningOperation,
    expires: number | undefined,
  ): Promise<never> {
    const subscription = new Subscription(namespace, query, operation);
    this.#subscriptions.add(subscription);
    const expire = () => operation.fail(repositoryError('FAILED', `the subscription has expired after ${expires} ms`));
    const timer = expires === undefined ? undefined : setTimeout(expire, Math.min(expires, LONGEST_TIME));
    return new Promise((_, reject) => {
      const end = () => {
        clearTimeout(timer);
        this.#subscriptions.delete(subscription);
        reject(operation.signal.reason);
      };
      operation.signal.addEventListener('abort', end, { once: true });
    });
  }

  /**
   * Raises an event in the namespace of its class. The time of the event is now unless it is given.
   * @throws MiError NO_SUCH_PROPERTY, INVALID_PARAMETER, TYPE_MISMATCH
   */
  raise(eventClass: RepositoryClass, given: CimInstance): void {
    const event = invalidAsMiError(eventClass.namespace, () =>
      completeInstance(this.#content.classes, eventClass, given),
    );
    const elements = event.elements.map((element) => ({
      ...element,
      value: element.value ?? presentTime(element.name),
    }));
    this.#publish(eventClass, new CimInstance(event.className, elements, event.namespace));
  }

  #raiseChange(change: InstanceChange): void {
    if (this.#subscribersIn(change.cimClass.namespace).length === 0) return;
    for (const { eventClass, event } of changeEvents(change, this.#content.classes)) this.raise(eventClass, event);
  }

  #publish(eventClass: RepositoryClass, event: CimInstance): void {
    const bookmark = String(++this.#count);
    for (const subscription of this.#subscribersIn(eventClass.namespace)) {
      subscription.offer(event, eventClass, bookmark);
    }
  }

  #subscribersIn(namespace: string): readonly Subscription[] {
    const folded = foldName(namespace);
    return [...this.#subscriptions].filter((subscription) => subscription.namespace === folded);
  }
}

/** The present time, for the property of an event that holds it; null for any other property. */
function presentTime(property: string): CimValue {
  const now = new Date();
  // In intervals of 100 nanoseconds.
  if (property === 'TIME_CREATED') return (BigInt(now.getTime()) + EPOCH_OFFSET) * 10_000n;
  return property === 'IndicationTime' ? CimDateTime.from(now) : null;
}

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
  return EVENT_CLASSES[change.kind].flatMap((name) => {
    const eventClass = classes.find(change.cimClass.namespace, name);
    if (eventClass === undefined) return [];
    const elements = changeElements(change, eventClass.property(MODEL_PATH) !== undefined);
    const known = elements.filter((element) => eventClass.property(element.name)?.type === element.type);
    return { eventClass, event: new CimInstance(eventClass.name, known, eventClass.namespace) };
  });
}

/** The property of DMTF's events that holds the path of the instance as text. */
const MODEL_PATH = 'SourceInstanceModelPath';

/** The properties that describe a change, those of WMI's event classes and those of DMTF's. */
function changeElements({ instance, previous }: InstanceChange, hasPath: boolean): readonly CimElement[] {
  const path = hasPath ? pathText(instance) : null;
  return [
    { name: 'TargetInstance', type: 'instance', array: false, value: instance },
    { name: 'PreviousInstance', type: 'instance', array: false, value: previous },
    { name: 'SourceInstance', type: 'instance', array: false, value: instance },
    { name: MODEL_PATH, type: 'string', array: false, value: path },
  ];
}

/** The path of an instance as text; null where the path has none. */
function pathText({ className, elements, namespace }: CimInstance): string | null {
  const keys = elements.filter(({ key }) => key === true);
  const path = new CimReference(className, keys, namespace);
  return hasText(path) ? path.toString() : null;
}
