/** The versions that generated code must compile under: the oldest, the newest and some between. */
export const TYPESCRIPT_VERSIONS: readonly ['5.4', '5.9', '6.0', '7.0'];

/** The file of a compiler, for Node. */
export function compilerOf(version: (typeof TYPESCRIPT_VERSIONS)[number]): string;
