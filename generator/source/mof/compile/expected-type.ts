import { type CimType, classKey, DEEPEST_INHERITANCE, foldName } from '../../../../runtime/schema/index.js';
import type { ElementNode, TypeNode } from '../syntax/nodes.js';
import { isDataType } from '../syntax/type.js';

/** The type that a value must have. */
export interface ExpectedType {
  readonly type: CimType;
  readonly array: boolean;
}

/** A type; for references and embedded instances also the class, unless any class is allowed. */
export interface TypeOfNode {
  readonly type: CimType;
  readonly className?: string;
}

/** The type in the model of a type as it is written. */
export function typeOf({ name, reference }: TypeNode): TypeOfNode {
  const word = name.text.toLowerCase();
  if (!reference && isDataType(word)) return { type: word as CimType };
  const type = reference ? 'reference' : 'instance';
  return word === 'object' ? { type } : { type, className: name.text };
}

export function expectedType(node: ElementNode): ExpectedType {
  return { type: typeOf(node.type).type, array: node.array !== null };
}

interface ClassTypes {
  readonly superclass: string | null;
  readonly properties: ReadonlyMap<string, ExpectedType>;
}

/** The types of the properties of all classes. Values in an instance get the type of their property. */
export class PropertyTypes {
  readonly #classes = new Map<string, ClassTypes>();
  /** What was found in superclasses, by class and property: many instances may be of one class. */
  readonly #inherited = new Map<string, ExpectedType | null>();

  /** @param properties name and type of each; of two with the same name the first is used */
  add(
    cimClass: { readonly namespace: string; readonly name: string; readonly superclass: string | null },
    properties: readonly (readonly [name: string, type: ExpectedType])[],
  ): void {
    this.#inherited.clear();
    this.#classes.set(classKey(cimClass.namespace, cimClass.name), {
      superclass: cimClass.superclass,
      properties: new Map(properties.toReversed().map(([name, type]) => [foldName(name), type])),
    });
  }

  /** The type of a property that a class declares or inherits; null when the class or the property is not known. */
  find(namespace: string, className: string, property: string): ExpectedType | null {
    const name = foldName(property);
    const types = this.#classes.get(classKey(namespace, className));
    const own = types?.properties.get(name);
    if (types === undefined || own !== undefined) return own ?? null;
    const key = classKey(namespace, `${className}.${property}`);
    let inherited = this.#inherited.get(key);
    if (inherited === undefined) {
      inherited = this.#findInherited(namespace, types.superclass, name);
      this.#inherited.set(key, inherited);
    }
    return inherited;
  }

  #findInherited(namespace: string, superclass: string | null, name: string): ExpectedType | null {
    let types = superclass === null ? undefined : this.#classes.get(classKey(namespace, superclass));
    for (let depth = 0; types !== undefined && depth < DEEPEST_INHERITANCE; depth++) {
      const found = types.properties.get(name);
      if (found !== undefined) return found;
      types = types.superclass === null ? undefined : this.#classes.get(classKey(namespace, types.superclass));
    }
    return null;
  }
}
