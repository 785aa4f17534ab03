import { DEEPEST_EMBEDDED_TEXT } from '../cim-xml/texts.js';
import { isMiError } from '../errors.js';
import type { IndicationResult, OperationOptions } from '../options.js';
import { type Events, mapEvents, mapResults, type Results } from '../result-stream.js';
import { foldName } from '../schema/index.js';
import type { Session } from '../session.js';
import { type CimElement, CimInstance, CimReference, type InstanceSource } from '../values/index.js';
import { answerClass } from './answer-class.js';
import { declaredPath, knownClass } from './declared-key.js';
import { declaring } from './declared-types.js';
import { receivedInstance } from './embedded-text.js';
import type { DeclaredElement, GeneratedClass } from './generated-class.js';
import { type Loading, whenLoaded } from './loading.js';
import { type Declarations, dependsOnClass, type Members, propertiesOf } from './member-layout.js';
import { type CimInit, newObject, type ObjectState, placeOf, targetOf } from './object-state.js';
import { mismatch, plainMembers, plainValue } from './plain-members.js';
import { isNull, itemsOf, type ReceivedItem, receivedItem, receivedValue, valueOfItems } from './received-value.js';

/** Where an answer came from. */
export interface Origin {
  readonly session: Session;
  /** The namespace that is meant where the answer names none. */
  readonly namespace: string;
  /** In how many texts of embedded instances it was; absent: in none. */
  readonly texts?: number | undefined;
}

/**
 * An object of the class that was asked, or of the generated subclass that the server names. A promise of it where the
 * module of a class has to be loaded first.
 * @param namespace where the server was asked; the answer may name another.
 * @throws MiError TYPE_MISMATCH for a value that is not what the class declares.
 */
export function typedObject<T>(
  instance: CimInstance,
  asked: GeneratedClass<T>,
  session: Session,
  namespace: string,
): T | Promise<T> {
  const state = stateFrom(instance, asked, { session, namespace });
  const members = plainMembers(instance.elements, propertiesOf(state.generated));
  return members === null ? whenLoaded(objectOf(state)) : newObject({ state, members });
}

/** What {@link typedObject} makes the object from. */
export function objectInit<T>(
  instance: CimInstance,
  asked: GeneratedClass<T>,
  session: Session,
  namespace: string,
): CimInit<T> | Promise<CimInit<T>> {
  return whenLoaded(initFrom(stateFrom(instance, asked, { session, namespace })));
}

/** An object that has its keys alone. A key embeds no instance, so no module has to be loaded. */
export function keyObject<T>(state: ObjectState<T>): T {
  const names: string[] = [];
  const values: unknown[] = [];
  for (const element of state.elements) {
    const key = state.generated.properties.get(foldName(element.name));
    names.push(key?.member ?? element.name);
    values.push(key === undefined ? element.value : keyValue(element, key, state));
  }
  return newObject({ state, members: { names, values, areNew: false } });
}

function keyValue(element: CimElement, key: DeclaredElement, state: ObjectState): unknown {
  const { value } = element;
  return value instanceof CimReference ? typedReference(value, key, state) : receivedValue(element, key);
}

/**
 * The path of an object, which reads objects of its class.
 * @throws MiArgumentError when the object was read without its keys.
 */
export function pathOf<T>(state: ObjectState<T>): CimReference<T> {
  const { generated, className, namespace } = state;
  const path = new CimReference(className, targetOf(state, placeOf(state, '$path')).elements);
  return new TypedReference(path, namespace, generated, (instance, session) => {
    return typedObject(instance, generated, session, namespace);
  });
}

/** The work of {@link typedObject}. */
export function objectFrom<T>(instance: CimInstance, asked: GeneratedClass<T>, origin: Origin): Loading<T> {
  return objectOf(stateFrom(instance, asked, origin), origin.texts);
}

function* objectOf<T>(state: ObjectState<T>, texts?: number): Loading<T> {
  return newObject(yield* initFrom(state, texts));
}

function* initFrom<T>(state: ObjectState<T>, texts?: number): Loading<CimInit<T>> {
  const { generated, elements, session, namespace } = state;
  return { state, members: yield* typedMembers(elements, propertiesOf(generated), { session, namespace, texts }) };
}

function stateFrom<T>(instance: CimInstance, asked: GeneratedClass<T>, origin: Origin): ObjectState<T> {
  const { className, elements } = instance;
  const { generated, namespace } = answerClass(instance, asked, origin.namespace);
  return { generated, className, namespace, session: origin.session, elements };
}

/**
 * The values of elements as generated code declares them, by member. A text that stands for an embedded instance and
 * holds none is left out: the server may write there what it likes.
 * @throws MiError TYPE_MISMATCH for a value that is not what is declared.
 */
export function* typedMembers(
  elements: readonly CimElement[],
  declarations: Declarations,
  origin: Origin,
): Loading<Members> {
  const plain = plainMembers(elements, declarations);
  if (plain !== null) return plain;
  const { holder } = declarations;
  const { declared, members } = declarations.layout(elements);
  const names: string[] = [];
  const values: unknown[] = [];
  for (const [index, element] of elements.entries()) {
    const declaration = declared[index];
    if (declaration === null) continue;
    let value: unknown;
    if (declaration === undefined || !dependsOnClass(declaration)) {
      value = plainValue(element, declaration, holder);
    } else {
      value = yield* checkedClassValue(element, declaration, origin, holder);
      if (value === undefined) continue;
    }
    names.push(members[index] ?? '');
    values.push(value);
  }
  return { names, values, areNew: false };
}

