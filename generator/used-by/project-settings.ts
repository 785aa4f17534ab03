import { readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { ts } from 'ts-morph';
import { realPath } from '../real-path.js';
import type { Compiler } from './import-uses.js';

/** A file that a compiler makes: the path without its ending, and the kind of the module. */
const MADE_FILE = /^(.*?)\.(?=d\.[cm]?ts$|[cm]?jsx?$)(?:d\.)?([cm]?)/s;
/** Where tools put what they make whose settings are their own, and the way from there. */
const USUAL_TARGET = /^(.*[\\/])(?:dist|lib|build|out)(?:[\\/](?:esm|cjs|es|types))?[\\/](.+)$/s;

/** The settings of a compiler for the files of a folder, as far as they say where modules are. */
export class ProjectSettings {
  readonly options: ts.CompilerOptions;
  /** What is known of modules that exist, and of those that count as being there. */
  readonly existing: ts.ModuleResolutionCache;
  readonly possible: ts.ModuleResolutionCache;
  /** What the compiler makes, and what it may make that from, without links. */
  readonly #targets: readonly string[];
  readonly #roots: readonly string[];

  constructor(compiler: Compiler, folder: string, options: ts.CompilerOptions) {
    // The most lenient rules: a module that is found by any others is found by these.
    const { ESNext: module } = compiler.ModuleKind;
    const { Bundler: moduleResolution } = compiler.ModuleResolutionKind;
    // No generated module has a suffix.
    const moduleSuffixes = options.moduleSuffixes === undefined ? [] : ['', ...options.moduleSuffixes];
    this.options = { ...options, module, moduleResolution, moduleSuffixes, allowJs: true, preserveSymlinks: false };
    const newCache = () => compiler.createModuleResolutionCache(folder, (name) => name, this.options);
    this.existing = newCache();
    this.possible = newCache();
    const { declarationDir, outDir, rootDir } = options;
    this.#targets = [declarationDir, outDir].flatMap((each) => (each === undefined ? [] : [realPath(each)]));
    this.#roots = (rootDir === undefined ? [folder, join(folder, 'src')] : [rootDir]).map((each) => realPath(each));
  }

  /** The sources that a file may be made from; none for a file that is not made. */
  sourcesOf(path: string): readonly string[] {
    const target = this.#targets.find((each) => path.startsWith(each + sep));
    if (target !== undefined) return this.#roots.flatMap((root) => sourcesIn(root, relative(target, path)));
    const [, folder, way] = USUAL_TARGET.exec(path) ?? [];
    return folder === undefined || way === undefined ? [] : sourcesIn(join(folder, 'src'), way);
  }
}

function sourcesIn(root: string, way: string): readonly string[] {
  const [, stem, kind] = MADE_FILE.exec(way) ?? [];
  if (stem === undefined) return [];
  return [...new Set([`${kind}ts`, 'ts', 'tsx'])].map((ending) => `${join(root, stem)}.${ending}`);
}

/** What a file of settings is called. Tools read those with a name of their own: `tsconfig.build.json`. */
const SETTINGS = /^(?:ts|js)config(?:\..+)?\.json$/;

/**
 * The settings of the projects in a folder: those of its tsconfig.json, then those that it refers to and those beside
 * it, since a file may belong to any of them.
 *
 * @param read gets the files that were read
 * @returns null where there is no tsconfig.json or jsconfig.json
 */
export function readProjects(
  folder: string,
  compiler: Compiler,
  read: (file: string) => void,
): readonly ProjectSettings[] | null {
  const main = ['tsconfig.json', 'jsconfig.json'].map((name) => join(folder, name)).find(compiler.sys.fileExists);
  if (main === undefined) return null;
  const others = readdirSync(folder).filter((name) => SETTINGS.test(name));
  const pending = [main, ...others.map((name) => join(folder, name))];
  const projects = new Map<string, ProjectSettings>();
  for (const file of pending) {
    if (projects.has(file) || !compiler.sys.fileExists(file)) continue;
    const { options, projectReferences = [] } = readSettings(file, compiler, read);
    projects.set(file, new ProjectSettings(compiler, dirname(file), options));
    // In the order of the list: it grows while it is walked through.
    pending.push(...projectReferences.map((reference) => compiler.resolveProjectReferencePath(reference)));
  }
  return Array.from(projects.values());
}

/** What is wrong with the file is for the compiler to say. */
function readSettings(file: string, compiler: Compiler, read: (file: string) => void): ts.ParsedCommandLine {
  const readFile = (path: string) => {
    read(path);
    return compiler.sys.readFile(path);
  };
  const { config = {} } = compiler.readConfigFile(file, readFile);
  // The names of the files of the project are not needed, and would take a while to find.
  const host: ts.ParseConfigHost = { ...compiler.sys, readFile, readDirectory: () => [] };
  return compiler.parseJsonConfigFileContent(config, host, dirname(file), undefined, file);
}
