import { setImmediate as subscribersTurn } from 'node:timers/promises';
import type { SessionOptions } from '../options.js';
import type { ProtocolHandler, ProtocolSession } from '../protocol.js';
import { type CimSchema, isSchema } from '../schema/index.js';
import { ArgumentPlace, shown } from '../v1/argument-place.js';
import type { CimObject } from '../v1/cim-object.js';
import { cimName } from '../v1/class-table.js';
import { propertyInputs } from '../v1/element-input.js';
import type { GeneratedClass } from '../v1/generated-class.js';
import { stateOf } from '../v1/object-state.js';
import { nearestClass } from '../v1/registry.js';
import { targetOf } from '../v1/target.js';
import type { CimConstructor, Initial, KeyName } from '../v1/types.js';
import { CimInstance } from '../values/index.js';
import { Indications } from './indications.js';
import { MemorySession } from './memory-session.js';
import type { MethodProviders } from './method-providers.js';
import { type ProviderFunction, ProviderRegistry } from './provider-registry.js';
import { RepositoryContent } from './repository-content.js';
import { repositoryError } from './repository-error.js';

/** What a {@link MemoryRepository} can be given. */
export interface MemoryRepositoryOptions {
  /** Classes and instances to begin with, as a schema source delivers them. */
  readonly schema?: CimSchema;
}

/**
 * A CIM repository in the process, for tests and demonstrations: `initialize({ handler: repository })`.
 *
 * It holds classes and instances, answers queries in WQL, follows associations, tells subscribers what happens, and
 * runs methods through providers written in TypeScript. Keys compare with regard to letter case, and every property
 * can be written: what a real server refuses beyond its schema, a provider has to refuse.
 *
 * Events reach every subscription of their namespace at once, whatever its `WITHIN` says. A subscriber that does not
 * take them holds nobody up: 1024 wait for it, then its subscription ends with SERVER_LIMITS_EXCEEDED.
 * @example
 * const repository = new MemoryRepository({ schema });
 * repository.provide(Win32_Process, { Create: () => ({ ProcessId: 42, ReturnValue: 0 }) });
 * const application = await initialize({ handler: repository });
 */
export class MemoryRepository implements ProtocolHandler {
  readonly #content = new RepositoryContent();
  readonly #providers = new ProviderRegistry();
  readonly #indications = new Indications(this.#content);
  readonly #session = new MemorySession(this.#content, this.#providers, this.#indications);

  /**
   * @throws TypeError for what are no options with a schema, RepositoryLoadError naming everything that is wrong with the
   * schema.
   */
  constructor(options: MemoryRepositoryOptions = {}) {
    const { schema } = options;
    const understood =
      schema === undefined ? Object.keys(options).every((name) => name === 'schema') : isSchema(schema);
    if (!understood) throw new TypeError('a MemoryRepository takes { schema: loadMof(…).schema }');
    if (schema !== undefined) this.load(schema);
  }

  /**
   * Adds classes and instances: all of the schema, or nothing. Superclasses stand in it or are there already; a class
   * that is there already in the same words is no harm.
   *
   * Subscribers hear nothing of it: what is loaded was there before. Left out are instances of WMI's system classes
   * (`__Win32Provider`) that the schema does not declare, and instances without keys that bear an alias: those are
   * embedded where the alias stands.
   * @throws TypeError for what is no schema, RepositoryLoadError naming everything that is wrong with the schema.
   */
  load(schema: CimSchema): void {
    if (!isSchema(schema)) throw new TypeError('load() takes a schema: loadMof(…).schema');
    this.#content.load(schema);
  }

  /**
   * Gives methods of a generated class their providers. A call goes to the provider of the class nearest to the
   * instance's own; a provider that is given again replaces the first.
   *
   * What a provider throws ends the call: an `MiError` as it is, anything else as FAILED with its message.
   * @throws TypeError for what is no function, MiError INVALID_CLASS, INVALID_NAMESPACE, METHOD_NOT_FOUND when the
   * repository's schema has no such class or method.
   */
  provide<C extends CimConstructor>(generatedClass: C, providers: MethodProviders<C>): void {
    const generated = generatedOf(generatedClass, 'provide');
    const cimClass = this.#content.classes.require(generated.namespace, generated.name);
    for (const [member, implementation] of Object.entries(providers)) {
      const name = cimName(member);
      const method = cimClass.method(name);
      if (method === undefined) throw repositoryError('METHOD_NOT_FOUND', `${cimClass.path} has no method ${name}`);
      if (typeof implementation !== 'function') {
        throw new TypeError(
          `the provider of ${cimClass.name}.${name} must be a function, not ${shown(implementation)}`,
        );
      }
      this.#providers.add(cimClass, {
        implementation: implementation as ProviderFunction,
        method: generated.method(name, method.static),
      });
    }
  }

  /**
   * Changes properties of a stored instance, also those that clients cannot write. The object itself stays as it is.
   * @param object an object of a generated class; its keys say which instance.
   * @throws MiArgumentError when the class does not allow a value, MiError NOT_FOUND when there is no such instance.
   */
  async update<T extends CimObject>(object: T, values: Omit<Initial<T>, KeyName<T>>): Promise<void> {
    const state = stateOf(object);
    if (state === undefined) throw new TypeError('update() takes an object of a generated class');
    const { generated, namespace } = state;
    const { className, elements } = targetOf(state, 'update');
    const place = new ArgumentPlace(generated.name, 'update');
    const changes = await propertyInputs(Object.entries(values), generated, place);
    for (const { name, key } of changes) {
      if (key === true) place.member(name).refuse('is a key, and keys do not change');
    }
    this.#content.modify(namespace, new CimInstance(className, [...elements, ...changes], namespace));
    await subscribersTurn();
  }

  /**
   * Raises an event: an instance of a generated indication class. Subscriptions to the class and its superclasses get
   * it; when it was raised (`TIME_CREATED`, `IndicationTime`) need not be given.
   * @throws MiArgumentError when the class does not allow a value, MiError INVALID_CLASS when it is no class of events.
   */
  async indicate<T extends CimObject>(generatedClass: CimConstructor<T>, values: Initial<T>): Promise<void> {
    const generated = generatedOf(generatedClass, 'indicate');
    const cimClass = this.#content.classes.require(generated.namespace, generated.name);
    if (!cimClass.indication) throw repositoryError('INVALID_CLASS', `${cimClass.path} is no class of events`);
    const place = new ArgumentPlace(generated.name, 'indicate');
    const elements = await propertyInputs(Object.entries(values), generated, place);
    this.#indications.raise(cimClass, new CimInstance(cimClass.name, elements, cimClass.namespace));
    await subscribersTurn();
  }

  /** Sessions share the repository; none holds anything of its own. */
  async newSession(_options: SessionOptions): Promise<ProtocolSession> {
    return this.#session;
  }

  /** The repository keeps what it holds, and can be used again. */
  async close(): Promise<void> {}
}

function generatedOf(cls: CimConstructor, method: string): GeneratedClass {
  const generated = nearestClass(cls);
  if (generated?.cls !== cls) throw new TypeError(`${method}() takes a generated class`);
  return generated;
}
