import { setImmediate as nextTurn } from 'node:timers/promises';
import { didYouMean } from '../nearest-name.js';
import { optionMistake } from '../option-checks.js';
import type { ProtocolHandler, ProtocolSession } from '../protocol.js';
import { isSchema } from '../schema/index.js';
import type { SessionOptions } from '../session-options.js';
import { ArgumentPlace } from '../v1/class-call.js';
import { cimName } from '../v1/class-table.js';
import { givenArguments, propertyInputs } from '../v1/element-input.js';
import { type Constructor, type GeneratedClass, generatedClass } from '../v1/generated-class.js';
import { stateOf, targetOf } from '../v1/object-state.js';
import { typedObject } from '../v1/results.js';
import type { GeneratedObject, Initial, KeyName } from '../v1/types.js';
import { acrossCopies } from '../values/copies.js';
import { CimDateTime, type CimElement, CimInstance, CimInterval, CimReference } from '../values/index.js';
import { shown } from '../values/shown.js';
import { generatedSchema } from './generated-schema.js';
import { Indications } from './indications.js';
import { copyInstance } from './instance-store.js';
import { ownSession } from './invoke-method.js';
import { MemorySession } from './memory-session.js';
import { type MethodProviders, type ProviderFunction, ProviderRegistry } from './method-providers.js';
import { readMofFiles } from './mof-files.js';
import type { RepositoryClass } from './repository-class.js';
import { RepositoryContent } from './repository-content.js';
import { repositoryError } from './repository-error.js';
import {
  generatedOf,
  type MemoryRepositoryOptions,
  REPOSITORY_OPTIONS,
  type SchemaGiven,
  schemaIn,
} from './repository-options.js';

/**
 * A CIM repository in the process, for tests and demonstrations: `initialize({ handler: repository })`.
 *
 * It holds classes and instances, answers queries in WQL, follows associations, delivers events to subscribers, and
 * runs methods through providers written in TypeScript. Every property can be written: what a real server refuses
 * beyond its schema, a provider has to refuse.
 *
 * Instances are identified as in WMI: letter case does not count in the values of keys, which are read as they were
 * written when the instance was created. (DSP0004 has them compared exactly.) Every namespace has WMI's system classes
 * (`__EventFilter`, `__NAMESPACE`), and an instance of `__NAMESPACE` creates a namespace. Associations are found from
 * the instances at all their ends, whatever namespaces these and the association itself are in.
 *
 * Every subscription of a namespace gets its events at once, whatever its `WITHIN` says. As on Windows, where providers
 * seldom report changes of instances themselves, a subscription to them must have one (`within`). A slow subscriber
 * delays nobody: up to 1024 events wait for it, then its subscription ends with SERVER_LIMITS_EXCEEDED.
 *
 * Of the `SessionOptions`, `timeout`, `closeTimeout` and `embeddedInstances` have an effect: the session applies them
 * itself, with any handler. The repository ignores all others.
 *
 * Of the `RequestOptions`, `timeout` has an effect in the same way, and the repository respects `channels`,
 * `promptUserMode`, `promptUserAnswer` and `writeErrorMode`: in the modes `report` and `ignore` a provider does not
 * wait for the client.
 * It ignores all others: events name a machine whatever `machineId` says, types are always exact (`typeInformation`),
 * and `delivery`, `localizedQualifiers`, `expensiveProperties`, `resourceUri`, `resourceUriPrefix`,
 * `providerArchitecture`, `requireArchitecture` and `customOptions` mean nothing to it.
 *
 * Sessions with the repository carry out no operations on the calling thread (`session.sync`).
 * @example
 * const repository = new MemoryRepository({ classes: [Win32_Process] });
 * await repository.insert(Win32_Process, { Handle: '4', Name: 'System' });
 * repository.provide(Win32_Process, { Create: () => ({ ProcessId: 42, ReturnValue: 0 }) });
 * const application = await initialize({ handler: repository });
 */
export class MemoryRepository implements ProtocolHandler {
  static {
    acrossCopies(MemoryRepository, 'MemoryRepository');
  }

  readonly #content: RepositoryContent;
  readonly #providers = new ProviderRegistry();
  readonly #indications: Indications;
  readonly #session: MemorySession;

  /**
   * @throws TypeError for wrong options; RepositoryLoadError that names everything that is wrong with the schema.
   */
  constructor(options: MemoryRepositoryOptions = {}) {
    const mistake = isSchema(options) ? 'a schema is given as an option' : optionMistake(options, REPOSITORY_OPTIONS);
    if (mistake !== null) {
      throw new TypeError(`a MemoryRepository takes { schema: loadMof(…).schema } or { classes: […] }: ${mistake}`);
    }
    this.#content = new RepositoryContent(options.embeddedInstances);
    this.#indications = new Indications(this.#content);
    this.#session = new MemorySession(this.#content, this.#providers, this.#indications);
    if (options.classes !== undefined) this.#content.load(generatedSchema(options.classes.map(generatedClass)));
    if (options.schema !== undefined) this.#content.load(options.schema);
  }

