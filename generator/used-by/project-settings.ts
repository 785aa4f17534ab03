import { join, relative, sep } from 'node:path';
import type { ts } from 'ts-morph';
import { realPath } from '../real-path.js';
import type { Compiler } from './import-uses.js';

/** A file that a compiler reads or makes: the path without its ending, and the kind of the module. */
const MODULE_FILE = /^(.*?)(?:\.d)?\.([cm]?)[jt]sx?$/s;

/** The settings of a compiler for the files of a folder, as far as they say where modules are. */
export class ProjectSettings {
  readonly options: ts.CompilerOptions;
  readonly cache: ts.ModuleResolutionCache;
  /** What the compiler makes, and what it may make that from, without links. */
  readonly #targets: readonly string[];
  readonly #roots: readonly string[];

  constructor(compiler: Compiler, folder: string, options: ts.CompilerOptions) {
    // The most lenient rules: a module that is found by any others is found by these.
    const { ESNext: module } = compiler.ModuleKind;
    const { Bundler: moduleResolution } = compiler.ModuleResolutionKind;
    this.options = { ...options, module, moduleResolution, allowJs: true, preserveSymlinks: false };
    this.cache = compiler.createModuleResolutionCache(folder, (name) => name, this.options);
    const { declarationDir, outDir, rootDir } = options;
    this.#targets = [declarationDir, outDir].flatMap((each) => (each === undefined ? [] : [realPath(each)]));
    this.#roots = (rootDir === undefined ? [folder, join(folder, 'src')] : [rootDir]).map((each) => realPath(each));
  }

  /** The sources that a compiler may make a file from; none for a file that it does not make. */
  sourcesOf(path: string): readonly string[] {
    const target = this.#targets.find((each) => path.startsWith(each + sep));
    const [, stem, kind] = (target !== undefined && MODULE_FILE.exec(relative(target, path))) || [];
    return stem === undefined ? [] : this.#roots.map((root) => `${join(root, stem)}.${kind}ts`);
  }
}

/**
 * The settings of the projects whose tsconfig.json is in a folder: its own, then those that it refers to, since a file
 * beside it may belong to any of them.
 *
 * @returns null where there is none
 */
export function readProjects(folder: string, compiler: Compiler): readonly ProjectSettings[] | null {
  const file = ['tsconfig.json', 'jsconfig.json'].map((name) => join(folder, name)).find(compiler.sys.fileExists);
  if (file === undefined) return null;
  const parsed = readSettings(file, compiler);
  const others = (parsed.projectReferences ?? []).map((reference) => compiler.resolveProjectReferencePath(reference));
  const all = [parsed, ...others.filter(compiler.sys.fileExists).map((other) => readSettings(other, compiler))];
  return all.map(({ options }) => new ProjectSettings(compiler, folder, options));
}

/** What is wrong with the file is for the compiler to say. */
function readSettings(file: string, compiler: Compiler): ts.ParsedCommandLine {
  const { config = {} } = compiler.readConfigFile(file, compiler.sys.readFile);
  // The names of the files of the project are not needed, and would take a while to find.
  const host: ts.ParseConfigHost = { ...compiler.sys, readDirectory: () => [] };
  return compiler.parseJsonConfigFileContent(config, host, join(file, '..'), undefined, file);
}
