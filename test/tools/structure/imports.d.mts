import type { SourceFile } from 'typescript-6.0';

export interface Import {
  /** The file, relative to the checkout. */
  readonly from: string;
  /** A file of the project, relative to the checkout, or the name of a package. */
  readonly to: string;
  /** `value` loads the other module; `type` is erased; `lazy` is `import()`, which loads it when it runs. */
  readonly kind: 'value' | 'type' | 'lazy';
}

/** What a file imports or re-exports, in the order of its text. */
export function importsOf(source: SourceFile): Import[];

/** True for a file of the project, false for a package. */
export function isProjectFile(path: string): boolean;
