/** The ways to compile: plainly, with ASan and UBSan, with TSan, and for Windows with mingw-w64. */
export type Variant = 'native' | 'address' | 'thread' | 'windows';

/** What keeps the variant from being built here (no compiler, no sanitizer), or null. */
export function missing(variant: Variant): string | null;

/** Compiles library and client, or finds them compiled; returns their paths. The compiler's complaints become an Error. */
export function build(variant: Variant): { readonly library: string; readonly client: string };

/** Puts the DLL with which Windows programs get random numbers, and which Wine 8 lacks, into the folder. */
export function buildRandomSource(folder: string): void;
