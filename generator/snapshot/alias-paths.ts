import {
  type CimClass,
  type CimInstanceDeclaration,
  type CimProperty,
  findQualifier,
  foldName,
  isIntegerType,
  type SchemaValue,
} from '../../runtime/schema/index.js';
import { type CimElement, CimReference } from '../../runtime/values/index.js';
import { failure } from '../diagnostics/index.js';
import type { SchemaIndex } from '../model/index.js';
import type { PropertyTypes } from '../source/property-types.js';

/** How many paths may be keys of one another: with aliases, a circle is possible. */
const DEEPEST_PATH = 20;

/**
 * Writes the aliases of instances as paths: what is pulled may leave out the instances that others refer to, and has
 * them in any order. An alias stays where it is embedded, and where an instance has no path, since it has no key.
 */
export class AliasPaths {
  readonly #declared: ReadonlyMap<string, CimInstanceDeclaration>;
  readonly #index: SchemaIndex;
  readonly #types: PropertyTypes;
  /** The instances whose alias stays. */
  readonly #kept = new Set<CimInstanceDeclaration>();

  /** @param all the instances of the schema, whether they are pulled or not */
  constructor(all: readonly CimInstanceDeclaration[], index: SchemaIndex, types: PropertyTypes) {
    this.#declared = new Map(all.flatMap((each) => (each.alias === undefined ? [] : [[foldName(each.alias), each]])));
    this.#index = index;
    this.#types = types;
  }

  /**
   * The instances without their aliases, and those that the others embed by an alias.
   *
   * @throws DiagnosticError for an alias that leads into another namespace, so into another file, and has to stay
   */
  apply(instances: readonly CimInstanceDeclaration[]): readonly CimInstanceDeclaration[] {
    const written = new Map<CimInstanceDeclaration, CimInstanceDeclaration>();
    const pending = new Set(instances);
    for (const instance of pending) {
      written.set(instance, this.#instance(instance));
      for (const kept of this.#kept) pending.add(kept);
    }
    return Array.from(written, ([instance, { alias: _, ...others }]) => {
      return this.#kept.has(instance) && instance.alias !== undefined ? { ...others, alias: instance.alias } : others;
    });
  }

  #instance(instance: CimInstanceDeclaration): CimInstanceDeclaration {
    const properties = instance.properties.map((property) => {
      const { name, value } = property;
      return value === undefined ? property : { ...property, value: this.#value(value, instance, name) };
    });
    return { ...instance, properties };
  }

  #value(value: SchemaValue, holder: CimInstanceDeclaration, property: string): SchemaValue {
    if (typeof value !== 'object' || value === null) return value;
    if (isList(value)) return value.map((item) => this.#value(item, holder, property));
    if ('className' in value) return this.#instance(value);
    const target = this.#declared.get(foldName(value.alias));
    if (target === undefined) return value;
    const type = this.#types.find(holder.namespace, holder.className, property)?.type ?? 'reference';
    const path = type === 'reference' ? this.#path(target, holder.namespace, DEEPEST_PATH) : null;
    if (path !== null) return path;
    if (foldName(target.namespace) !== foldName(holder.namespace)) {
      const what = `an instance of ${target.className} in ${target.namespace}, which has no path`;
      const message = `the alias ${value.alias} in ${holder.namespace} stands for ${what}`;
      throw failure('alias-across-namespaces', message, `leave out the instances of ${holder.className}`);
    }
    this.#kept.add(target);
    return value;
  }

  /** The path of an instance as one of another namespace writes it; null when the values of its keys are not known. */
  #path({ namespace, className, properties }: CimInstanceDeclaration, from: string, depth: number): string | null {
    const keys: CimElement[] = [];
    for (const { name, type } of this.#keysOf(namespace, className)) {
      const given = properties.find((property) => foldName(property.name) === foldName(name))?.value ?? null;
      const value = this.#keyValue(given, namespace, depth);
      if (value === null) return null;
      const isBig = isIntegerType(type) && typeof value === 'string';
      keys.push({ name, type, array: false, value: isBig ? BigInt(value) : value });
    }
    if (keys.length === 0) return null;
    return new CimReference(className, keys, foldName(namespace) === foldName(from) ? null : namespace).toString();
  }

  #keyValue(value: SchemaValue, namespace: string, depth: number): string | number | boolean | null {
    if (typeof value !== 'object') return value;
    if (value === null || !('alias' in value) || 'className' in value || depth === 0) return null;
    const target = this.#declared.get(foldName(value.alias));
    return target === undefined ? null : this.#path(target, namespace, depth - 1);
  }

  #keysOf(namespace: string, className: string): readonly CimProperty[] {
    const cimClass = this.#index.find(namespace, className);
    const chain: readonly CimClass[] = cimClass === undefined ? [] : Array.from(this.#index.chain(cimClass)).reverse();
    const keys = chain.flatMap(({ properties }) =>
      properties.filter((property) => findQualifier(property, 'Key')?.value === true),
    );
    return Array.from(new Map(keys.map((key) => [foldName(key.name), key])).values());
  }
}

function isList(value: SchemaValue): value is readonly SchemaValue[] {
  return Array.isArray(value);
}
