import { instanceText } from '../cim-xml/write-instance.js';
import type { CimAlias, CimInstanceDeclaration, CimType, SchemaValue } from '../schema/index.js';
import { DEEPEST_EMBEDDING } from '../values/cim-instance.js';
import { describeValue } from '../values/declared-value.js';
import {
  type CimElement,
  CimInstance,
  CimReference,
  type CimScalar,
  type CimValue,
  namedKeys,
  OutOfRangeError,
  valueOfNumber,
  valueOfText,
} from '../values/index.js';
import { beginsAsXml } from '../xml/begins-as-xml.js';
import { ValueChecker } from './check-value.js';
import type { ClassStore } from './class-store.js';
import { declaredKeyValue } from './declared-keys.js';
import { requireKeys } from './instance-identity.js';
import { type DeclaredType, describeType, type RepositoryClass, type RepositoryProperty } from './repository-class.js';
import { InvalidValue, within } from './repository-error.js';

/** How many instances one may hold: with aliases, n declarations can describe a tree of 2^n instances. */
const MOST = 10_000;

/** The instances that are being read, outermost first. None may hold itself, too many others, or others too deep. */
export class Nesting {
  readonly #verb: string;
  readonly #open = new Set<CimInstanceDeclaration>();
  #count = 0;

  /** @param verb what one instance does to another: `embeds`. */
  constructor(verb: string) {
    this.#verb = verb;
  }

