import { didYouMean } from '../nearest-name.js';
import { mapResults } from '../result-stream.js';
import type { CimInstance } from '../values/index.js';
import type { ArgumentPlace } from './argument-place.js';
import type { TypedAssociatorsOptions, TypedReferencesOptions } from './association-types.js';
import { findClass, type GeneratedClass, generatedClass, type Property } from './generated-class.js';
import { type Loading, whenLoaded } from './loading.js';
import { type ObjectState, placeOf, targetOf } from './object-state.js';
import { objectFrom, typedObject } from './results.js';

/**
 * The associations that refer to an object. Each loop is an operation of its own.
 * @typeParam T what the caller takes them for.
 */
export function referringObjects<T>(
  state: ObjectState,
  associationClass: object,
  { role, ...options }: TypedReferencesOptions<string, boolean>,
): AsyncIterable<T> {
  const { session, namespace } = state;
  const place = placeOf(state, '$references');
  const association = generatedClass<T>(associationClass);
  const from = referenceNamed(role, association, place.member('role'));
  const found = session.references(namespace, targetOf(state, place), {
    ...options,
    resultClass: association.name,
    ...(from === null ? {} : { role: from.name }),
  });
  return mapResults(found, (instance) => typedObject(instance, association, session, namespace));
}

/**
 * The objects that an association leads to from an object. Each loop is an operation of its own.
 * @typeParam T what the caller takes them for.
 */
export function associatedObjects<T>(
  state: ObjectState,
  associationClass: object,
  options: TypedAssociatorsOptions<string, string, unknown, boolean>,
): AsyncIterable<T> {
  const { role, resultRole, resultClass, ...others } = options;
  const { session, namespace, generated } = state;
  const place = placeOf(state, '$associators');
  const association = generatedClass(associationClass);
  const from = referenceNamed(role, association, place.member('role'));
  const to = referenceNamed(resultRole, association, place.member('resultRole'));
  const only = resultClass === undefined ? null : generatedClass(resultClass);
  const found = session.associators(namespace, targetOf(state, place), {
    ...others,
    associationClass: association.name,
    ...(only === null ? {} : { resultClass: only.name }),
    ...(from === null ? {} : { role: from.name }),
    ...(to === null ? {} : { resultRole: to.name }),
  });
  let ends: readonly GeneratedClass[] | null = only === null ? null : [only];
  function* associated(instance: CimInstance): Loading<unknown> {
    ends ??= yield* resultEnds(generated, association, from, to);
    const end = endOf(instance, ends, association);
    return end === null ? instance : yield* objectFrom(instance, end, { session, namespace });
  }
  return mapResults(found, (instance) => whenLoaded(associated(instance) as Loading<T>));
}

function referenceNamed(
  member: string | undefined,
  association: GeneratedClass,
  place: ArgumentPlace,
): Property | null {
  if (member === undefined) return null;
  const references = referencesOf(association);
  const candidates = references.map((reference) => reference.member);
  return (
    references.find((reference) => reference.member === member) ??
    place.refuse(`must name a reference of ${association.name}${didYouMean(String(member), candidates)}`)
  );
}

function referencesOf(association: GeneratedClass): readonly Property[] {
  return Array.from(association.properties.values()).filter(({ type, array }) => type === 'reference' && !array);
}

/** The generated classes that the results can be of, as far as the association says. */
function* resultEnds(
  source: GeneratedClass,
  association: GeneratedClass,
  from: Property | null,
  to: Property | null,
): Loading<readonly GeneratedClass[]> {
  const references = referencesOf(association);
  const sources = from === null ? references.filter((reference) => leadsTo(reference, source)) : [from];
  const [onlySource] = sources;
  const targets = references.filter((reference) => {
    return (to === null || reference === to) && (sources.length !== 1 || reference !== onlySource);
  });
  const ends: GeneratedClass[] = [];
  for (const { owner, className } of targets) {
    const end = className === null ? null : yield* owner.load(className);
    if (end !== null) ends.push(end);
  }
  return ends;
}

function leadsTo({ className }: Property, source: GeneratedClass): boolean {
  return className === null || source.isA(className);
}

/**
 * The class at the end that a result stands at. Nothing is known of the superclasses of a class that is not loaded: the
 * end is then the first one whose keys the result has.
 */
function endOf(
  instance: CimInstance,
  ends: readonly GeneratedClass[],
  { namespace }: GeneratedClass,
): GeneratedClass | null {
  const named = findClass(namespace, instance.className);
  const hasKeys = ({ keys }: GeneratedClass): boolean => keys.every(({ name }) => instance.element(name) !== undefined);
  return ends.find((end) => named?.isA(end.name)) ?? ends.find(hasKeys) ?? ends[0] ?? named;
}
