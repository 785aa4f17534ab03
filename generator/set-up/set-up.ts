import type { CompilerSettings } from './compiler-settings.js';
import type { ConfigFile, Project } from './project.js';

/** A release of TypeScript. */
export type Release = readonly [major: number, minor: number];

/** A project under a release of TypeScript. */
export interface SetUp extends Project {
  readonly release: Release;
  readonly settings: CompilerSettings;
}

/** What generated files need of a compiler, beyond what each of them needs. */
export interface OutputNeeds {
  readonly importExtension: 'js' | 'ts';
  /** Files are loaded by `import()`. */
  readonly hasImportCalls: boolean;
  readonly hasBigints: boolean;
}

export function isAtLeast([major, minor]: Release, ...[needed, least]: Release): boolean {
  return major > needed || (major === needed && minor >= least);
}

/** The file and line of the first of these options that is written in the file; the file where none is. */
export function placeOf({ path, text }: ConfigFile, ...options: readonly string[]): string {
  const lines = text.split('\n');
  const places = options.map((option) => lines.findIndex((line) => line.includes(`"${option}"`)));
  const found = places.find((line) => line >= 0);
  return found === undefined ? path : `${path}:${found + 1}`;
}
