import type { Diagnostic } from './diagnostics/index.js';
import type { OutputFile } from './emit/compare.js';
import { noteProject, noteStale, type ProjectOutput } from './notes.js';
import type { SourceKind } from './options/generate-options.js';
import type { RunSettings } from './used-by/run-settings.js';

export interface GenerateResult {
  /** Where the schema came from. */
  readonly source: SourceKind;
  /** The requested namespaces, spelled as in the output. */
  readonly namespaces: readonly string[];
  /** The number of schema files that were read, including those that others include. */
  readonly filesRead: number;
  readonly classes: number;
  readonly methods: number;
  /** Every output file, sorted by path. */
  readonly files: readonly OutputFile[];
  /** Warnings; errors are thrown. */
  readonly diagnostics: readonly Diagnostic[];
  /** What the user should know that is neither wrong nor suspicious. */
  readonly notes: readonly string[];
}

/** The result of a run, as far as it depends on the schema and the options alone. */
export interface RunReport extends Omit<GenerateResult, 'files'> {
  /** What the set-up of the project is checked for. */
  readonly project: ProjectOutput;
}

/**
 * The result of a run.
 *
 * @param files in any order
 */
export async function resultOf(
  { project, ...report }: RunReport,
  files: readonly OutputFile[],
  { out, spelling, imported }: Pick<RunSettings, 'out' | 'spelling' | 'imported'>,
): Promise<GenerateResult> {
  const sorted = files.toSorted(byPath);
  const ofImports = imported?.notes ?? [];
  const notes = [...report.notes, ...ofImports, ...(await noteProject(out, project)), ...noteStale(sorted, spelling)];
  return { ...report, files: sorted, notes };
}

export function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : 1;
}
