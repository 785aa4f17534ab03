import { foldName } from '../../schema/index.js';
import { CimInstance } from '../../values/index.js';
import type { RepositoryClass } from '../repository-class.js';
import type { RepositoryContent } from '../repository-content.js';
import { type ConditionScope, type Predicate, predicateOf, requireProperty } from './condition.js';
import type { SelectNode } from './syntax.js';
import { isSelectableSystemProperty } from './system-properties.js';

/** A SELECT, checked against the classes of a repository. */
export class SelectQuery {
  readonly cimClass: RepositoryClass;
  /** The folded names of the selected properties; null for all. */
  readonly #selected: ReadonlySet<string> | null;
  readonly #condition: Predicate | null;

  /** @throws MiError INVALID_QUERY, INVALID_CLASS */
  constructor(query: string, statement: SelectNode, namespace: string, content: RepositoryContent) {
    const { className, properties, where } = statement;
    this.cimClass = content.classes.require(namespace, className.text);
    const scope: ConditionScope = { query, cimClass: this.cimClass, content };
    // As with WMI, an embedded instance comes whole when one of its properties is selected.
    const selected = properties?.map(({ names: [name], offset }) => {
      return isSelectableSystemProperty(name) ? name : requireProperty(name, offset, scope).name;
    });
    this.#selected = selected === undefined ? null : new Set(selected.map(foldName));
    this.#condition = where && predicateOf(where, scope);
  }

  matches(instance: CimInstance): boolean {
    return this.#condition === null || this.#condition(instance) === true;
  }

  /** The instance with the properties that the query selects. */
  project(instance: CimInstance): CimInstance {
    const selected = this.#selected;
    if (selected === null) return instance;
    const elements = instance.elements.filter(({ name }) => selected.has(foldName(name)));
    return new CimInstance(instance.className, elements, instance.namespace);
  }
}
