import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

// The build bundles the other modules of the generator. This one stays where it is: paths are found from here.

/** The folder with `generator` and `runtime`, compiled or not. Ends with a separator. */
export const programFolder: string = fileURLToPath(new URL('../', import.meta.url));

/** The folder with the MOF files of bundled namespaces, or what the build has made of them. Ends with a separator. */
export const bundledSchemas: string = fileURLToPath(new URL('source/bundled/', import.meta.url));

/** The folder of the runtime's entry for generated code. Ends with a separator. */
export const runtimeDoor: string = fileURLToPath(new URL('../runtime/v1/', import.meta.url));

/** Finds packages as mi-codegen's own modules do. */
export const ownRequire: NodeJS.Require = createRequire(import.meta.url);

/** The version of mi-codegen. */
export function ownVersion(): string {
  return ownRequire('mi-codegen/package.json').version;
}