  /**
   * A repository of what a source of schemas gives: `MemoryRepository.from(loadMof(['x.mof'], { namespace }))`.
   * @throws TypeError when it is no schema; else as the constructor does.
   */
  static from(source: SchemaGiven, options: Omit<MemoryRepositoryOptions, 'schema'> = {}): MemoryRepository {
    return new MemoryRepository({ ...options, schema: schemaIn(source, 'MemoryRepository.from()') });
  }

  /**
   * A Windows server in the process, to try things on and to test against: SRV01, with processes, services, disks,
   * accounts and the like. Methods act on it, and events follow. It is the same at every call, and each machine is a
   * repository of its own.
   */
  static async demo(): Promise<MemoryRepository> {
    const { demoSchema, furnish } = await import('./demo/index.js');
    const repository = new MemoryRepository({ schema: await demoSchema(), embeddedInstances: 'text' });
    await furnish(repository, (cls, values) => repository.#insertLater(cls, values));
    return repository;
  }

  /**
   * Adds the classes and instances of a schema, or of MOF files such as `mi-codegen pull --instances` writes: all of
   * them, or none. Superclasses are in the schema or already in the repository; a class whose superclass is missing has
   * its own features alone, as in generated code (the diagnostics of `loadMof` name it). Of several declarations of a
   * class in the schema the last one is used. What is already in the repository may be declared again in the same way.
   *
   * Subscribers get no events for it. An instance without keys that has an alias is only embedded where its alias is
   * used. Instances of system classes (`__…`) that neither WMI nor the schema has are left out.
   * @param files paths. They are loaded when the promise is resolved.
   * @param namespace that of what is in front of the first `#pragma namespace` of a file.
   * @throws TypeError when the argument is neither; RepositoryLoadError naming everything that is wrong with a schema;
   * DiagnosticError with everything that is wrong with a file.
   */
  load(source: SchemaGiven): void;
  load(files: string | readonly string[], namespace?: string): Promise<void>;
  load(given: SchemaGiven | string | readonly string[], namespace = 'root/cimv2'): void | Promise<void> {
    const files = typeof given === 'string' ? [given] : given;
    if (Array.isArray(files)) return readMofFiles(files, namespace).then((schema) => this.#content.load(schema));
    this.#content.load(schemaIn(given, 'load()'));
  }

  /**
   * Registers providers for methods of a generated class. A call goes to the provider of the instance's class, or else
   * of its nearest superclass that has one. A new provider of a method replaces the old one.
   *
   * What a provider throws ends the call: an `MiError` as it is, anything else as FAILED with its message.
   * @throws TypeError when a provider is not a function, or the class is not generated; MiError INVALID_CLASS,
   * INVALID_NAMESPACE, METHOD_NOT_FOUND when the repository has no such class or method.
   */
  provide<C extends Constructor<GeneratedObject>>(generatedClass: C, providers: MethodProviders<C>): void {
    const generated = generatedOf(generatedClass, 'provide');
    if (typeof providers !== 'object' || providers === null) {
      throw new TypeError(`provide() takes the providers as an object, by methods, not ${shown(providers)}`);
    }
    const cimClass = this.#classOf(generated);
    for (const [member, implementation] of Object.entries(providers)) {
      const name = cimName(member);
      const method = cimClass.method(name);
      if (method === undefined) {
        const known = [...cimClass.chain()].flatMap(({ declaration }) => declaration.methods.map((each) => each.name));
        const message = `${cimClass.path} has no method ${name}${didYouMean(name, known)}`;
        throw repositoryError('METHOD_NOT_FOUND', message);
      }
      if (typeof implementation !== 'function') {
        throw new TypeError(
          `the provider of ${cimClass.name}.${name} must be a function, not ${shown(implementation)}`,
        );
      }
      this.#providers.add(cimClass, method.name, {
        implementation: implementation as ProviderFunction,
        method: () => generated.method(name, method.static),
      });
    }
  }

