import { lazyModules, type ModuleImport, moduleImports } from '../plan/imports.js';
import type { PlannedClass, PlannedProperty } from '../plan/planned.js';
import { bytesNote, describe, nameNote } from './describe.js';
import { docComment } from './doc-comment.js';
import { mapView } from './map-view.js';
import { interfaceViews, methodView } from './method-view.js';
import { methodTable, propertyTable } from './tables.js';
import { outputType } from './type-text.js';
import { quote } from './typescript-literal.js';
import type { ClassView, MemberView } from './view-model.js';

/**
 * How generated files name each other. `js` is what TypeScript's compiler and all bundlers take; `ts` is for Node's type
 * stripping and `allowImportingTsExtensions`.
 */
export type ImportExtension = 'js' | 'ts';

/** The version of the door that generated files need: `mi-codegen/runtime/v1` counts it up. */
const REVISION = 1;

export function classView(planned: PlannedClass, extension: ImportExtension): ClassView {
  const { path, source, identifier, superclass, detached } = planned;
  const baseClass = superclass?.identifier ?? 'mi.CimObject';
  return {
    path,
    imports: moduleImports(planned).map((imported) => importStatement(imported, extension)),
    maps: planned.maps.map(mapView),
    base: detached === null ? null : baseStatement(planned, baseClass),
    // Of the class itself: what is said of a superclass is said there.
    doc: docComment(describe({ declaration: source, overridden: null }), ''),
    identifier,
    superclass: detached?.base ?? baseClass,
    table: tableEntries(planned, extension),
    about: aboutType(planned),
    properties: planned.properties.map(propertyView),
    methods: planned.methods.map(methodView),
    interfaces: planned.methods.flatMap(interfaceViews),
  };
}

function importStatement({ file, value, types }: ModuleImport, extension: ImportExtension): string {
  const from = `from './${file}.${extension}';`;
  if (value === null) return `import type { ${types.join(', ')} } ${from}`;
  return `import { ${[value, ...types.map((name) => `type ${name}`)].join(', ')} } ${from}`;
}

function baseStatement({ detached }: PlannedClass, baseClass: string): string {
  const union = (members: readonly string[]) => members.map(quote).join(' | ') || 'never';
  const hidden = [union(detached?.members ?? [])];
  if (detached !== null && detached.statics.length > 0) hidden.push(union(detached.statics));
  return `const ${detached?.base}: mi.Without<typeof ${baseClass}, ${hidden.join(', ')}> = ${baseClass};`;
}

function tableEntries(planned: PlannedClass, extension: ImportExtension): string[] {
  const entries = [`revision: ${REVISION}`, `class: ${quote(planned.path)}`];
  if (planned.properties.length > 0) entries.push(`properties: ${quote(propertyTable(planned))}`);
  if (planned.methods.length > 0) entries.push(`methods: ${quote(methodTable(planned))}`);
  const returns = planned.methods.flatMap(({ name, result }) =>
    result?.map?.owner === planned && !result.map.flags ? [`${ownKey(name)}: ${result.map.identifier}`] : [],
  );
  if (returns.length > 0) entries.push(`returns: { ${returns.join(', ')} }`);
  const modules = lazyModules(planned).map(
    ({ className, file }) => `${ownKey(className)}: () => import('./${file}.${extension}')`,
  );
  if (modules.length > 0) entries.push(`modules: { ${modules.join(', ')} }`);
  return entries;
}

/** A CIM name as a key that never sets the prototype. */
function ownKey(name: string): string {
  return name === '__proto__' ? `['__proto__']` : name;
}

function aboutType({ about }: PlannedClass): string | null {
  if (about === null) return null;
  const part = (name: string, members: readonly string[]) =>
    members.length === 0 ? [] : [`readonly ${name}: { ${members.map((key) => `readonly ${key}: 1`).join('; ')} }`];
  return `{ ${[...part('key', about.keys), ...part('write', about.writable)].join('; ')} }`;
}

function propertyView(property: PlannedProperty): MemberView {
  const { name, member, key, writable, nullable } = property;
  const notes = [...(key ? ['Key.'] : []), ...nameNote('property', name, member), ...bytesNote(property)];
  const type = `${outputType(property)}${nullable ? ' | null' : ''}`;
  return {
    doc: docComment(describe(property, notes), '  '),
    text: `declare ${writable ? '' : 'readonly '}${member}: ${type}`,
  };
}
