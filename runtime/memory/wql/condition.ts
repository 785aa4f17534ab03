import { didYouMean } from '../../nearest-name.js';
import { foldName } from '../../schema/index.js';
import { type CimElement, CimInstance, CimReference } from '../../values/index.js';
import { referenceIdentity } from '../instance-identity.js';
import { type DeclaredType, describeType, type RepositoryClass, type RepositoryProperty } from '../repository-class.js';
import type { RepositoryContent } from '../repository-content.js';
import { InvalidValue } from '../repository-error.js';
import { SchemaValues } from '../schema-values.js';
import { holds, isOrdered, likeTest, type Order, orderOf } from './comparison.js';
import {
  type ComparisonNode,
  type ComparisonOperator,
  type ConditionNode,
  type IsaNode,
  type LikeNode,
  type LiteralNode,
  type PropertyPathNode,
  queryError,
} from './syntax.js';
import { isSystemProperty, systemElement } from './system-properties.js';

/** Whether a condition holds. Null when that is unknown, as for a comparison with null (SQL's third truth value). */
type Truth = boolean | null;

/** A condition, ready to be tested on instances of its class. */
export type Predicate = (instance: CimInstance) => Truth;

/** Reads the element that a path leads to; undefined when an instance on the way has no such property. */
type ElementReader = (instance: CimInstance) => CimElement | undefined;

type Typed = Pick<CimElement, 'type' | 'array'>;

/** What the names in a condition mean. */
export interface ConditionScope {
  readonly query: string;
  readonly cimClass: RepositoryClass;
  readonly content: RepositoryContent;
}

/** The name of the instance itself, as in `__this ISA "Win32_Process"`. */
const THIS = '__this';

/** The type of every system property. */
const SYSTEM_TYPE: DeclaredType = { type: 'string', array: false, arraySize: null, className: null, isText: false };

/**
 * Compiles a condition.
 * @throws MiError INVALID_QUERY when a property is unknown or a literal is not of its type, INVALID_CLASS
 */
export function predicateOf(condition: ConditionNode, scope: ConditionScope): Predicate {
  return new ConditionCompiler(scope).predicate(condition);
}

class ConditionCompiler {
  readonly #scope: ConditionScope;

  constructor(scope: ConditionScope) {
    this.#scope = scope;
  }

  predicate(condition: ConditionNode): Predicate {
    switch (condition.kind) {
      case 'and':
        return decidedBy(false, this.#predicates(condition.operands));
      case 'or':
        return decidedBy(true, this.#predicates(condition.operands));
      case 'not':
        return negation(this.predicate(condition.operand));
      case 'comparison':
        return this.#comparison(condition);
      case 'like':
        return this.#like(condition);
      case 'isa':
        return this.#isA(condition);
      case 'isNull': {
        const read = this.#reader(condition.property);
        return (instance) => (read(instance)?.value ?? null) === null;
      }
    }
  }

  #predicates(conditions: readonly ConditionNode[]): readonly Predicate[] {
    return conditions.map((condition) => this.predicate(condition));
  }

  #comparison({ property, operator, literal }: ComparisonNode): Predicate {
    const read = this.#reader(property);
    const declared = this.#declaredType(property);
    if (declared === null) return this.#comparisonOfAnyType(read, operator, literal);
    const name = property.names.join('.');
    if (!applies(operator, declared)) {
      throw this.#error(property.offset, `${name} is ${describeType(declared)}: it is compared with = and <> only`);
    }
    if (declared.array || declared.type === 'instance') {
      throw this.#error(literal.offset, `${name} is ${describeType(declared)}, which WQL cannot compare`);
    }
    const order = this.#order(declared, literal);
    if (typeof order === 'string') throw this.#error(literal.offset, `${name}: ${order}`);
    return (instance) => holds(operator, order(read(instance)?.value ?? null));
  }