  /**
   * Adds an instance, with values also for properties that clients cannot write. A property that is not given gets the
   * default value of its class, or null.
   * @returns an object of the instance. Its methods reach the repository as those of a client do.
   * @throws TypeError when the class is not generated; MiArgumentError when the class does not allow a value; MiError
   * ALREADY_EXISTS, INVALID_CLASS, INVALID_NAMESPACE, INVALID_PARAMETER (a key is missing), NOT_SUPPORTED (an abstract
   * class).
   */
  async insert<T extends GeneratedObject>(cls: Constructor<T>, values: Initial<T>): Promise<T> {
    const generated = generatedOf(cls, 'insert');
    const { namespace } = generated;
    this.#classOf(generated);
    const stored = this.#content.create(namespace, await this.#given(values, generated, 'insert'));
    await this.#told();
    return typedObject(copyInstance(stored), generated, ownSession(this.#session), namespace);
  }

  /** Does what `insert` does when somebody asks for the class; at once where that needs something to be loaded. */
  async #insertLater<T extends GeneratedObject>(cls: Constructor<T>, values: Initial<T>): Promise<void> {
    const generated = generatedOf(cls, 'insert');
    const { namespace, name } = generated;
    const now = Object.values(values).flat().some(mayBeEmbedded)
      ? await this.#given(values, generated, 'insert')
      : null;
    this.#content.defer(this.#classOf(generated), () => {
      const given = now ?? this.#given(values, generated, 'insert');
      if (given instanceof Promise) throw new TypeError(`${namespace}:${name} needs a module that is not loaded`);
      return given;
    });
  }

  /**
   * Changes properties of a stored instance, whether clients can write them or not. The object itself does not change.
   * @param object an object of a generated class. Its keys select the instance.
   * @throws TypeError when the object is not of a generated class; MiArgumentError when the class does not allow a
   * value; MiError NOT_FOUND when there is no such instance.
   */
  async update<T extends GeneratedObject>(object: T, values: Omit<Initial<T>, KeyName<T>>): Promise<void> {
    const state = stateOf(object);
    if (state === undefined) {
      throw new TypeError(`update() takes an object of a generated class, not ${shown(object)}`);
    }
    const { generated, namespace } = state;
    const place = new ArgumentPlace(generated.name, 'update');
    const target = targetOf(state, place);
    const changes = await this.#given(values, generated, 'update');
    for (const { name, key } of changes.elements) {
      if (key === true) place.member(name).refuse('is a key, and keys do not change');
    }
    const elements = [...target.elements, ...changes.elements];
    this.#content.modify(namespace, new CimInstance(target.className, elements, namespace));
    await this.#told();
  }

  /**
   * Raises an event: an instance of a generated indication class. Subscriptions to the class and to its superclasses
   * get it. The time of the event (`TIME_CREATED`, `IndicationTime`) is now unless it is given.
   * @throws TypeError when the class is not generated; MiArgumentError when the class does not allow a value; MiError
   * INVALID_CLASS when it is not a class of events.
   */
  async indicate<T extends GeneratedObject>(cls: Constructor<T>, values: Initial<T>): Promise<void> {
    const generated = generatedOf(cls, 'indicate');
    const cimClass = this.#classOf(generated);
    if (!cimClass.indication) throw repositoryError('INVALID_CLASS', `${cimClass.path} is no class of events`);
    this.#indications.raise(cimClass, await this.#given(values, generated, 'indicate'));
    await this.#told();
  }

  /** @throws MiError INVALID_CLASS, INVALID_NAMESPACE when the repository does not have the class. */
  #classOf({ namespace, name }: GeneratedClass): RepositoryClass {
    const found = this.#content.classes.find(namespace, name);
    if (found !== undefined) return found;
    const wayOut = `new MemoryRepository({ classes: [${name}] }) has it, and so has one that has loaded its schema`;
    throw repositoryError('INVALID_CLASS', `there is no class ${name} in ${namespace}: ${wayOut}`);
  }

  /**
   * The values that a method of this class is given, as an instance.
   * @throws MiArgumentError when the class does not have a property, or does not allow its value.
   */
  #given(values: unknown, generated: GeneratedClass, method: string): CimInstance | Promise<CimInstance> {
    const { name, namespace } = generated;
    const place = new ArgumentPlace(name, method);
    const { form } = this.#content.classes;
    const instanceOf = (elements: readonly CimElement[]) => new CimInstance(name, elements, namespace);
    const elements = propertyInputs([...givenArguments(values, place)], generated, place, form);
    return elements instanceof Promise ? elements.then(instanceOf) : instanceOf(elements);
  }

  /** Subscribers get an event before its cause goes on. */
  async #told(): Promise<void> {
    if (this.#indications.hasSubscribers) await nextTurn();
  }

  /** Opens a session. All sessions share the repository. The options are ignored. */
  async newSession(_options: SessionOptions): Promise<ProtocolSession> {
    return this.#session;
  }

  /** Does nothing: the repository keeps what it holds, and can be used again. */
  async close(): Promise<void> {}
}

/** False for what is no embedded instance for certain. Properties of any class would have to be read to know. */
function mayBeEmbedded(value: unknown): boolean {
  const isOther = [CimDateTime, CimInterval, CimReference].some((kind) => value instanceof kind);
  return typeof value === 'object' && value !== null && !isOther;
}