  /**
   * Calls the function that reads an instance.
   * @throws InvalidValue when the instance must not be held by those that are being read.
   */
  within<T>(declaration: CimInstanceDeclaration, read: () => T): T {
    const refuse = (what: string) => {
      throw new InvalidValue('INVALID_PARAMETER', `the instance ${this.#verb} ${what}`);
    };
    // The limit is for each outermost instance. Any number of them may stand side by side.
    if (this.#open.size === 0) this.#count = 0;
    if (this.#open.has(declaration)) refuse('itself');
    if (this.#open.size >= DEEPEST_EMBEDDING) refuse(`others more than ${DEEPEST_EMBEDDING} levels deep`);
    if (++this.#count > MOST) refuse(`more than ${MOST} others`);
    this.#open.add(declaration);
    try {
      return read();
    } finally {
      this.#open.delete(declaration);
    }
  }
}

/** Finds the instance that has an alias. */
export type AliasLookup = (alias: string) => CimInstanceDeclaration | undefined;

/** Converts values as a schema writes them (MOF's literals) to the types that the classes of a repository declare. */
export class SchemaValues {
  readonly #classes: ClassStore;
  readonly #namespace: string;
  readonly #aliases: AliasLookup;
  readonly #checker: ValueChecker;
  readonly #embedding = new Nesting('embeds');
  /** Counted apart from embedding: an instance may embed one that refers to it. */
  readonly #referring = new Nesting('is identified by');

  constructor(classes: ClassStore, namespace: string, aliases: AliasLookup = () => undefined) {
    this.#classes = classes;
    this.#namespace = namespace;
    this.#aliases = aliases;
    this.#checker = new ValueChecker(classes, namespace);
  }

  /**
   * The value as one of the declared type.
   * @throws InvalidValue when it is of another type, out of range, or wrong inside.
   */
  value(declared: DeclaredType, written: SchemaValue): CimValue {
    const value = this.#convert(declared, written);
    this.#checker.checkValue(declared, value);
    return value;
  }

  /**
   * The value of a property that is not given.
   * @throws InvalidValue when the declared default value is not of the property's type.
   */
  defaultValue(property: RepositoryProperty): CimValue {
    return within('default value', () => this.value(property, property.defaultValue));
  }

  /**
   * The reference that an object path describes. Its keys have the types that its class declares.
   * @throws InvalidValue when the text is not an object path, or its class has other keys.
   */
  reference(path: string): CimReference {
    return this.#pathReference(path);
  }

  /**
   * The instance that a declaration describes, with the properties that it gives.
   * @throws InvalidValue saying which property is wrong, and why.
   */
  instance(declaration: CimInstanceDeclaration): CimInstance {
    const cimClass = this.#requireClass(declaration);
    const given = declaration.properties.filter((property) => property.value !== undefined);
    const elements = given.map(({ name, value = null }) =>
      within(name, () => this.#element(requireProperty(cimClass, name), value)),
    );
    return new CimInstance(cimClass.name, elements, cimClass.namespace);
  }

  #requireClass({ namespace, className }: CimInstanceDeclaration): RepositoryClass {
    const cimClass = this.#classes.find(namespace, className);
    if (cimClass !== undefined) return cimClass;
    throw new InvalidValue('INVALID_CLASS', `there is no class ${className} in ${namespace}`);
  }

  #element(property: RepositoryProperty, written: SchemaValue): CimElement {
    return typedElement(property, this.value(property, written));
  }

  #convert(declared: DeclaredType, written: SchemaValue): CimValue {
    if (written === null) return null;
    if (!declared.array) return this.#scalar(declared, written);
    if (!isList(written)) throw mismatch(declared, written);
    const item = { ...declared, array: false };
    const items = written.map((one, index) =>
      within(`item ${index}`, () => (one === null ? null : this.#scalar(item, one))),
    );
    return declared.type === 'uint8' ? this.#bytes(declared, items) : items;
  }

  /** An array of bytes is a Uint8Array, which would change a value that is not a byte: each item is checked first. */
  #bytes(declared: DeclaredType, items: readonly (CimScalar | null)[]): Uint8Array {
    for (const [index, item] of items.entries()) {
      within(`item ${index}`, () => {
        if (item === null) throw new InvalidValue('TYPE_MISMATCH', 'an array of bytes cannot hold null');
        this.#checker.checkValue({ ...declared, array: false }, item);
      });
    }
    return Uint8Array.from(items as readonly number[]);
  }

  #scalar(declared: DeclaredType, written: SchemaValue): CimScalar {
    const { type } = declared;
    if (type === 'instance') return this.#embedded(declared, written);
    if (declared.isText && typeof written === 'object') return this.#embeddedText(declared, written);
    if (type === 'reference') return this.#reference(declared, written);
    if (written === null || typeof written === 'object') throw mismatch(declared, written);
    const value = unlessMisread(() => scalar(type, written));
    if (value === null) throw mismatch(declared, written);
    return value;
  }

  #embeddedText(declared: DeclaredType, written: SchemaValue): string {
    try {
      return instanceText(this.#embedded(declared, written));
    } catch (error) {
      if (error instanceof RangeError) throw new InvalidValue('INVALID_PARAMETER', error.message);
      throw error;
    }
  }

  #embedded(declared: DeclaredType, written: SchemaValue): CimInstance {
    const declaration = isAlias(written) ? this.#aliased(written.alias) : written;
    if (!isInstance(declaration)) throw mismatch(declared, written);
    return this.#embedding.within(declaration, () => this.instance(declaration));
  }

  #aliased(alias: string): CimInstanceDeclaration {
    const declaration = this.#aliases(alias);
    if (declaration === undefined) throw new InvalidValue('NOT_FOUND', `there is no instance with the alias ${alias}`);
    return declaration;
  }

  #reference(declared: DeclaredType, written: SchemaValue): CimReference {
    if (typeof written === 'string') return this.#pathReference(written);
    if (!isAlias(written)) throw mismatch(declared, written);
    const declaration = this.#aliased(written.alias);
    return this.#referring.within(declaration, () => this.#referenceTo(declaration));
  }

  #pathReference(path: string): CimReference {
    return this.#typedReference(unlessMisread(() => CimReference.parse(path)));
  }

  /** Reads only the keys of the instance: two instances may refer to each other. */
  #referenceTo(declaration: CimInstanceDeclaration): CimReference {
    const cimClass = this.#requireClass(declaration);
    const keys = cimClass.keys.map((key) => {
      const given = declaration.properties.find(({ name }) => cimClass.property(name) === key)?.value;
      return typedElement(key, given === undefined ? this.defaultValue(key) : this.value(key, given));
    });
    return reference(cimClass, keys, cimClass.namespace);
  }

  /** The reference with keys of the declared types. Those of an unknown class keep the types of their literals. */
  #typedReference(path: CimReference): CimReference {
    const { namespace, className, keys, host, isClass } = path;
    const cimClass = this.#classes.find(namespace ?? this.#namespace, className);
    if (cimClass === undefined) return path;
    if (isClass) return new CimReference(cimClass.name, null, namespace, host);
    const names = cimClass.keys.map(({ name }) => name);
    const named = unlessMisread(() => namedKeys(keys, cimClass.name, names));
    const elements = named.map((key) => within(key.name, () => this.#keyElement(requireKey(cimClass, key.name), key)));
    return reference(cimClass, elements, namespace, host);
  }

  #keyElement(property: RepositoryProperty, key: CimElement): CimElement {
    const typed = unlessMisread(() => declaredKeyValue(key, property.type));
    const value = typed instanceof CimReference ? this.#typedReference(typed) : typed;
    this.#checker.checkValue(property, value);
    return typedElement(property, value);
  }
}

