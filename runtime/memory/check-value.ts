import { type CimType, INTEGER_RANGES, isIntegerType, outOfRange } from '../schema/index.js';
import { describeValue } from '../values/declared-value.js';
import {
  CimDateTime,
  type CimElement,
  CimInstance,
  CimInterval,
  CimReference,
  type CimValue,
} from '../values/index.js';
import type { ClassStore } from './class-store.js';
import { type DeclaredType, describeType, type RepositoryClass } from './repository-class.js';
import { InvalidValue, within } from './repository-error.js';

/** Checks values against the types that the classes of a repository declare. */
export class ValueChecker {
  readonly #classes: ClassStore;
  readonly #namespace: string;

  constructor(classes: ClassStore, namespace: string) {
    this.#classes = classes;
    this.#namespace = namespace;
  }

  /**
   * Checks the type and the value of an element.
   * @throws InvalidValue TYPE_MISMATCH, or INVALID_PARAMETER for a value outside its type's range.
   */
  checkElement(declared: DeclaredType, element: CimElement): void {
    if (element.type !== declared.type || element.array !== declared.array) {
      const { type, array } = element;
      const given = describeType({ type, array, className: null });
      throw new InvalidValue('TYPE_MISMATCH', `expected ${describeType(declared)}, got ${given}`);
    }
    this.checkValue(declared, element.value);
  }

  /**
   * Checks a value. Null is a value of every type.
   * @throws InvalidValue TYPE_MISMATCH, or INVALID_PARAMETER for a value outside its type's range.
   */
  checkValue(declared: DeclaredType, value: CimValue): void {
    if (value === null) return;
    if (declared.array) this.#checkArray(declared, value);
    else this.#checkScalar(declared, value);
  }

  #checkArray(declared: DeclaredType, value: CimValue): void {
    const { type, arraySize } = declared;
    if (!(type === 'uint8' ? value instanceof Uint8Array : Array.isArray(value))) mismatch(declared, value);
    const items = value as Uint8Array | readonly CimValue[];
    if (arraySize !== null && items.length > arraySize) {
      throw new InvalidValue('INVALID_PARAMETER', `has ${items.length} items; the schema declares ${arraySize}`);
    }
    const itemType = { ...declared, array: false };
    for (const [index, item] of items.entries()) {
      if (item !== null) within(`item ${index}`, () => this.#checkScalar(itemType, item));
    }
  }

  /**
   * Checks the elements of an instance against its class.
   * @throws InvalidValue NO_SUCH_PROPERTY, or what is wrong with a property's value.
   */
  checkInstance(cimClass: RepositoryClass, instance: CimInstance): void {
    for (const element of instance.elements) {
      const property = cimClass.property(element.name);
      if (property === undefined) {
        throw new InvalidValue('NO_SUCH_PROPERTY', `${cimClass.name} has no property ${element.name}`);
      }
      within(`${cimClass.name}.${property.name}`, () => this.checkElement(property, element));
    }
  }

  #checkScalar(declared: DeclaredType, value: CimValue): void {
    if (value instanceof CimReference || value instanceof CimInstance) this.#checkObject(declared, value);
    else if (isOfType(declared.type, value)) checkRange(declared.type, value as number | bigint);
    else mismatch(declared, value);
  }

  /** An object of an unknown class is allowed everywhere: schemas do not contain all classes. */
  #checkObject(declared: DeclaredType, value: CimReference | CimInstance): void {
    const type = value instanceof CimReference ? 'reference' : 'instance';
    if (declared.type !== type) mismatch(declared, value);
    const given = this.#classes.find(value.namespace ?? this.#namespace, value.className);
    const expected = declared.className && this.#classes.find(this.#namespace, declared.className);
    if (given && expected && !this.#isA(given, expected)) mismatch(declared, value);
    if (given && value instanceof CimInstance) this.checkInstance(given, value);
  }

  /** A reference may lead into another namespace that has a class of the same name. */
  #isA(given: RepositoryClass, expected: RepositoryClass): boolean {
    return given.isA(this.#classes.find(given.namespace, expected.name) ?? expected);
  }
}

/** True when the JavaScript value is of the kind that the CIM type requires. Ranges are not checked here. */
function isOfType(type: CimType, value: CimValue): boolean {
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'uint64':
    case 'sint64':
      return typeof value === 'bigint';
    case 'real32':
    case 'real64':
      return typeof value === 'number';
    case 'char16':
      return typeof value === 'string' && value.length === 1;
    case 'string':
      return typeof value === 'string';
    case 'datetime':
      return value instanceof CimDateTime || value instanceof CimInterval;
    case 'reference':
    case 'instance':
      return false;
    default:
      return Number.isInteger(value);
  }
}

function checkRange(type: CimType, value: number | bigint): void {
  if (!isIntegerType(type)) return;
  const [min, max] = INTEGER_RANGES[type];
  if (value < min || value > max) throw new InvalidValue('INVALID_PARAMETER', outOfRange(value, type));
}

function mismatch(declared: DeclaredType, value: CimValue): never {
  throw new InvalidValue('TYPE_MISMATCH', `expected ${describeType(declared)}, got ${describeValue(value)}`);
}
