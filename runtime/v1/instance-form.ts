import type { EmbeddedForm } from '../embedded-form.js';
import { foldName } from '../schema/index.js';
import { type CimElement, CimInstance, type CimScalar } from '../values/index.js';
import type { ArgumentPlace } from './class-call.js';
import { receivedInstance, textOfInstance } from './embedded-text.js';
import { type DeclaredElement, findClass, type GeneratedClass, type Loading } from './generated-class.js';

/**
 * An untyped instance with the instances in its strings as the server takes them, as far as its classes are generated.
 * @param nearest its class, or the nearest superclass that is generated.
 */
export function* inForm(
  instance: CimInstance,
  nearest: GeneratedClass | null,
  form: EmbeddedForm,
  place: ArgumentPlace,
): Loading<CimInstance> {
  if (nearest === null) return instance;
  const elements: CimElement[] = [];
  for (const element of instance.elements) {
    const declared = nearest.properties.get(foldName(element.name));
    elements.push(declared?.inString === true ? yield* elementInForm(element, declared, form, place) : element);
  }
  return new CimInstance(instance.className, elements, instance.namespace);
}

/** A text that holds no instance stays as it is: the server may understand it. */
function* elementInForm(
  element: CimElement,
  declared: DeclaredElement,
  form: EmbeddedForm,
  place: ArgumentPlace,
): Loading<CimElement> {
  const { value, array } = element;
  const items: CimScalar[] = [];
  for (const item of array && Array.isArray(value) ? value : [value]) {
    const instance = typeof item === 'string' && form === 'instance' ? yield* receivedInstance(item) : item;
    if (!(instance instanceof CimInstance)) return element;
    const nearest = yield* classOfInstance(instance, declared);
    const formed = yield* inForm(instance, nearest, form, place);
    items.push(form === 'text' ? yield* textOfInstance(formed, place) : formed);
  }
  const [first = null] = items;
  return { ...element, type: form === 'text' ? 'string' : 'instance', value: array ? items : first };
}

/** The generated class of an instance, or the one that is declared; null where neither is generated. */
export function* classOfInstance(
  { className, namespace }: CimInstance,
  declared: DeclaredElement,
): Loading<GeneratedClass | null> {
  const { owner } = declared;
  const named = findClass(namespace ?? owner.namespace, className);
  return named ?? (declared.className === null ? null : yield* owner.load(declared.className));
}