function reference(
  cimClass: RepositoryClass,
  keys: readonly CimElement[],
  namespace: string | null,
  host: string | null = null,
): CimReference {
  return new CimReference(cimClass.name, requireKeys(cimClass, new CimInstance(cimClass.name, keys)), namespace, host);
}

/** An element of an instance of the property's class. */
export function typedElement({ name, type, array, key }: RepositoryProperty, value: CimValue): CimElement {
  return key ? { name, type, array, value, key } : { name, type, array, value };
}

function requireProperty(cimClass: RepositoryClass, name: string): RepositoryProperty {
  const property = cimClass.property(name);
  if (property !== undefined) return property;
  const { missingSuperclass } = cimClass;
  const hint = missingSuperclass === null ? '' : `; its superclass ${missingSuperclass} is missing`;
  throw new InvalidValue('NO_SUCH_PROPERTY', `${cimClass.name} has no such property${hint}`);
}

function requireKey(cimClass: RepositoryClass, name: string): RepositoryProperty {
  const property = requireProperty(cimClass, name);
  if (!property.key) throw new InvalidValue('INVALID_PARAMETER', `it is no key of ${cimClass.name}`);
  return property;
}

/**
 * A literal as one of a type. A text stands for a value as it does everywhere: integers beyond 2^53 are texts, and in
 * an instance whose class was not known also what stood in quotes.
 * @returns null for a literal that stands for no value of the type.
 */
function scalar(type: CimType, written: number | string | boolean): CimScalar | null {
  if (typeof written === 'string') return valueOfText(written, type);
  if (typeof written === 'boolean') return type === 'boolean' ? written : null;
  if (type === 'string' || type === 'datetime') return null;
  const integer = Number.isInteger(written) && !type.startsWith('real');
  return valueOfNumber(integer ? { kind: 'integer', value: BigInt(written) } : { kind: 'real', value: written }, type);
}

/** Calls a function that reads a text. What is wrong with the text becomes an {@link InvalidValue}. */
function unlessMisread<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new InvalidValue(error instanceof OutOfRangeError ? 'INVALID_PARAMETER' : 'TYPE_MISMATCH', error.message);
  }
}

export function isList(value: SchemaValue): value is readonly SchemaValue[] {
  return Array.isArray(value);
}

export function isInstance(value: SchemaValue): value is CimInstanceDeclaration {
  return typeof value === 'object' && value !== null && 'className' in value;
}

function isAlias(value: SchemaValue): value is CimAlias {
  return typeof value === 'object' && value !== null && 'alias' in value && !('className' in value);
}

function mismatch(declared: DeclaredType, written: SchemaValue): InvalidValue {
  return new InvalidValue('TYPE_MISMATCH', `expected ${describeType(declared)}, got ${describeWritten(written)}`);
}

function describeWritten(written: SchemaValue): string {
  if (isAlias(written)) return `the alias ${written.alias}`;
  if (isInstance(written)) return `an instance of ${written.className}`;
  const isXml = typeof written === 'string' && beginsAsXml(written);
  return `${describeValue(written)}${isXml ? " (a repository with embeddedInstances: 'text' takes it)" : ''}`;
}
