import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EmbeddedForm } from '../embedded-form.js';
import { RunningOperation } from '../handler/running-operation.js';
import type {
  AssociatorsRequest,
  CreateRequest,
  EnumerateClassesRequest,
  EnumerateRequest,
  GetClassRequest,
  GetInstanceRequest,
  OperationRequest,
  OperationSink,
  ProtocolOperation,
  ProtocolSession,
  ReferencesRequest,
  SubscribeRequest,
} from '../protocol.js';
import { nameOnly } from '../schema/index.js';
import type { CimInstance } from '../values/index.js';
import { associators, references } from './associations.js';
import type { Indications } from './indications.js';
import { copyInstance, keyOnly } from './instance-store.js';
import { invokeMethod } from './invoke-method.js';
import type { ProviderRegistry } from './method-providers.js';
import { eventQuery, queryInstances } from './queries.js';
import type { RepositoryContent } from './repository-content.js';
import { toMiError } from './repository-error.js';

/** A request whose operation ends by itself: any but a subscription. */
type FiniteRequest = Exclude<OperationRequest, SubscribeRequest>;

/** A session with the repository. It carries out requests in the order in which they were started. */
export class MemorySession implements ProtocolSession {
  readonly embeddedInstances: EmbeddedForm;
  readonly #content: RepositoryContent;
  readonly #providers: ProviderRegistry;
  readonly #indications: Indications;

  constructor(content: RepositoryContent, providers: ProviderRegistry, indications: Indications) {
    this.embeddedInstances = content.classes.form;
    this.#content = content;
    this.#providers = providers;
    this.#indications = indications;
  }

  start(request: OperationRequest, sink: OperationSink): ProtocolOperation {
    const work = (operation: RunningOperation): Promise<void> => {
      // A subscription begins at once: it gets every event from now on.
      return request.kind === 'subscribe'
        ? this.#subscribe(request, operation)
        : this.#performLater(request, operation);
    };
    return new RunningOperation(sink, work, toMiError);
  }

  /** Sessions hold nothing. */
  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Performs the request in the next turn of the event loop. When it is cancelled before, nothing is done. */
  async #performLater(request: FiniteRequest, operation: RunningOperation): Promise<void> {
    await nextTurn();
    operation.signal.throwIfAborted();
    return this.#perform(request, operation);
  }

  async #perform(request: FiniteRequest, operation: RunningOperation): Promise<void> {
    switch (request.kind) {
      case 'testConnection':
        return;
      case 'getClass':
        return this.#getClass(request, operation);
      case 'enumerateClasses':
        return this.#enumerateClasses(request, operation);
      case 'getInstance':
        return this.#getInstance(request, operation);
      case 'enumerate':
        return this.#enumerate(request, operation);
      case 'create':
        return this.#create(request, operation);
      case 'modify':
        this.#content.modify(request.namespace, request.instance);
        return;
      case 'delete':
        this.#content.delete(request.namespace, request.instance);
        return;
      case 'invoke':
        return invokeMethod(this.#content, this.#providers, this, request, operation);
      case 'query':
        return deliver(queryInstances(this.#content, request), false, operation);
      case 'associators':
        return this.#associators(request, operation);
      case 'references':
        return this.#references(request, operation);
    }
  }

  #getClass({ namespace, className }: GetClassRequest, operation: RunningOperation): Promise<void> {
    const { declaration } = this.#content.classes.require(namespace, className);
    return operation.deliver((sink) => sink.classResult(declaration));
  }

  async #enumerateClasses(request: EnumerateClassesRequest, operation: RunningOperation): Promise<void> {
    const { namespace, className, polymorphism, namesOnly } = request;
    for (const { declaration } of this.#content.classes.subclasses(namespace, className, polymorphism)) {
      const cimClass = namesOnly ? nameOnly(declaration) : declaration;
      await operation.deliver((sink) => sink.classResult(cimClass));
    }
  }

  #getInstance({ namespace, instance }: GetInstanceRequest, operation: RunningOperation): Promise<void> {
    const found = this.#content.get(namespace, instance);
    return deliver([found.instance], false, operation);
  }

  #enumerate(request: EnumerateRequest, operation: RunningOperation): Promise<void> {
    const { namespace, className, polymorphism, keysOnly } = request;
    return deliver(this.#content.enumerate(namespace, className, polymorphism), keysOnly, operation);
  }

  #associators(request: AssociatorsRequest, operation: RunningOperation): Promise<void> {
    const { namespace, instance, keysOnly } = request;
    const source = this.#content.get(instance.namespace ?? namespace, instance);
    return deliver([...associators(this.#content, namespace, source, request)], keysOnly, operation);
  }

  #references(request: ReferencesRequest, operation: RunningOperation): Promise<void> {
    const { namespace, instance, resultClass: associationClass, role, keysOnly } = request;
    const source = this.#content.get(instance.namespace ?? namespace, instance);
    return deliver([...references(this.#content, namespace, source, { associationClass, role })], keysOnly, operation);
  }

  async #subscribe(request: SubscribeRequest, operation: RunningOperation): Promise<void> {
    const { namespace, expires } = request;
    return this.#indications.subscribe(namespace, eventQuery(this.#content, request), operation, expires);
  }

  #create({ namespace, instance }: CreateRequest, operation: RunningOperation): Promise<void> {
    return deliver([this.#content.create(namespace, instance)], false, operation);
  }
}

/** Delivers copies of the instances as they are now: changes during the delivery have no effect on them. */
async function deliver(
  instances: readonly CimInstance[],
  keysOnly: boolean,
  operation: RunningOperation,
): Promise<void> {
  for (const instance of instances) {
    const result = copyInstance(keysOnly ? keyOnly(instance) : instance);
    await operation.deliver((sink) => sink.instanceResult(result));
  }
}