function* checkedClassValue(
  element: CimElement,
  declaration: DeclaredElement,
  origin: Origin,
  holder: string,
): Loading<unknown> {
  try {
    return yield* classValue(element, declaration, origin);
  } catch (error) {
    throw mismatch(error, holder, element);
  }
}

/**
 * A value whose class may have to be loaded: an embedded instance, or a reference. Undefined for a text that holds no
 * instance.
 */
function* classValue({ value }: CimElement, declaration: DeclaredElement, origin: Origin): Loading<unknown> {
  if (value === null) return null;
  if (value instanceof CimInstance && !declaration.array) return yield* classItem(value, declaration, origin);
  const items: unknown[] = [];
  for (const item of itemsOf(value, declaration)) {
    const read = yield* classItem(item, declaration, origin);
    if (read === undefined) return undefined;
    items.push(read);
  }
  return valueOfItems(items, value, declaration);
}

function* classItem(item: ReceivedItem, declaration: DeclaredElement, origin: Origin): Loading<unknown> {
  const isText = declaration.type === 'instance' && typeof item === 'string' && !isNull(item, declaration);
  if (isText) return yield* textItem(item, declaration, origin);
  const received = receivedItem(item, declaration);
  if (received instanceof CimReference) return yield* receivedReference(received, declaration, origin);
  return received instanceof CimInstance ? yield* embeddedObject(received, declaration, origin) : received;
}

/** The object in a text; undefined where it holds no instance, or one with a value that its class does not allow. */
function* textItem(text: string, declaration: DeclaredElement, origin: Origin): Loading<unknown> {
  const { texts = 0 } = origin;
  const instance = texts < DEEPEST_EMBEDDED_TEXT ? yield* receivedInstance(text) : null;
  if (instance === null) return undefined;
  try {
    return yield* embeddedObject(instance, declaration, { ...origin, texts: texts + 1 });
  } catch (error) {
    if (isMiError(error) && error.result === 'TYPE_MISMATCH') return undefined;
    throw error;
  }
}

/** An instance of a class that was not generated stays as it travelled. */
function* embeddedObject(
  instance: CimInstance,
  { className, owner }: DeclaredElement,
  origin: Origin,
): Loading<unknown> {
  const asked = className === null ? null : yield* owner.load(className);
  return asked === null ? instance : yield* objectFrom(instance, asked, origin);
}

/** Some servers send a reference as the text of its path, and others all keys as text: the class says their types. */
function* receivedReference(path: CimReference, declaration: DeclaredElement, origin: Origin): Loading<CimReference> {
  const { className, owner } = declaration;
  const named = knownClass(path, origin.namespace, owner);
  const needsClass = named === null && className !== null && path.keys.length > 0;
  const generated = needsClass ? yield* owner.load(className) : named;
  return typedReference(generated === null ? path : declaredPath(path, generated), declaration, origin);
}

function typedReference(
  value: CimReference,
  { className, owner }: DeclaredElement,
  { namespace }: Origin,
): CimReference {
  return new TypedReference(value, namespace, owner, (instance, session) => {
    return whenLoaded(referredObject(instance, session));
  });

  function* referredObject(instance: CimInstance, session: Session): Loading<unknown> {
    const from = value.namespace ?? namespace;
    const asked = className === null ? knownClass(instance, from, owner) : yield* owner.load(className);
    return asked === null ? instance : yield* objectFrom(instance, asked, { session, namespace: from });
  }
}

/** A reference that reads objects of generated classes. */
class TypedReference<T> extends CimReference<T> {
  readonly #known: GeneratedClass;
  readonly #typed: (instance: CimInstance, session: Session) => T | Promise<T>;

  /**
   * @param namespace where the reference was found: what a path without a namespace means.
   * @param known a class that finds others.
   */
  constructor(
    path: CimReference,
    namespace: string,
    known: GeneratedClass,
    typed: (instance: CimInstance, session: Session) => T | Promise<T>,
  ) {
    super(path.className, path.isClass ? null : path.keys, path.namespace ?? namespace, path.host);
    this.#known = known;
    this.#typed = typed;
  }

  override async get<Options>(session: Session & InstanceSource<Options>, options?: NoInfer<Options>): Promise<T> {
    const declared = declaring(options as OperationOptions | undefined, null, this.#known) as NoInfer<Options>;
    const instance: unknown = await super.get<Options>(session, declared);
    return this.#typed(instance as CimInstance, session);
  }
}

/** The instances that a class was asked for, as objects of it. Each loop is one over the instances. */
export function typedInstances<T>(
  instances: AsyncIterable<CimInstance>,
  asked: GeneratedClass<T>,
  session: Session,
): Results<T> {
  return mapResults(instances, (instance) => typedObject(instance, asked, session, asked.namespace));
}

/** The events that a statement waits for, as objects of their class. Each loop is a subscription of its own. */
export function typedEvents<T>(
  text: string,
  options: OperationOptions,
  asked: GeneratedClass<T>,
  session: Session,
): Events<IndicationResult<T>> {
  const { namespace } = asked;
  function* typedEvent(result: IndicationResult): Loading<IndicationResult<T>> {
    return { ...result, indication: yield* objectFrom(result.indication, asked, { session, namespace }) };
  }
  return mapEvents(session.subscribe(namespace, text, declaring(options, asked, asked)), (result) =>
    whenLoaded(typedEvent(result)),
  );
}
