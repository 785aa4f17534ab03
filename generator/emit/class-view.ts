import { neededRevision, printMethod, printProperty } from '../../runtime/v1/class-table.js';
import { EffectiveQualifiers } from '../model/index.js';
import { lazyModules, type ModuleImport, mentioningElements, moduleImports } from '../plan/imports.js';
import {
  type Detached,
  type PlannedClass,
  type PlannedMethod,
  type PlannedParameter,
  type PlannedProperty,
  type TypedElement,
  typedElements,
  type ValueMap,
} from '../plan/planned.js';
import { describe, docComment, elementNotes } from './doc-comment.js';
import { mi } from './door.js';
import { mapView } from './map-view.js';
import { interfaceViews, methodView } from './method-view.js';
import { outputType } from './type-text.js';
import { objectLines, quote } from './typescript-literal.js';
import type { ClassView, ImportExtension } from './view-model.js';

export function classView(planned: PlannedClass, extension: ImportExtension): ClassView {
  const { path, source, identifier, superclass, detached } = planned;
  const superclassName = superclass?.identifier ?? mi.CimObject;
  const mentioning = mentioningElements(planned);
  return {
    path,
    imports: moduleImports(planned, mentioning)
      .map((imported) => importStatement(imported, extension))
      .join(''),
    maps: planned.maps.map(mapView),
    base: detached === null ? null : baseStatement(detached, superclassName),
    // Only the qualifiers of the class itself: those of a superclass are documented there.
    doc: docComment(describe(new EffectiveQualifiers(source, null)), ''),
    identifier,
    superclass: detached?.base ?? superclassName,
    cimClass: mi.cimClass,
    table: tableLines(planned, mentioning, extension),
    properties: aboutMember(planned) + planned.properties.map(propertyMember).join(''),
    methods: planned.methods.map(methodView),
    interfaces: planned.methods.flatMap(interfaceViews),
  };
}

function importStatement({ file, value, types }: ModuleImport, extension: ImportExtension): string {
  const from = `from './${file}.${extension}';\n`;
  if (value === null) return `import type { ${types.join(', ')} } ${from}`;
  return `import { ${[value, ...types.map((name) => `type ${name}`)].join(', ')} } ${from}`;
}

function baseStatement(detached: Detached, superclassName: string): string {
  const union = (members: ReadonlySet<string>) => Array.from(members, quote).join(' | ') || 'never';
  const hidden = [union(detached.members)];
  if (detached.statics.size > 0) hidden.push(union(detached.statics));
  return `const ${detached.base}: ${mi.Without}<typeof ${superclassName}, ${hidden.join(', ')}> = ${superclassName};`;
}

function aboutMember({ about, superclass }: PlannedClass): string {
  if (about === null) return '';
  const part = (name: string, members: readonly string[]) =>
    members.length === 0 ? [] : [`${name}: { ${members.map((key) => `${key}: 1`).join('; ')} }`];
  const added = [...part('key', about.keys), ...part('write', about.writable)].join('; ');
  const inherited = about.inherits && superclass !== null ? `${superclass.identifier}['$about']` : '';
  const types = [inherited, added === '' ? '' : `{ ${added} }`].filter((type) => type !== '');
  // An intersection with an object type leaves out what is undefined; alone, the type of the member does not.
  const type = types.length === 1 && inherited !== '' ? `NonNullable<${inherited}>` : types.join(' & ');
  return `  declare readonly $about?: ${type};\n`;
}

function propertyMember(property: PlannedProperty): string {
  const { declaration, qualifiers, member, key, writable, nullable } = property;
  const notes = elementNotes('property', property);
  if (key) notes.unshift('Key.');
  const doc = docComment(describe(qualifiers, notes, declaration), '  ');
  const type = outputType(property);
  return `${doc}  declare ${writable ? '' : 'readonly '}${member}: ${type}${nullable ? ' | null' : ''};\n`;
}

/** The lines of the class table between its braces. Each of several items has its own line. */
function tableLines(planned: PlannedClass, mentioning: readonly TypedElement[], extension: ImportExtension): string {
  const { path, properties, methods } = planned;
  const modules = lazyModules(planned, mentioning).map(
    ({ className, file }) => `${ownKey(className)}: () => import('./${file}.${extension}')`,
  );
  const revision = neededRevision(typedElements(planned));
  let lines = `      revision: ${revision},\n      class: ${quote(path)},\n`;
  if (properties.length > 0) lines += `      properties: ${quote(properties.map(printProperty).join(';'))},\n`;
  lines += entryLines(
    'methods',
    methods.map((method) => `${quote(methodEntry(method))}: ${ownReturnCodes(method)}`),
  );
  return lines + entryLines('modules', modules);
}

function entryLines(name: string, items: readonly string[]): string {
  return items.length === 0 ? '' : objectLines(`${name}: `, items, ',', '      ');
}

/** The map of a method's return values. An empty one hides that of the superclass, which is no longer valid. */
function ownReturnCodes(method: PlannedMethod): string {
  const codes = returnCodes(method);
  const inherited = method.overridden === null ? null : returnCodes(method.overridden);
  return codes === inherited ? 'null' : (codes?.identifier ?? '{}');
}

function returnCodes({ result }: PlannedMethod): ValueMap | null {
  return result?.map?.flags === false ? result.map : null;
}

/** A CIM name as a key that never sets the prototype. */
function ownKey(name: string): string {
  return name === '__proto__' ? `['__proto__']` : name;
}

/** A method as the class table has it: `+Create(<CommandLine:string!,>ProcessId:uint32)uint32`. */
function methodEntry({ isStatic, member, parameters, result }: PlannedMethod): string {
  return printMethod({
    isStatic,
    member,
    parameters: parameters.map(parameterEntry),
    returns: result?.type ?? null,
  });
}

function parameterEntry({ type, member, isIn, isOut, required, stream, limits }: PlannedParameter) {
  return { type, member, in: isIn, out: isOut, required, streamed: stream, limits };
}
