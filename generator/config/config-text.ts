import type { Place } from '../diagnostics/index.js';
import type { OptionPath } from '../options/option-mistakes.js';

/** A config file that was read, before its options are checked. */
export interface ConfigText {
  /** The file, as messages name it. */
  readonly file: string;
  /** What the file holds, or exports. */
  readonly value: unknown;
  /** Where an option stands in the file; undefined where that is not known. */
  placeOf(path: OptionPath): Place | undefined;
}
