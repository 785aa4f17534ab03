import { didYouMean } from '../nearest-name.js';
import { mapResults } from '../result-stream.js';
import type { CimInstance } from '../values/index.js';
import { ArgumentPlace } from './argument-place.js';
import type { TypedAssociatorsOptions, TypedReferencesOptions } from './association-types.js';
import type { CimObject } from './cim-object.js';
import type { GeneratedClass, Property } from './generated-class.js';
import type { ObjectState } from './object-state.js';
import { findClass, generatedClass } from './registry.js';
import { typedObject } from './results.js';
import { targetOf } from './target.js';

/** The associations that refer to an object. Each loop is an operation of its own. */
export function referringObjects(
  state: ObjectState,
  associationClass: object,
  { role, ...options }: TypedReferencesOptions<string, boolean>,
): AsyncIterable<CimObject> {
  const { session, namespace, generated } = state;
  const association = generatedClass(associationClass);
  const from = referenceNamed(role, association, new ArgumentPlace(generated.name, '$references').member('role'));
  const found = session.references(namespace, targetOf(state, '$references'), {
    ...options,
    resultClass: association.name,
    ...(from === null ? {} : { role: from.name }),
  });
  return mapResults(found, (instance) => typedObject(instance, association, session, namespace));
}

/** The objects that an association leads to from an object. Each loop is an operation of its own. */
export function associatedObjects(
  state: ObjectState,
  associationClass: object,
  options: TypedAssociatorsOptions<string, string, unknown, boolean>,
): AsyncIterable<CimObject | CimInstance> {
  const { role, resultRole, resultClass, ...others } = options;
  const { session, namespace, generated } = state;
  const place = new ArgumentPlace(generated.name, '$associators');
  const association = generatedClass(associationClass);
  const from = referenceNamed(role, association, place.member('role'));
  const to = referenceNamed(resultRole, association, place.member('resultRole'));
  const only = resultClass === undefined ? null : generatedClass(resultClass);
  const found = session.associators(namespace, targetOf(state, '$associators'), {
    ...others,
    associationClass: association.name,
    ...(only === null ? {} : { resultClass: only.name }),
    ...(from === null ? {} : { role: from.name }),
    ...(to === null ? {} : { resultRole: to.name }),
  });
  let ends: Promise<readonly GeneratedClass[]> | undefined;
  return mapResults(found, async (instance) => {
    ends ??= only === null ? resultEnds(generated, association, from, to) : Promise.resolve([only]);
    const end = endOf(instance, await ends, association);
    return end === null ? instance : typedObject(instance, end, session, namespace);
  });
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

/** The generated classes that the results can be of, as far as the association tells. */
async function resultEnds(
  source: GeneratedClass,
  association: GeneratedClass,
  from: Property | null,
  to: Property | null,
): Promise<readonly GeneratedClass[]> {
  const references = referencesOf(association);
  const sources = from === null ? references.filter((reference) => leadsTo(reference, source)) : [from];
  const [onlySource] = sources;
  const targets = references.filter((reference) => {
    return (to === null || reference === to) && (sources.length !== 1 || reference !== onlySource);
  });
  const ends: GeneratedClass[] = [];
  for (const { owner, className } of targets) {
    const end = className === null ? null : await owner.load(className);
    if (end !== null) ends.push(end);
  }
  return ends;
}

function leadsTo({ className }: Property, source: GeneratedClass): boolean {
  return className === null || source.isA(className);
}

/**
 * The end that a result stands at. A class that is not loaded says nothing of its superclasses: then it is the first
 * end whose keys the result has.
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
