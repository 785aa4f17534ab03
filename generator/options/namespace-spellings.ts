import { foldName } from '../../runtime/schema/index.js';

/**
 * One spelling for each name in the paths of namespaces, the first one: after `root/wmi`, `ROOT/CIMV2` is spelled
 * `root/CIMV2`. Otherwise the namespaces of one schema would make several trees of folders.
 */
export class NamespaceSpellings {
  readonly #root: SpelledName = { name: '', below: new Map() };

  /** @param first namespaces whose spelling comes before all others */
  constructor(first: Iterable<string> = []) {
    for (const namespace of first) this.spell(namespace);
  }

  /** @param namespace in its normal form, see `normalizeNamespace` */
  spell(namespace: string): string {
    const names: string[] = [];
    let parent = this.#root;
    for (const name of namespace.split('/')) {
      const folded = foldName(name);
      let spelled = parent.below.get(folded);
      if (spelled === undefined) {
        spelled = { name, below: new Map() };
        parent.below.set(folded, spelled);
      }
      names.push(spelled.name);
      parent = spelled;
    }
    return names.join('/');
  }
}

/** A name in the paths of namespaces. */
interface SpelledName {
  readonly name: string;
  /** The names that follow it, by folded name. */
  readonly below: Map<string, SpelledName>;
}
