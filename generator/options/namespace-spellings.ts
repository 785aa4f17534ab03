import { foldName } from '../../runtime/schema/index.js';

/**
 * One spelling for each name in the paths of namespaces, the first one: after `root/wmi`, `ROOT/CIMV2` is spelled
 * `root/CIMV2`. Otherwise the namespaces of one schema would make several trees of folders.
 */
export class NamespaceSpellings {
  /** Spelled paths by folded paths, of all parents, too. */
  readonly #paths = new Map<string, string>();

  /** @param first namespaces whose spelling comes before all others */
  constructor(first: Iterable<string> = []) {
    for (const namespace of first) this.spell(namespace);
  }

  /** @param namespace in its normal form, see `normalizeNamespace` */
  spell(namespace: string): string {
    let spelled = '';
    for (const name of namespace.split('/')) {
      const path = spelled === '' ? name : `${spelled}/${name}`;
      spelled = this.#paths.get(foldName(path)) ?? path;
      this.#paths.set(foldName(path), spelled);
    }
    return spelled;
  }
}
