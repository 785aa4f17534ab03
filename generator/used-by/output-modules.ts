import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { foldName } from '../../runtime/schema/index.js';
import { suggestion } from '../diagnostics/index.js';
import { HEADER } from '../emit/compare.js';
import type { NamespacePattern } from '../options/namespace-pattern.js';
import type { GenerateSettings } from '../options/resolve-options.js';
import { namespaceFolder } from '../plan/typescript-names.js';
import { realPath } from '../real-path.js';

/** The modules of a run's output: those that are there, and those that might be generated. */
export class OutputModules {
  /** Absolute and without links, as all paths here. */
  readonly #folder: string;
  readonly #others: readonly string[];
  readonly #namespaces: readonly { readonly folder: string; readonly deep: boolean }[];

  /** @param others namespaces that other runs write into the same folder */
  constructor(
    { out, namespaces }: Pick<GenerateSettings, 'out' | 'namespaces'>,
    others: readonly NamespacePattern[] = [],
  ) {
    this.#folder = realPath(resolve(out));
    this.#others = others.map(({ namespace }) => foldName(namespaceFolder(namespace)));
    this.#namespaces = namespaces.map(({ namespace, deep }) => ({
      folder: foldName(namespaceFolder(namespace)),
      deep,
    }));
  }

  /**
   * The module of a path, relative to the output folder, with `/` and without `.ts`: `root/cimv2/index`. It need not
   * exist.
   *
   * @returns null for a path that no run of these namespaces would write
   */
  moduleAt(path: string): string | null {
    if (!path.endsWith('.ts') || path.endsWith('.d.ts') || !this.isInNamespace(path)) return null;
    return isOfUser(path) ? null : this.#wayTo(path).slice(0, -'.ts'.length);
  }

  /** Whether a path leads into the folder of a namespace. */
  isInNamespace(path: string): boolean {
    if (!this.#holds(path)) return false;
    const way = foldName(this.#wayTo(path));
    return this.#namespaces.some(({ folder, deep }) => {
      const rest = way.startsWith(`${folder}/`) ? way.slice(folder.length + 1) : null;
      return rest !== null && (deep || !rest.includes('/'));
    });
  }

  /** What may be meant by a path into the output folder that leads to no namespace; undefined for any other. */
  suggestionFor(path: string): string | undefined {
    const way = `${foldName(this.#wayTo(path))}/`;
    if (!this.#holds(path) || this.#others.some((folder) => way.startsWith(`${folder}/`))) return undefined;
    const folders = this.#namespaces.map(({ folder }) => folder);
    return suggestion(dirname(this.#wayTo(path)), folders);
  }

  #holds(path: string): boolean {
    return path.startsWith(this.#folder + sep);
  }

  /** The path of the output that the end of a specifier names; null for one that names none. */
  pathNamedBy(specifier: string): string | null {
    const name = `/${specifier}/`;
    for (const { folder } of this.#namespaces) {
      const start = foldName(name).indexOf(`/${folder}/`);
      if (start >= 0) return join(this.#folder, folder, name.slice(start + folder.length + 1, -1));
    }
    return null;
  }

  #wayTo(path: string): string {
    return relative(this.#folder, path).split(sep).join('/');
  }
}

/** Whether a module of the output is the `index.ts` of a namespace. */
export function isIndex(module: string): boolean {
  return module.endsWith('/index');
}

/** Whether there is a file that mi-codegen has not written. */
function isOfUser(path: string): boolean {
  return existsSync(path) && !readFileSync(path, 'utf8').startsWith(HEADER);
}
