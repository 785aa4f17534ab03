import { type CimClass, foldName } from '../../runtime/schema/index.js';
import type { SchemaIndex } from '../model/index.js';
import { namespaceFolder } from '../plan/typescript-names.js';
import { isIndex } from './output-modules.js';
import type { OutputImport } from './run-settings.js';

/** The end of the name of a file or an identifier that the name of its class does not have. */
const ADDED = /\$\d*$/;

/**
 * Tells before the schema is read whether a class may be one of those that are imported. What is generated beside a
 * class has a name that begins with the one of the class.
 */
export function importSelector(imports: readonly OutputImport[]): (className: string) => boolean {
  const names = imports.flatMap(({ module, name }) => [fileOf(module), name ?? '']).map(plainName);
  const exact = new Set(names);
  return (className) => {
    const folded = foldName(className);
    return exact.has(folded) || names.some((name) => name.startsWith(`${folded}_`));
  };
}

function fileOf(module: string): string {
  return module.slice(module.lastIndexOf('/') + 1);
}

/** The name of a class, or one that begins with it, in folded form. */
function plainName(identifierOrFile: string): string {
  return foldName(identifierOrFile.replace(ADDED, ''));
}

/** Where an import leads to, when the namespaces are known. */
export interface ImportTarget {
  readonly namespace: string;
  /** The file of a class, without `.ts`; null for the `index.ts` of the namespace. */
  readonly file: string | null;
}

/** @returns null for a module of no namespace of the schema */
export function importTarget({ module }: OutputImport, namespaces: readonly string[]): ImportTarget | null {
  const namespaceOf = (folder: string) => namespaces.find((namespace) => namespaceFolder(namespace) === folder);
  // Without an extension, a module that does not exist may be a folder.
  const asFolder = namespaceOf(module);
  if (asFolder !== undefined) return { namespace: asFolder, file: null };
  const namespace = namespaceOf(module.slice(0, module.lastIndexOf('/')));
  return namespace === undefined ? null : { namespace, file: isIndex(module) ? null : fileOf(module) };
}

/** The classes that are imported, as far as they exist. */
export function importedClasses(
  index: SchemaIndex,
  namespaces: readonly string[],
  imports: readonly OutputImport[],
): ReadonlySet<CimClass> {
  return new Set(imports.flatMap((imported) => classesFor(imported, namespaces, index)));
}

/** The class of that name; else those beside which that name may be generated: `A_B` and `A` for `A_B_C`. */
function classesFor(imported: OutputImport, namespaces: readonly string[], index: SchemaIndex): readonly CimClass[] {
  const target = importTarget(imported, namespaces);
  if (target === null) return [];
  const name = plainName(target.file ?? imported.name ?? '');
  const exact = index.find(target.namespace, name);
  if (exact !== undefined || target.file !== null) return exact === undefined ? [] : [exact];
  const owners = Array.from(name.matchAll(/_/g), ({ index: end }) => end).flatMap((end) => {
    const owner = index.find(target.namespace, name.slice(0, end));
    return owner === undefined ? [] : [{ owner, isDeclared: declares(owner, name.slice(end + 1)) }];
  });
  const declaring = owners.filter(({ isDeclared }) => isDeclared);
  // Where none has that name, what the nearest one has is suggested.
  return (declaring.length > 0 ? declaring : owners.slice(-1)).map(({ owner }) => owner);
}

/** Whether a class declares what a name is made of: `state` or `create_in`, in folded form. */
function declares({ properties, methods }: CimClass, rest: string): boolean {
  return (
    properties.some(({ name }) => foldName(name) === rest) ||
    methods.some(({ name }) => rest.startsWith(`${foldName(name)}_`))
  );
}
