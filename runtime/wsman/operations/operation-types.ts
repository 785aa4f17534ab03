import type { DeclaredTypes, TypesByName } from '../../known-types.js';
import { classKey } from '../../schema/index.js';
import type { XmlElement } from '../../xml/xml.js';
import type { ClassSchemas } from '../class-schemas.js';
import { classOf, namesClass, objectIn } from '../values/read-object.js';
import { isReference, readReference } from '../values/read-reference.js';
import { type FindTypes, NO_TYPES } from '../values/wire-types.js';
import { childElements } from '../wire-names.js';
import { itemParts } from './item-parts.js';

/** Where an operation gets the types of values from: no message says them. */
export interface OperationTypes {
  readonly find: FindTypes;
  /** The properties of the class that was asked, for objects of subclasses that {@link find} does not know. */
  readonly asked: TypesByName | null;
  /** Makes {@link find} know a class, as far as that is possible. */
  load(namespace: string, className: string): Promise<TypesByName | null>;
  /** Makes {@link find} know the classes of the objects and addresses in items. */
  loadOf(items: readonly XmlElement[], namespace: string): Promise<void>;
  /** Makes {@link find} know the classes of the objects and addresses in the values of what has no class itself. */
  loadIn(holders: readonly XmlElement[], namespace: string): Promise<void>;
  /** What a method gives back; null where that is not known. */
  results(namespace: string, className: string, method: string): Promise<TypesByName | null>;
}

/** The types that the caller declares: the server is asked for nothing. */
export function declaredSource(declared: DeclaredTypes): OperationTypes {
  const find: FindTypes = (namespace, className) => declared.properties(namespace, className);
  return {
    find,
    asked: declared.asked,
    load: async (namespace, className) => find(namespace, className) ?? declared.asked,
    loadOf: async () => {},
    loadIn: async () => {},
    results: async () => declared.results,
  };
}

/** No types: all values but references and objects are texts, as with MI's `none` type information. */
export const UNTYPED: OperationTypes = {
  find: NO_TYPES,
  asked: null,
  load: async () => null,
  loadOf: async () => {},
  loadIn: async () => {},
  results: async () => null,
};

/** The types of the server's classes. */
export function schemaSource(schemas: ClassSchemas): OperationTypes {
  const load = async (namespace: string, className: string): Promise<TypesByName | null> => {
    return (await schemas.load(namespace, className))?.properties ?? null;
  };
  const loadAll = async (found: Found): Promise<void> => {
    await Promise.all(Array.from(found.values(), ([from, className]) => load(from, className)));
  };
  return {
    asked: null,
    find: (namespace, className) => schemas.find(namespace, className)?.properties ?? null,
    load,
    loadOf: async (items, namespace) => {
      const found: Found = new Map();
      for (const item of items) {
        const { object, address } = itemParts(item);
        const reference = address === null ? null : placeOf(address, namespace);
        if (reference !== null) add(found, reference.namespace, reference.className);
        if (object !== null) collectClasses(object, reference?.namespace ?? namespace, found);
      }
      await loadAll(found);
    },
    loadIn: async (holders, namespace) => {
      const found: Found = new Map();
      for (const holder of holders) collectInValues(holder, namespace, found);
      await loadAll(found);
    },
    results: async (namespace, className, method) => {
      return (await schemas.load(namespace, className))?.results(method) ?? null;
    },
  };
}

interface Place {
  readonly namespace: string;
  readonly className: string;
}

/** Classes by their identity. */
type Found = Map<string, readonly [namespace: string, className: string]>;

function collectClasses(object: XmlElement, namespace: string, found: Found): void {
  add(found, namespace, classOf(object));
  collectInValues(object, namespace, found);
}

function collectInValues(holder: XmlElement, namespace: string, found: Found): void {
  for (const child of childElements(holder)) collectInValue(child, namespace, found);
}

/** The classes of what is embedded in a value, and of what it refers to. */
function collectInValue(value: XmlElement, namespace: string, found: Found): void {
  const children = childElements(value);
  if (children.length === 0) return;
  const reference = namesClass(value) ? null : placeOf(value, namespace);
  const object = objectIn(value);
  if (reference !== null) add(found, reference.namespace, reference.className);
  else if (namesClass(object)) collectClasses(object, namespace, found);
}

/** Where the instance of a reference is, and of which class; null for what is no reference. */
function placeOf(element: XmlElement, namespace: string): Place | null {
  try {
    if (!isReference(element)) return null;
    const reference = readReference(element, { namespace, types: NO_TYPES, charactersAreCodes: false });
    return { className: reference.className, namespace: reference.namespace ?? namespace };
  } catch (error) {
    // It is refused where it is read as a value.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function add(found: Found, namespace: string, className: string): void {
  found.set(classKey(namespace, className), [namespace, className]);
}
