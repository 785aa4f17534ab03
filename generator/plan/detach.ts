import { mayOverride, sameShape } from './compatible.js';
import type { PlannedClass, PlannedMethod, PlannedProperty } from './planned.js';
import type { Scope } from './scope.js';

/**
 * Finds the classes that TypeScript does not accept as subtypes of their superclasses.
 *
 * @param classes superclasses before subclasses
 */
export function detachIncompatible(classes: readonly PlannedClass[], scope: Scope): void {
  const search = new IncompatibleClasses(classes, scope);
  const methods = classes.flatMap(redeclaredMethods);
  let found = search.detach(
    methods,
    classes,
    new Set(classes.filter(({ properties }) => properties.some(changesShape))),
  );
  while (found.length > 0) {
    const below = found.flatMap((planned) => search.attachedBelow(planned));
    found = search.detach(search.usersOf([...found, ...below]), below, new Set());
  }
  for (const planned of classes) search.hideMembers(planned);
}

/**
 * A detached class can make a method incompatible that takes or gives objects of it or of its subclasses. It also
 * stands between its subclasses and the methods that these redeclare. So both are looked at again, and only they.
 */
class IncompatibleClasses {
  readonly #scope: Scope;
  readonly #levels = new Map<PlannedClass, number>();
  readonly #subclasses = new Map<PlannedClass, PlannedClass[]>();
  /** Of the superclasses whose instance methods a class redeclares, the highest. */
  readonly #highest = new Map<PlannedClass, PlannedClass>();
  /** Methods that redeclare others, by the classes that they or those mention. */
  readonly #users = new Map<PlannedClass, PlannedMethod[]>();
  /** Methods that TypeScript does not allow to redeclare the others. */
  readonly #changed = new Set<PlannedMethod>();

  constructor(classes: readonly PlannedClass[], scope: Scope) {
    this.#scope = scope;
    for (const planned of classes) {
      const { superclass } = planned;
      this.#levels.set(planned, superclass === null ? 1 : this.#levelOf(superclass) + 1);
      if (superclass !== null) append(this.#subclasses, superclass, planned);
      for (const method of redeclaredMethods(planned)) this.#addRedeclared(method);
    }
  }

  #levelOf(planned: PlannedClass): number {
    return this.#levels.get(planned) ?? 0;
  }

  #addRedeclared(method: PlannedMethod): void {
    const { owner, isStatic, overridden } = method;
    if (overridden === null) return;
    for (const mentioned of new Set([...mentionedClasses(method), ...mentionedClasses(overridden)])) {
      append(this.#users, mentioned, method);
    }
    const highest = this.#highest.get(owner);
    const isHigher = highest === undefined || this.#levelOf(overridden.owner) < this.#levelOf(highest);
    if (!isStatic && isHigher) this.#highest.set(owner, overridden.owner);
  }

  /**
   * Detaches classes, and returns those that were not detached before.
   *
   * @param methods the methods to look at
   * @param suspects classes that may be below a detached class
   * @param incompatible classes that are incompatible, whatever their methods
   */
  detach(
    methods: Iterable<PlannedMethod>,
    suspects: readonly PlannedClass[],
    incompatible: Set<PlannedClass>,
  ): PlannedClass[] {
    for (const method of methods) {
      const { owner, overridden } = method;
      if (overridden === null || this.#changed.has(method) || mayOverride(method, overridden)) continue;
      this.#changed.add(method);
      incompatible.add(owner);
    }
    const found: PlannedClass[] = [];
    for (const planned of new Set([...suspects, ...incompatible])) {
      if (planned.detached !== null || !(incompatible.has(planned) || this.#isBehindDetached(planned))) continue;
      planned.detached = {
        base: this.#scope.allocate(`${planned.source.name}_Base`),
        members: new Set(),
        statics: new Set(),
      };
      found.push(planned);
    }
    return found;
  }

  /** Below a detached class, TypeScript sees methods as properties, which no method may override. */
  #isBehindDetached(planned: PlannedClass): boolean {
    const highest = this.#highest.get(planned);
    if (highest === undefined) return false;
    for (let link = planned.superclass; link !== null && link !== highest; link = link.superclass) {
      if (link.detached !== null) return true;
    }
    return false;
  }

  /** The subclasses for which this detached class is the nearest one. */
  attachedBelow(planned: PlannedClass): PlannedClass[] {
    const below: PlannedClass[] = [];
    const pending = [planned];
    for (const superclass of pending) {
      for (const subclass of this.#subclasses.get(superclass) ?? []) {
        if (subclass.detached !== null) continue;
        below.push(subclass);
        pending.push(subclass);
      }
    }
    return below;
  }

  /** The methods that redeclare others and mention one of these classes, or whose redeclared methods do. */
  usersOf(classes: readonly PlannedClass[]): ReadonlySet<PlannedMethod> {
    return new Set(classes.flatMap((planned) => this.#users.get(planned) ?? []));
  }

  /** Says which members of the superclass a detached class hides. */
  hideMembers(planned: PlannedClass): void {
    const { detached } = planned;
    if (detached === null) return;
    const methods = redeclaredMethods(planned);
    const hidden = [...planned.properties.filter(changesShape), ...methods.filter(({ isStatic }) => !isStatic)];
    const statics = methods.filter((method) => method.isStatic && this.#changed.has(method));
    const members = (features: readonly { readonly member: string }[]) => new Set(features.map(({ member }) => member));
    planned.detached = { base: detached.base, members: members(hidden), statics: members(statics) };
  }
}

function changesShape({ type, overridden }: PlannedProperty): boolean {
  return overridden !== null && !sameShape(type, overridden.type);
}

/** The classes of the values that a method takes and gives. */
function mentionedClasses({ parameters, result }: PlannedMethod): PlannedClass[] {
  const types = [...parameters.map(({ type }) => type), ...(result === null ? [] : [result.type])];
  return types.flatMap(({ target }) => target ?? []);
}

function redeclaredMethods({ methods }: PlannedClass): PlannedMethod[] {
  return methods.filter(({ overridden }) => overridden !== null);
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
