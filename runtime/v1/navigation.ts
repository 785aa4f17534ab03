import { didYouMean } from '../nearest-name.js';
import { ANYTHING, FLAG, type OptionTable } from '../option-checks.js';
import { OPERATION_OPTIONS, type OperationOptions } from '../options.js';
import { mapResults, type Results } from '../result-stream.js';
import type { CimInstance, CimReference } from '../values/index.js';
import { shown } from '../values/shown.js';
import type { ArgumentPlace } from './class-call.js';
import { knownClass } from './declared-key.js';
import { declaring } from './declared-types.js';
import { type GeneratedClass, generatedClass, nearestClass, type Property } from './generated-class.js';
import { type Loading, whenLoaded } from './loading.js';
import { type CimInit, type ObjectState, placeOf, targetOf } from './object-state.js';
import type { Selected } from './query-types.js';
import { objectFrom, typedObject } from './results.js';
import type { GeneratedObject, PropertyName } from './types.js';

/** The names of the references of an association. */
export type Role<A> = {
  [R in PropertyName<A> & keyof A]: NonNullable<A[R]> extends CimReference ? R : never;
}[PropertyName<A> & keyof A];

/** The class that a reference leads to; Unknown when that class was not generated. */
type End<V, Unknown> = V extends CimReference ? (unknown extends OwnEnd<V> ? Unknown : OwnEnd<V>) : never;

/**
 * Of an intersection of references, the class of the first: a class that redeclares a reference with another class than
 * its superclass has, as Win32_SessionProcess does, puts its own first. Of overloads that are fewer than the pattern
 * has, TypeScript infers the first one several times.
 */
type OwnEnd<V> = V extends {
  get: {
    (session: never, options?: never): Promise<infer Own>;
    (session: never, options?: never): Promise<infer _Second>;
    (session: never, options?: never): Promise<infer _Third>;
    (session: never, options?: never): Promise<infer _Fourth>;
  };
}
  ? Own
  : never;

/** The references of an association that can lead to a T. */
export type RoleOf<A, T> = {
  [R in Role<A>]: T extends End<NonNullable<A[R]>, GeneratedObject | CimInstance> ? R : never;
}[Role<A>];

/** The classes at the ends of an association that are called `ResultRole`, seen from the end that is called `From`. */
export type EndsOf<A, From extends Role<A>, ResultRole extends Role<A>, Unknown> = {
  [F in From]: { [R in Exclude<ResultRole, F>]: End<NonNullable<A[R]>, Unknown> }[Exclude<ResultRole, F>];
}[From];

/** An object that was read with its keys alone: it has all methods, and no other property. */
export type KeysOnly<T> = T extends GeneratedObject ? Selected<T, never> : T;

/** An object of a generated class, or one of which only some properties were read. */
export interface Located {
  readonly $path: CimReference;
}

/** The class of an object of which perhaps only some properties were read. */
export type ClassOf<O extends Located> = O extends { readonly $path: CimReference<infer T> } ? T : never;

/** An association that has a reference which can lead to a T. */
export type AssociationOf<A extends GeneratedObject, T> = (abstract new (
  init: CimInit,
) => A) &
  ([RoleOf<A, T>] extends [never]
    ? { readonly $error: 'no reference of this association leads to the object' }
    : unknown);

/** What limits a typed search for associated objects. What is left out does not limit it. */
export interface TypedAssociatorsOptions<From, ResultRole, Result, Keyed> extends OperationOptions {
  /** The reference that leads to this object. Needed where more than one of them can. */
  readonly role?: From | undefined;
  /** The reference that leads to the results. */
  readonly resultRole?: ResultRole | undefined;
  /** The generated class of the results. */
  readonly resultClass?: (abstract new (init: CimInit) => Result) | undefined;
  /** True to read only the keys of each result; false by default. */
  readonly keysOnly?: Keyed | undefined;
}

/** What limits a typed search for associations. What is left out does not limit it. */
export interface TypedReferencesOptions<From, Keyed> extends OperationOptions {
  /** The reference that leads to this object. */
  readonly role?: From | undefined;
  /** True to read only the keys of each association; false by default. */
  readonly keysOnly?: Keyed | undefined;
}

/** What such searches take. The references and the classes are checked with the association. */
const REFERENCES_OPTIONS: OptionTable<TypedReferencesOptions<unknown, unknown>> = {
  ...OPERATION_OPTIONS,
  role: ANYTHING,
  keysOnly: FLAG,
};
const ASSOCIATORS_OPTIONS: OptionTable<TypedAssociatorsOptions<unknown, unknown, unknown, unknown>> = {
  ...REFERENCES_OPTIONS,
  resultRole: ANYTHING,
  resultClass: ANYTHING,
};

/**
 * The associations that refer to an object. Each loop is an operation of its own.
 * @typeParam T what the caller takes them for.
 */
export function referringObjects<T>(
  state: ObjectState,
  associationClass: object,
  options: TypedReferencesOptions<string, boolean>,
): Results<T> {
  const { session, namespace } = state;
  const place = placeOf(state, '$references');
  place.checkOptions(options, REFERENCES_OPTIONS);
  const { role, ...others } = options;
  const association = classInput<T>(associationClass, place);
  const from = referenceNamed(role, association, place.member('role'));
  const found = session.references(namespace, targetOf(state, place), {
    ...declaring(others, association, association),
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
): Results<T> {
  const { session, namespace, generated } = state;
  const place = placeOf(state, '$associators');
  place.checkOptions(options, ASSOCIATORS_OPTIONS);
  const { role, resultRole, resultClass, ...others } = options;
  const association = classInput(associationClass, place);
  const from = referenceNamed(role, association, place.member('role'));
  const to = referenceNamed(resultRole, association, place.member('resultRole'));
  const only = resultClass === undefined ? null : classInput(resultClass, place.member('resultClass'));
  const found = session.associators(namespace, targetOf(state, place), {
    ...declaring(others, only, association),
    associationClass: association.name,
    ...(only === null ? {} : { resultClass: only.name }),
    ...(from === null ? {} : { role: from.name }),
    ...(to === null ? {} : { resultRole: to.name }),
  });
  let ends: readonly GeneratedClass[] | null = only === null ? null : [only];
  function* associated(instance: CimInstance): Loading<unknown> {
    ends ??= yield* resultEnds(generated, association, from, to);
    const end = endOf(instance, ends, knownClass(instance, namespace, association));
    return end === null ? instance : yield* objectFrom(instance, end, { session, namespace });
  }
  return mapResults(found, (instance) => whenLoaded(associated(instance) as Loading<T>));
}

/** @throws MiArgumentError when it is not a generated class. */
function classInput<T>(value: unknown, place: ArgumentPlace): GeneratedClass<T> {
  const cls = typeof value === 'function' ? value : null;
  if (nearestClass(cls) === null) place.refuse(`takes a generated class, not ${shown(value)}`);
  return generatedClass<T>(cls);
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
  named: GeneratedClass | null,
): GeneratedClass | null {
  const hasKeys = ({ keys }: GeneratedClass): boolean => keys.every(({ name }) => instance.element(name) !== undefined);
  return ends.find((end) => named?.isA(end.name)) ?? ends.find(hasKeys) ?? ends[0] ?? named;
}
