import { foldName } from '../../../../runtime/schema/index.js';
import type { FileProblems } from '../problems.js';
import type { ClassNode, InstanceNode, NameNode, ValueNode } from '../syntax/nodes.js';

/** What an alias stands for: an instance, by the alias's name in the model, or a class, by its name. */
export type AliasTarget = { readonly instance: string } | { readonly className: string };

/**
 * The aliases of a file the user named and of all that it includes (DSP0004 7.9.2: an alias is known where it is
 * declared, before and behind). Files that do not know each other may use the same name; in the model the later one
 * then gets a number, for there an alias is one of the whole schema.
 */
export class Aliases {
  readonly #targets = new Map<string, AliasTarget>();
  readonly #taken: Set<string>;

  /** @param taken names given in the run so far; grows. */
  constructor(taken: Set<string>) {
    this.#taken = taken;
  }

  find(name: NameNode): AliasTarget | undefined {
    return this.#targets.get(foldName(name.text));
  }

  /** Declares the alias of an instance, and those of the instances inside it. */
  declareInstance(node: InstanceNode, problems: FileProblems): void {
    if (node.alias !== null) this.#declare(node.alias, problems, { instance: this.#unique(node.alias.text) });
    for (const { value } of node.properties) {
      if (value !== null) this.#declareInside(value, problems);
    }
  }

  declareClass(node: ClassNode, problems: FileProblems): void {
    if (node.alias !== null) this.#declare(node.alias, problems, { className: node.name.text });
  }

  #declareInside(value: ValueNode, problems: FileProblems): void {
    if (value.kind === 'instance') this.declareInstance(value.instance, problems);
    if (value.kind !== 'array') return;
    for (const item of value.items) this.#declareInside(item, problems);
  }

  #declare(name: NameNode, problems: FileProblems, target: AliasTarget): void {
    if (this.find(name) === undefined) {
      this.#targets.set(foldName(name.text), target);
      return;
    }
    problems.error(
      name,
      'mof-duplicate-alias',
      `the alias "${name.text}" is declared twice`,
      'give each instance an alias of its own',
    );
  }

  #unique(name: string): string {
    let unique = name;
    for (let count = 2; this.#taken.has(foldName(unique)); count++) unique = `${name}_${count}`;
    this.#taken.add(foldName(unique));
    return unique;
  }
}
