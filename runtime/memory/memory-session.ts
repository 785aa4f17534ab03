import type {
  CreateRequest,
  EnumerateClassesRequest,
  EnumerateRequest,
  GetClassRequest,
  GetInstanceRequest,
  OperationRequest,
  OperationSink,
  ProtocolOperation,
  ProtocolSession,
} from '../protocol.js';
import type { CimClass } from '../schema/index.js';
import { Session } from '../session.js';
import { CimInstance } from '../values/index.js';
import { invokeMethod } from './invoke-method.js';
import type { ProviderRegistry } from './provider-registry.js';
import type { RepositoryContent } from './repository-content.js';
import { repositoryError } from './repository-error.js';
import { RunningOperation } from './running-operation.js';

/** A session with the repository: carries out requests, in the order they were started. */
export class MemorySession implements ProtocolSession {
  readonly #content: RepositoryContent;
  readonly #providers: ProviderRegistry;
  /** What providers are given: a client's session with this one. */
  readonly #ownSession: Session = new Session(this, {}, () => {});

  constructor(content: RepositoryContent, providers: ProviderRegistry) {
    this.#content = content;
    this.#providers = providers;
  }

  start(request: OperationRequest, sink: OperationSink): ProtocolOperation {
    return new RunningOperation(sink, (operation) => this.#perform(request, operation));
  }

  /** Nothing is held for a session. */
  close(): Promise<void> {
    return Promise.resolve();
  }

  async #perform(request: OperationRequest, operation: RunningOperation): Promise<void> {
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
        return invokeMethod(this.#content, this.#providers, this.#ownSession, request, operation);
      default:
        throw repositoryError('NOT_SUPPORTED', `the repository in memory does not support ${request.kind} yet`);
    }
  }

  #getClass({ namespace, className }: GetClassRequest, operation: RunningOperation): Promise<void> {
    const { declaration } = this.#content.requireClass(namespace, className);
    return operation.deliver((sink) => sink.classResult(declaration));
  }

  async #enumerateClasses(request: EnumerateClassesRequest, operation: RunningOperation): Promise<void> {
    const { namespace, className, polymorphism, namesOnly } = request;
    for (const { declaration } of this.#content.subclasses(namespace, className, polymorphism)) {
      const cimClass = namesOnly ? nameOnly(declaration) : declaration;
      await operation.deliver((sink) => sink.classResult(cimClass));
    }
  }

  #getInstance({ namespace, instance }: GetInstanceRequest, operation: RunningOperation): Promise<void> {
    const found = this.#content.get(namespace, instance);
    return operation.deliver((sink) => sink.instanceResult(found.instance));
  }

  async #enumerate(request: EnumerateRequest, operation: RunningOperation): Promise<void> {
    const { namespace, className, polymorphism, keysOnly } = request;
    for (const instance of this.#content.enumerate(namespace, className, polymorphism)) {
      const result = keysOnly ? keyOnly(instance) : instance;
      await operation.deliver((sink) => sink.instanceResult(result));
    }
  }

  #create({ namespace, instance }: CreateRequest, operation: RunningOperation): Promise<void> {
    const created = this.#content.create(namespace, instance);
    return operation.deliver((sink) => sink.instanceResult(created));
  }
}

function nameOnly({ namespace, name, superclass }: CimClass): CimClass {
  return { namespace, name, superclass, qualifiers: [], properties: [], methods: [] };
}

function keyOnly({ className, elements, namespace }: CimInstance): CimInstance {
  return new CimInstance(
    className,
    elements.filter(({ key }) => key === true),
    namespace,
  );
}
