import type { EmbeddedForm } from '../embedded-form.js';
import { foldName } from '../schema/index.js';
import type { Session } from '../session.js';
import { DEEPEST_EMBEDDING } from '../values/cim-instance.js';
import { type CimElement, CimInstance, type CimScalar } from '../values/index.js';
import type { ArgumentPlace } from './class-call.js';
import type { ElementType } from './class-table.js';
import { receivedInstance, textOfInstance } from './embedded-text.js';
import type { DeclaredElement, GeneratedClass } from './generated-class.js';
import type { Loading } from './loading.js';
import { checkClass } from './reference-input.js';

/**
 * An untyped instance with the instances in its strings as the server takes them, as far as its classes are generated.
 * @param nearest its class, or the nearest superclass that is generated.
 * @param level in how many others it is.
 * @throws MiArgumentError for an instance of a wrong class.
 */
export function* inForm(
  instance: CimInstance,
  nearest: GeneratedClass | null,
  form: EmbeddedForm,
  place: ArgumentPlace,
  level = 0,
): Loading<CimInstance> {
  if (level >= DEEPEST_EMBEDDING) place.refuse(`embeds others more than ${DEEPEST_EMBEDDING} levels deep`);
  if (nearest === null) return instance;
  const elements: CimElement[] = [];
  for (const element of instance.elements) {
    const declared = nearest.properties.get(foldName(element.name));
    const isEmbedded = declared?.type === 'instance' && (element.type === 'instance' || element.type === 'string');
    elements.push(isEmbedded ? yield* elementInForm(element, declared, form, place, level + 1) : element);
  }
  return new CimInstance(instance.className, elements, instance.namespace);
}

/** A text that holds no instance stays as it is: the server may understand it. */
function* elementInForm(
  element: CimElement,
  declared: DeclaredElement,
  form: EmbeddedForm,
  place: ArgumentPlace,
  level: number,
): Loading<CimElement> {
  const { value } = element;
  const items: (CimScalar | null)[] = [];
  for (const item of Array.isArray(value) ? value : [value]) {
    const isText = typeof item === 'string' && declared.inString && form === 'instance';
    const instance = isText ? yield* receivedInstance(item) : item;
    if (instance === null && item !== null) return element;
    if (instance instanceof CimInstance) {
      yield* checkClass(instance, declared, 'hold', place);
      const formed = yield* inForm(instance, yield* classOfInstance(instance, declared), form, place, level);
      items.push(declared.inString && form === 'text' ? yield* textOfInstance(formed, place) : formed);
    } else items.push(instance as CimScalar | null);
  }
  const [first = null] = items;
  const type = !declared.inString ? element.type : form === 'text' ? 'string' : 'instance';
  return { ...element, type, value: Array.isArray(value) ? items : first };
}

/** The generated class of an instance, or the one that is declared; null where neither is generated. */
export function* classOfInstance(
  { className, namespace }: CimInstance,
  declared: DeclaredElement,
): Loading<GeneratedClass | null> {
  const { owner } = declared;
  const named = owner.find(namespace ?? owner.namespace, className);
  return named ?? (declared.className === null ? null : yield* owner.load(declared.className));
}

/** How the server takes embedded instances. It is asked for that only where something may be embedded. */
export function formFor(session: Session, declared: Iterable<ElementType>): EmbeddedForm | Promise<EmbeddedForm> {
  for (const { type } of declared) if (type === 'instance') return session.askEmbeddedInstances();
  return session.embeddedInstances;
}