  /** A property of an embedded instance may have any type. If the literal is not of its type, the result is unknown. */
  #comparisonOfAnyType(read: ElementReader, operator: ComparisonOperator, literal: LiteralNode): Predicate {
    return (instance) => {
      const element = read(instance);
      if (element === undefined || !applies(operator, element)) return null;
      const order = this.#order(element, literal);
      return typeof order === 'string' ? null : holds(operator, order(element.value));
    };
  }

  #like({ property, pattern }: LikeNode): Predicate {
    const declared = this.#declaredType(property);
    if (declared !== null && (declared.array || !['string', 'char16'].includes(declared.type))) {
      const name = property.names.join('.');
      throw this.#error(property.offset, `${name} is ${describeType(declared)}: LIKE is for strings`);
    }
    const test = likeTest(pattern.text);
    if (test === null) throw this.#error(pattern.offset, 'a "[" of the pattern has no "]"; "[[]" is the character');
    const read = this.#reader(property);
    return (instance) => {
      const value = read(instance)?.value;
      return typeof value === 'string' ? test(value) : null;
    };
  }

  #isA({ property, className }: IsaNode): Predicate {
    const { content, cimClass } = this.#scope;
    const tested = content.classes.require(cimClass.namespace, className.text);
    const isA = (instance: CimInstance) => this.#classOf(instance)?.isNamed(tested.name) === true;
    if (property.names.length === 1 && foldName(property.names[0]) === THIS) return isA;
    const declared = this.#declaredType(property);
    if (declared !== null && (declared.array || declared.type !== 'instance')) {
      const name = property.names.join('.');
      throw this.#error(property.offset, `${name} is ${describeType(declared)}: ISA is for embedded instances`);
    }
    const read = this.#reader(property);
    return (instance) => {
      const value = read(instance)?.value;
      return value instanceof CimInstance ? isA(value) : null;
    };
  }

  /** The type that the class declares; null for a property of an embedded instance, which may be of any class. */
  #declaredType({ names, offset }: PropertyPathNode): DeclaredType | null {
    const [first] = names;
    const own = isSystemProperty(first) ? SYSTEM_TYPE : this.#requireProperty(first, offset);
    return names.length === 1 ? own : null;
  }

  #requireProperty(name: string, offset: number): RepositoryProperty {
    return requireProperty(name, offset, this.#scope);
  }

  #reader({ names, offset }: PropertyPathNode): ElementReader {
    const [written, ...rest] = names;
    const first = isSystemProperty(written) ? written : this.#requireProperty(written, offset).name;
    return (instance) => {
      let element = this.#element(instance, first);
      for (const name of rest) {
        const inner = element?.value;
        element = inner instanceof CimInstance ? this.#element(inner, name) : undefined;
      }
      return element;
    };
  }

  #element(instance: CimInstance, name: string): CimElement | undefined {
    // In the declared spelling a name is found without element(), which builds and keeps an index for each instance.
    const exact = instance.elements.find((element) => element.name === name);
    return exact ?? instance.element(name) ?? systemElement(name, instance, this.#classOf(instance));
  }

  #classOf({ namespace, className }: CimInstance): RepositoryClass | undefined {
    const { content, cimClass } = this.#scope;
    return content.classes.find(namespace ?? cimClass.namespace, className);
  }

  /** How values of a type compare with a literal, or what is wrong with the literal. */
  #order({ type, array }: Typed, literal: LiteralNode): Order | string {
    if (array || type === 'instance') return 'it is no value that WQL can compare';
    try {
      return type === 'reference' ? this.#pathOrder(literal) : orderOf(type, literal);
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof InvalidValue) return error.message;
      throw error;
    }
  }

  /** Object paths are equal when they lead to the same instance, however they are written. */
  #pathOrder({ kind, text }: LiteralNode): Order {
    const { cimClass } = this.#scope;
    if (kind !== 'string') throw new SyntaxError(`${text.toUpperCase()} is no object path`);
    const identity = referenceIdentity(this.#readPath(text), cimClass.namespace);
    return (value) => {
      if (!(value instanceof CimReference)) return null;
      return referenceIdentity(value, cimClass.namespace) === identity ? 0 : 1;
    };
  }

  #readPath(text: string): CimReference {
    const { content, cimClass } = this.#scope;
    return new SchemaValues(content.classes, cimClass.namespace).reference(text);
  }

  #error(offset: number, reason: string): Error {
    return queryError(this.#scope.query, offset, reason);
  }
}

/** Values of some types are equal or different, but not less or greater. */
function applies(operator: ComparisonOperator, { type }: Typed): boolean {
  return operator === '=' || operator === '<>' || isOrdered(type);
}

/** @throws MiError INVALID_QUERY */
export function requireProperty(name: string, offset: number, { query, cimClass }: ConditionScope): RepositoryProperty {
  const property = cimClass.property(name);
  if (property !== undefined) return property;
  const known = Array.from(cimClass.properties.values(), (candidate) => candidate.name);
  throw queryError(query, offset, `${cimClass.name} has no property ${name}${didYouMean(name, known)}`);
}

/** AND is decided by the first operand that is false, OR by the first operand that is true. */
function decidedBy(decisive: boolean, predicates: readonly Predicate[]): Predicate {
  return (instance) => {
    let unknown = false;
    for (const predicate of predicates) {
      const truth = predicate(instance);
      if (truth === decisive) return decisive;
      unknown ||= truth === null;
    }
    return unknown ? null : !decisive;
  };
}

function negation(predicate: Predicate): Predicate {
  return (instance) => {
    const truth = predicate(instance);
    return truth === null ? null : !truth;
  };
}
