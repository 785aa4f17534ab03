import { fileURLToPath } from 'node:url';

/** The versions that generated code must compile under: the oldest, the newest and some between. */
export const TYPESCRIPT_VERSIONS = ['5.4', '5.9', '6.0', '7.0'];

/** The file of a compiler, for Node. */
export function compilerOf(version) {
  const name = version === '7.0' ? 'typescript' : `typescript-${version}`;
  return fileURLToPath(new URL(`../../node_modules/${name}/bin/tsc`, import.meta.url));
}
