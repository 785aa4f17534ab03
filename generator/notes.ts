import { join, resolve } from 'node:path';
import { type CimClass, foldName } from '../runtime/schema/index.js';
import { plural } from './diagnostics/index.js';
import type { OutputFile, RenderedFile } from './emit/compare.js';
import type { SchemaIndex } from './model/index.js';
import type { OptionSpelling } from './options/option-table.js';
import type { GenerateSettings } from './options/resolve-options.js';
import type { Plan } from './plan/plan.js';
import { findProject, noteSetUp, type OutputNeeds } from './set-up/index.js';

/** Namespaces of the schema that were not requested. */
export function noteOtherNamespaces(index: SchemaIndex, namespaces: readonly string[]): string[] {
  const selected = new Set(namespaces.map(foldName));
  return index
    .namespaces()
    .filter((namespace) => !selected.has(foldName(namespace)))
    .map((namespace) => {
      const count = plural(index.classesIn(namespace).length, 'class', 'classes');
      return `not generated: ${count} of ${namespace}, which was not asked for`;
    });
}

/** Excluded classes that are generated because other classes derive from them. */
export function noteKept(kept: readonly CimClass[]): string[] {
  if (kept.length === 0) return [];
  return [`excluded, but generated since others derive from it: ${kept.map((cimClass) => cimClass.name).join(', ')}`];
}

/** Files of earlier runs that were not removed. */
export function noteStale(files: readonly OutputFile[], spelling: OptionSpelling): string[] {
  const stale = files.filter((file) => file.change === 'stale');
  const [first] = stale;
  if (first === undefined) return [];
  const clean = spelling.name('clean');
  const note =
    stale.length === 1
      ? `1 file of an earlier run is not generated any more (${first.path}): ${clean} removes it`
      : `${stale.length} files of an earlier run are not generated any more (${first.path} …): ${clean} removes them`;
  return [note];
}

/** What decides whether the output compiles in the project that it is a part of. */
export interface ProjectOutput {
  /** The path of a file of the output; null where there is none. */
  readonly file: string | null;
  readonly needs: OutputNeeds;
}

export function projectOutput(
  importExtension: GenerateSettings['importExtension'],
  plan: Plan,
  files: readonly RenderedFile[],
): ProjectOutput {
  const maps = plan.namespaces.flatMap(({ classes }) => classes).flatMap((planned) => planned.maps);
  const needs = {
    importExtension,
    hasImportCalls: files.some(({ text }) => text.includes("() => import('")),
    hasBigints: maps.some(({ map }) => map.kind === 'bigint' && map.entries.length > 0),
  };
  return { file: files[0]?.path ?? null, needs };
}

/** Why the output does not compile in the project that it is a part of. */
export async function noteProject(out: string, { file, needs }: ProjectOutput): Promise<string[]> {
  const project = file === null ? null : await findProject(resolve(join(out, file)));
  if (project === null) return [];
  if ('reason' in project) {
    return [`${project.path} cannot be read, so it is not known whether the output compiles: ${project.reason}`];
  }
  return noteSetUp(project, needs);
}
