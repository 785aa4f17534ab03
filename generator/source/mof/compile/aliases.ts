import { foldName } from '../../../../runtime/schema/index.js';
import type { FileDiagnostics } from '../file-diagnostics.js';
import { type ClassNode, type InstanceNode, type NameNode, spanOf, type ValueNode } from '../syntax/nodes.js';

/** What an alias stands for: an instance, by its alias in the model; or a class, by its name. */
export type AliasTarget = { readonly instance: string } | { readonly className: string };

/**
 * The aliases of a file that the user named, and of the files that it includes. An alias may be used before it is
 * declared (DSP0004 7.9.2). Files that are not connected by includes may use the same alias. In the model an alias is
 * unique in the whole schema: there the later one gets a number.
 */
export class Aliases {
  readonly #targets = new Map<string, AliasTarget>();
  readonly #names = new Map<InstanceNode, string>();
  readonly #taken: Map<string, number>;

  /** @param taken the aliases in the model so far, each with its last number; new ones are added */
  constructor(taken: Map<string, number>) {
    this.#taken = taken;
  }

  /** @param folded the folded alias, with its `$` */
  find(folded: string): AliasTarget | undefined {
    return this.#targets.get(folded);
  }

  /** The alias of an instance in the model; undefined when it has none. */
  nameOf(node: InstanceNode): string | undefined {
    return this.#names.get(node);
  }

  /** Declares the alias of an instance, and those of the instances inside it. */
  declareInstance(node: InstanceNode, diagnostics: FileDiagnostics): void {
    if (node.alias !== null && this.#isNew(node.alias, diagnostics)) {
      const name = this.#unique(node.alias.name.text);
      this.#names.set(node, name);
      this.#targets.set(node.alias.name.folded, { instance: name });
    }
    for (const { value } of node.properties) {
      if (value !== null) this.#declareInside(value, diagnostics);
    }
  }

  declareClass({ name, alias }: ClassNode, diagnostics: FileDiagnostics): void {
    if (alias !== null && this.#isNew(alias, diagnostics)) {
      this.#targets.set(alias.name.folded, { className: name.text });
    }
  }

  #declareInside(value: ValueNode, diagnostics: FileDiagnostics): void {
    if (value.kind === 'instance') this.declareInstance(value.instance, diagnostics);
    if (value.kind !== 'array') return;
    for (const item of value.items) this.#declareInside(item, diagnostics);
  }

  /** A repeated alias is only a warning: there are files with one that is not used, and other compilers accept them. */
  #isNew(alias: NameNode, diagnostics: FileDiagnostics): boolean {
    if (this.find(alias.name.folded) === undefined) return true;
    diagnostics.warn(
      spanOf(alias),
      'mof-duplicate-alias',
      `the alias "${alias.name.text}" is declared twice; it stands for the first`,
      'give each instance an alias of its own',
    );
    return false;
  }

  #unique(name: string): string {
    let unique = name;
    let count = this.#taken.get(foldName(name)) ?? 0;
    while (this.#taken.has(foldName(unique))) unique = `${name}_${++count}`;
    this.#taken.set(foldName(name), Math.max(count, 1));
    this.#taken.set(foldName(unique), 1);
    return unique;
  }
}
