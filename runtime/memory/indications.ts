import type { RunningOperation } from '../handler/running-operation.js';
import { foldName } from '../schema/index.js';
import { type CimElement, CimInstance } from '../values/index.js';
import { changeElements, presentTime } from './change-events.js';
import { copyInstance } from './instance-copies.js';
import type { RepositoryClass } from './repository-class.js';
import type { InstanceChange, RepositoryContent } from './repository-content.js';
import { repositoryError } from './repository-error.js';
import type { SelectQuery } from './wql/select-query.js';

/** The event classes that tell of a change: WMI's, and DMTF's where the schema has them. */
const CHANGE_EVENTS: Readonly<Record<InstanceChange['kind'], readonly string[]>> = {
  creation: ['__InstanceCreationEvent', 'CIM_InstCreation'],
  modification: ['__InstanceModificationEvent', 'CIM_InstModification'],
  deletion: ['__InstanceDeletionEvent', 'CIM_InstDeletion'],
};

/**
 * So many events wait for one subscriber. A writer never waits for a subscriber, and no event is left out in silence:
 * a subscription that falls further behind ends with SERVER_LIMITS_EXCEEDED.
 */
const QUEUE_LIMIT = 1024;

/** What the repository says it is, beside each event. */
const MACHINE_ID = 'localhost';

/** An operation that waits for events. */
class Subscription {
  readonly namespace: string;
  readonly #query: SelectQuery;
  readonly #operation: RunningOperation;
  /** Events that the subscriber has not acknowledged, with their bookmarks. */
  readonly #waiting: (readonly [event: CimInstance, bookmark: string])[] = [];

  constructor(namespace: string, query: SelectQuery, operation: RunningOperation) {
    this.namespace = foldName(namespace);
    this.#query = query;
    this.#operation = operation;
  }

  offer(event: CimInstance, eventClass: RepositoryClass, bookmark: string): void {
    if (!eventClass.isNamed(this.#query.cimClass.name) || !this.#query.matches(event)) return;
    if (this.#waiting.length === QUEUE_LIMIT) {
      const message = `${QUEUE_LIMIT} events wait for their subscriber, and another came`;
      this.#operation.fail(repositoryError('SERVER_LIMITS_EXCEEDED', message));
      return;
    }
    this.#waiting.push([event, bookmark]);
    // What goes wrong with a delivery ends the operation.
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

/** The subscriptions of a repository, and the events that go to them. */
export class Indications {
  readonly #content: RepositoryContent;
  readonly #subscriptions = new Set<Subscription>();
  #count = 0;

  constructor(content: RepositoryContent) {
    this.#content = content;
    content.watch((change) => this.#raiseChange(change));
  }

  /** Delivers events to the operation until that ends: the promise only ever rejects, with the reason of the end. */
  subscribe(namespace: string, query: SelectQuery, operation: RunningOperation): Promise<never> {
    const subscription = new Subscription(namespace, query, operation);
    this.#subscriptions.add(subscription);
    return new Promise((_, reject) => {
      const end = () => {
        this.#subscriptions.delete(subscription);
        reject(operation.signal.reason);
      };
      operation.signal.addEventListener('abort', end, { once: true });
    });
  }

  /**
   * Raises an event in the namespace of its class. What is not given of when it happened is now.
   * @throws MiError NO_SUCH_PROPERTY, INVALID_PARAMETER, TYPE_MISMATCH
   */
  raise(eventClass: RepositoryClass, given: CimInstance): void {
    const event = this.#content.complete(eventClass, copyInstance(given));
    const elements = event.elements.map((element) => {
      const time = element.value === null ? presentTime(element.name) : null;
      return time === null ? element : { ...element, value: time };
    });
    this.#publish(eventClass, new CimInstance(event.className, elements, event.namespace));
  }

  #raiseChange(change: InstanceChange): void {
    const { namespace } = change.cimClass;
    if (this.#subscribersIn(namespace).length === 0) return;
    const elements = changeElements(change);
    for (const name of CHANGE_EVENTS[change.kind]) {
      const eventClass = this.#content.findClass(namespace, name);
      if (eventClass !== undefined) this.raise(eventClass, eventOf(eventClass, elements));
    }
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

/** An event that holds those of the elements that its class has. */
function eventOf(eventClass: RepositoryClass, elements: readonly CimElement[]): CimInstance {
  const known = elements.filter(({ name, type }) => eventClass.property(name)?.type === type);
  return new CimInstance(eventClass.name, known, eventClass.namespace);
}
