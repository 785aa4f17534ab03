import { foldName } from '../schema/index.js';
import type { CimElement, CimValue } from './cim-value.js';
import { acrossCopies } from './copies.js';
import { inspectableMembers, toJson } from './shown.js';

/** How many levels deep instances may be embedded in one another. No schema needs that many. */
export const DEEPEST_EMBEDDING = 100;

/** An instance of a CIM class as it travels: names, types and values, without knowledge of the class. */
export class CimInstance {
  static {
    acrossCopies(CimInstance, 'CimInstance');
    inspectableMembers(
      CimInstance.prototype,
      ({ className }) => className,
      ({ elements }) => namedValues(elements.map(({ name, value }) => [name, value])),
    );
  }

  /** The name of the class, as the server writes it. */
  readonly className: string;
  /** Null when it is not known. */
  readonly namespace: string | null;
  /** The properties; of a method call, the parameters. */
  readonly elements: readonly CimElement[];
  #byName: ReadonlyMap<string, CimElement> | undefined;

  constructor(className: string, elements: readonly CimElement[], namespace: string | null = null) {
    this.className = className;
    this.elements = [...elements];
    this.namespace = namespace;
  }

  /** The element of that name, in any letter case. */
  element(name: string): CimElement | undefined {
    this.#byName ??= new Map(this.elements.map((element) => [foldName(element.name), element]));
    return this.#byName.get(foldName(name));
  }

  /** The value of the element of that name, in any letter case; undefined when there is none. */
  get(name: string): CimValue | undefined {
    return this.element(name)?.value;
  }

  /** The values by name. Integers that are not safe as a number become strings, bytes arrays of numbers. */
  toJSON(): unknown {
    return namedValues(this.elements.map(({ name, value }) => [name, toJson(value)]));
  }
}

/** An object of these members. Unlike assignments, it takes any name as a plain name, also `__proto__`. */
function namedValues(members: readonly (readonly [name: string, value: unknown])[]): object {
  return Object.fromEntries(members);
}
