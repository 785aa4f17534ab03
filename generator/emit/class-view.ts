import { type ModuleImport, moduleImports } from '../plan/imports.js';
import type { PlannedClass, PlannedProperty } from '../plan/planned.js';
import { tableLines } from './class-table-view.js';
import { bytesNote, describe, nameNote, valuesNote } from './describe.js';
import { docComment } from './doc-comment.js';
import { mi } from './door.js';
import { mapView } from './map-view.js';
import { interfaceViews, methodView } from './method-view.js';
import { outputType } from './type-text.js';
import { quote } from './typescript-literal.js';
import type { ClassView, ImportExtension, MemberView } from './view-model.js';

export function classView(planned: PlannedClass, extension: ImportExtension): ClassView {
  const { path, source, identifier, superclass, detached } = planned;
  const baseClass = superclass?.identifier ?? mi.CimObject;
  return {
    path,
    imports: moduleImports(planned).map((imported) => importStatement(imported, extension)),
    maps: planned.maps.map(mapView),
    base: detached === null ? null : baseStatement(planned, baseClass),
    // Without the qualifiers of superclasses, which are documented there.
    doc: docComment(describe({ declaration: source, overridden: null }), ''),
    identifier,
    superclass: detached?.base ?? baseClass,
    cimClass: mi.cimClass,
    table: tableLines(planned, extension),
    properties: [...aboutView(planned), ...planned.properties.map(propertyView)],
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
  return `const ${detached?.base}: ${mi.Without}<typeof ${baseClass}, ${hidden.join(', ')}> = ${baseClass};`;
}

function aboutView({ about }: PlannedClass): MemberView[] {
  if (about === null) return [];
  const part = (name: string, members: readonly string[]) =>
    members.length === 0 ? [] : [`${name}: { ${members.map((key) => `${key}: 1`).join('; ')} }`];
  const type = `{ ${[...part('key', about.keys), ...part('write', about.writable)].join('; ')} }`;
  return [{ doc: [], text: `declare readonly $about?: ${type}` }];
}

function propertyView(property: PlannedProperty): MemberView {
  const { name, member, key, writable, nullable } = property;
  const notes = [
    ...(key ? ['Key.'] : []),
    ...nameNote('property', name, member),
    ...bytesNote(property),
    ...valuesNote(property),
  ];
  const type = `${outputType(property)}${nullable ? ' | null' : ''}`;
  return {
    doc: docComment(describe(property, notes), '  '),
    text: `declare ${writable ? '' : 'readonly '}${member}: ${type}`,
  };
}
