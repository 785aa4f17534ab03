import type { SourceFile } from 'typescript-6.0';

export const MAX_COLUMNS: number;

/** The hand-written sources of generator/ and runtime/, sorted and relative to the checkout. */
export function sourceFiles(checkout: string): string[];

/** The text of a file of the checkout. */
export function read(checkout: string, path: string): string;

/** The syntax tree of a TypeScript file. */
export function parse(checkout: string, path: string): SourceFile;

/** True for a door: a module that holds nothing but imports and re-exports. */
export function isDoor(source: SourceFile): boolean;

/** The sources that share a name with others, together; index.ts is no name. */
export function namesakes(checkout: string): string[][];

/** The lines over 120 columns in sources, tests and scripts, as `file:line`: not generated, nor long for a literal. */
export function longLines(checkout: string): string[];
