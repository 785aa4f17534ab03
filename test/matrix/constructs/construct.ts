import type { GenerateOptions } from 'mi-codegen';

/** What a run of the generator is given: MOF files by name, `schema.mof` first to be read, and options. */
export interface Input {
  readonly files: Readonly<Record<string, string>>;
  readonly options?: Partial<GenerateOptions>;
}

/** A part of a schema that may be of any size. */
export interface Construct {
  /** Four times this must be allowed; large enough that what does not grow hardly counts. */
  readonly size: number;
  readonly input: (size: number) => Input;
}

/** Constructs by what they are made of. */
export type Constructs = Readonly<Record<string, Construct>>;

/** A schema in one file. */
export function mof(size: number, text: (size: number) => string, options: Input['options'] = {}): Construct {
  return { size, input: (of) => ({ files: { 'schema.mof': text(of) }, options }) };
}

/** The texts for 0, 1, 2 and so on, one on each line. */
export function times(count: number, text: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => text(index)).join('\n');
}

/** A list with commas, as qualifiers, parameters and arrays have them. */
export function list(count: number, text: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => text(index)).join(', ');
}

/** A class with a key that other classes derive from, refer to or embed. */
export const BASE = 'class Base { [Key] string Id; uint32 Number; uint32 Run([In] uint32 A, [Out] uint32 B); };';

/** How many subclasses a chain may have: 4 times this is the deepest inheritance there is. */
export const CHAIN = 49;
