import { basename, dirname, join, resolve, sep } from 'node:path';
import type { ts } from 'ts-morph';
import { realPath } from '../real-path.js';
import type { Compiler } from './import-uses.js';
import type { OutputModules } from './output-modules.js';
import { ProjectSettings, readProjects } from './project-settings.js';

/** The module that an import leads to. */
export type ResolvedModule =
  /** A module of the output, whether it exists or not; see {@link OutputModules.moduleAt}. */
  | { readonly kind: 'output'; readonly module: string }
  /** A file of the user, by its absolute path. */
  | { readonly kind: 'source'; readonly path: string };

/**
 * Finds modules by the rules of the compiler: `paths` and `baseUrl` of the nearest tsconfig.json, packages of a
 * workspace, `imports` and `exports` of a package.json. Files that a run of mi-codegen or a compiler would make count
 * as being there.
 */
export class ModuleResolver {
  readonly #ts: Compiler;
  readonly #output: OutputModules;
  readonly #host: ts.ModuleResolutionHost;
  readonly #projects = new Map<string, readonly ProjectSettings[]>();
  readonly #folders = new Map<string, string>();
  readonly #resolved = new Map<string, ResolvedModule | null>();
  /** Where the module that is being looked for is not. */
  #missed: string[] = [];
  /** Whether files count as being there that are not. */
  #isLenient = false;
  /** The files that decide where modules are found: settings, and modules that are not there. */
  readonly files: Set<string> = new Set();

  constructor(compiler: Compiler, output: OutputModules) {
    this.#ts = compiler;
    this.#output = output;
    this.#host = {
      fileExists: (path) => {
        const exists = compiler.sys.fileExists(path) || (this.#isLenient && this.#sourceOf(path) !== null);
        if (!exists) this.#missed.push(path);
        return exists;
      },
      readFile: (path) => compiler.sys.readFile(path),
      realpath: (path) => this.#inRealFolder(path),
      useCaseSensitiveFileNames: compiler.sys.useCaseSensitiveFileNames,
    };
  }

  /**
   * @param file the absolute path of the module that has the import
   * @returns null for a package that is installed, and for what is not found
   */
  resolve(specifier: string, file: string): ResolvedModule | null {
    // All modules of a folder mean the same by a name.
    const key = `${dirname(file)}\n${specifier}`;
    let resolved = this.#resolved.get(key);
    if (resolved === undefined) {
      resolved = this.#resolve(specifier, file);
      this.#resolved.set(key, resolved);
    }
    return resolved;
  }

  #resolve(specifier: string, file: string): ResolvedModule | null {
    this.#missed = [];
    // What exists counts first.
    const path = this.#find(specifier, file, false) ?? this.#find(specifier, file, true);
    if (specifier.startsWith('#')) this.#addPackage(file);
    if (path === null) {
      if (/^\.\.?\//.test(specifier)) for (const missed of this.#missed) this.files.add(missed);
      return null;
    }
    if (realPath(path).split(sep).includes('node_modules')) return null;
    const source = this.#sourceOf(path) ?? path;
    const module = this.#output.moduleAt(this.#inRealFolder(source));
    return module === null ? { kind: 'source', path: source } : { kind: 'output', module };
  }

  #find(specifier: string, file: string, isLenient: boolean): string | null {
    this.#isLenient = isLenient;
    for (const { options, existing, possible } of this.#projectsOf(dirname(file))) {
      const cache = isLenient ? possible : existing;
      const { resolvedModule } = this.#ts.resolveModuleName(specifier, file, options, this.#host, cache);
      if (resolvedModule !== undefined) return resolve(resolvedModule.resolvedFileName);
    }
    return null;
  }

  /** Adds the package.json that says what names with `#` stand for. */
  #addPackage(file: string): void {
    const path = this.#ts.findConfigFile(dirname(file), this.#ts.sys.fileExists, 'package.json');
    if (path !== undefined) this.files.add(path);
  }

  /** A module of the output itself, and the source of a file that a tool makes; null for any other path. */
  #sourceOf(path: string): string | null {
    const isOutput = (each: string) => this.#output.moduleAt(this.#inRealFolder(each)) !== null;
    // What is left of a class that was compiled, and is not generated any more, is the class all the same.
    const beside = path.replace(/\.d\.ts$/, '.ts');
    if (isOutput(beside)) return beside;
    const real = this.#inRealFolder(path);
    const sources = this.#projectsOf(dirname(real)).flatMap((project) => project.sourcesOf(real));
    return sources.find((each) => isOutput(each) || this.#ts.sys.fileExists(each)) ?? null;
  }

  #projectsOf(folder: string): readonly ProjectSettings[] {
    let projects = this.#projects.get(folder);
    if (projects === undefined) {
      projects = readProjects(folder, this.#ts, (file) => this.files.add(file)) ?? this.#projectsAbove(folder);
      this.#projects.set(folder, projects);
    }
    return projects;
  }

  #projectsAbove(folder: string): readonly ProjectSettings[] {
    const parent = dirname(folder);
    return parent === folder ? [new ProjectSettings(this.#ts, folder, {})] : this.#projectsOf(parent);
  }

  /** A path whose folder is written without links. The folder need not exist. */
  #inRealFolder(path: string): string {
    const folder = dirname(path);
    let real = this.#folders.get(folder);
    if (real === undefined) {
      real = realPath(folder);
      this.#folders.set(folder, real);
    }
    return join(real, basename(path));
  }
}
