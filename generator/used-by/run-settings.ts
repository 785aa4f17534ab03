import type { Place } from '../diagnostics/index.js';
import type { GenerateSettings } from '../options/resolve-options.js';

/** What a source imports of the output. */
export interface OutputImport {
  /** Relative to the output folder, with `/` and without `.ts`: `root/cimv2/index`. */
  readonly module: string;
  /** The imported name; null for a module whose names are not told apart. */
  readonly name: string | null;
  readonly place: Place;
  /** False where the name may be one of another module. */
  readonly isCertain: boolean;
}

/** What the sources of a project import of the output of a run. */
export interface OutputImports {
  readonly imports: readonly OutputImport[];
  /** What the user should know of imports that do not say which classes they need. */
  readonly notes: readonly string[];
}

/** The settings of a run with what the sources import that it generates for. */
export interface RunSettings extends GenerateSettings {
  /** Null where no sources are named, so that classes are selected by their names alone. */
  readonly imported: OutputImports | null;
}
