import { isIn, type Project } from './project.js';

/** The settings of a compiler that matter to generated code: the written ones, and the defaults of its release. */
export interface CompilerSettings {
  /** In lower case, as all names here. */
  readonly module: string;
  readonly moduleResolution: string;
  /** The year of the ECMAScript edition: 2022; 5 or 3 for the old ones, infinite for `esnext`. */
  readonly target: number;
  /** Null for the library that belongs to the target, and the DOM. */
  readonly lib: readonly string[] | null;
  /** Null where it is not written. */
  readonly types: readonly string[] | null;
}

/** The settings of a project under a release of TypeScript. */
export function compilerSettings(project: Project, [major]: readonly [number, number]): CompilerSettings {
  const { options } = project;
  const module = written(project, 'module', major);
  const target = editionOf(written(project, 'target', major)) ?? defaultTarget(module, major);
  const ofModule = module ?? defaultModule(target, major);
  return {
    module: ofModule === 'es6' ? 'es2015' : ofModule,
    moduleResolution: writtenResolution(project, major) ?? defaultResolution(ofModule, major),
    target,
    lib: names(options.lib),
    types: names(options.types),
  };
}

/** The settings that load packages as Node does. */
export function isNodeModule(module: string): boolean {
  return /^node(?:16|18|20|next)$/.test(module);
}

/** The modules of times before ECMAScript had its own. */
export function isLegacyModule(module: string): boolean {
  return ['none', 'amd', 'umd', 'system'].includes(module);
}

/** What TypeScript 5 takes where nothing is written. The reader of the files fills it in, and later releases differ. */
const FILLED_IN = { module: 'es6', moduleResolution: 'classic', target: null } as const;

/** An option as it is written, in lower case; undefined where it is not. In a file that is extended, it may be. */
function written(project: Project, option: keyof typeof FILLED_IN, major: number): string | undefined {
  const value = project.options[option]?.toLowerCase();
  if (isIn(project.tsconfig, option)) return value;
  return project.isExtended && (major < 6 || value !== FILLED_IN[option]) ? value : undefined;
}

function writtenResolution(project: Project, major: number): string | undefined {
  const resolution = written(project, 'moduleResolution', major);
  return resolution === 'node' ? 'node10' : resolution;
}

function editionOf(target: string | undefined): number | undefined {
  if (target === undefined) return undefined;
  const edition = target.toLowerCase().replace(/^es/, '');
  if (edition === 'next') return Number.POSITIVE_INFINITY;
  return edition === '6' ? 2015 : Number(edition);
}

function defaultTarget(module: string | undefined, major: number): number {
  if (module === 'node16' || module === 'node18') return 2022;
  if (module === 'node20') return 2023;
  if (major >= 6) return 2025;
  return module === 'nodenext' ? Number.POSITIVE_INFINITY : 5;
}

function defaultModule(target: number, major: number): string {
  if (major >= 6 && target >= 2020) return 'esnext';
  return target >= 2015 ? 'es2015' : 'commonjs';
}

function defaultResolution(module: string, major: number): string {
  if (isNodeModule(module)) return module === 'nodenext' ? 'nodenext' : 'node16';
  if (module === 'preserve') return 'bundler';
  if (major >= 6) return isLegacyModule(module) ? 'classic' : 'bundler';
  return module === 'commonjs' ? 'node10' : 'classic';
}

function names(values: readonly string[] | undefined): readonly string[] | null {
  return values?.map((name) => name.toLowerCase()) ?? null;
}
