import {
  CIM_TYPES,
  type CimClass,
  type CimMethod,
  type CimType,
  type CimTypedElement,
  DEEPEST_INHERITANCE,
  elementClass,
  foldName,
} from '../../runtime/schema/index.js';
import type { Diagnostic } from '../diagnostics/index.js';
import { ClassDiagnostics } from './class-diagnostics.js';
import { type Inheritance, inheritanceOf } from './inheritance.js';
import { checkRedeclarations } from './redeclarations.js';
import type { SchemaIndex } from './schema-index.js';

/**
 * Checks how the classes of a schema fit together: missing classes, cycles, redeclarations that contradict the
 * superclass. Only endless or very deep inheritance is an error. The rest are warnings: schemas in use have such
 * mistakes, and code can be generated all the same.
 *
 * @param classes the classes to check; default all classes of the schema
 * @param inheritance what these classes redeclare, where that is known already
 */
export function checkSchema(
  index: SchemaIndex,
  classes: Iterable<CimClass> = allClasses(index),
  inheritance: Inheritance = inheritanceOf(index, classes),
): Diagnostic[] {
  const diagnostics = new ClassDiagnostics(index);
  const checked = new Set(classes);
  checkRepeatedDeclarations(diagnostics, checked);
  for (const cimClass of checked) {
    // That is an error where its names are planned. Here each message would repeat it.
    if (hasLongName(cimClass)) continue;
    checkSuperclass(diagnostics, cimClass);
    checkMentionedClasses(diagnostics, cimClass);
    checkFeatureNames(diagnostics, cimClass);
    checkRedeclarations(diagnostics, cimClass, inheritance);
  }
  return diagnostics.all;
}

/** The longest name that is generated. File systems take no longer ones, and a class's name is that of its file. */
export const LONGEST_NAME = 255;

function hasLongName({ name, properties, methods }: CimClass): boolean {
  const isLongMethod = (method: CimMethod) => isLong(method) || method.parameters.some(isLong);
  return name.length > LONGEST_NAME || properties.some(isLong) || methods.some(isLongMethod);
}

function isLong({ name }: { readonly name: string }): boolean {
  return name.length > LONGEST_NAME;
}

function allClasses(index: SchemaIndex): CimClass[] {
  return index.namespaces().flatMap((namespace) => index.classesIn(namespace));
}

function checkRepeatedDeclarations(diagnostics: ClassDiagnostics, checked: ReadonlySet<CimClass>): void {
  const used = diagnostics.index.redeclared.map(({ namespace, name }) => diagnostics.index.find(namespace, name));
  for (const later of new Set(used)) {
    if (later === undefined || !checked.has(later)) continue;
    const message = `class ${later.name} is declared more than once in ${later.namespace}; this declaration is used`;
    diagnostics.warn(later, 'class-redeclared', message);
  }
}

function checkSuperclass(diagnostics: ClassDiagnostics, cimClass: CimClass): void {
  const { name, namespace, superclass } = cimClass;
  if (superclass === null) return;
  if (diagnostics.index.isOnSuperclassCycle(cimClass)) {
    const message = `class ${name} is, through its superclass ${superclass}, a superclass of itself`;
    diagnostics.error(cimClass, 'superclass-cycle', message);
  } else if (diagnostics.index.isTooDeep(cimClass)) {
    const message = `class ${name} is derived more than ${DEEPEST_INHERITANCE} levels deep`;
    diagnostics.error(cimClass, 'superclass-too-deep', message);
  } else if (diagnostics.index.find(namespace, superclass) === undefined) {
    const message = `class ${name} derives from ${superclass}, which ${namespace} does not declare`;
    const help = diagnostics.suggestClass(namespace, superclass);
    diagnostics.warn(cimClass, 'missing-superclass', message, help, missing(namespace, superclass));
  }
}

/** What the diagnostics about a missing class have in common. */
function missing(namespace: string, name: string): string {
  return `${namespace} does not declare ${name}`;
}

function checkMentionedClasses(
  diagnostics: ClassDiagnostics,
  { namespace, name, properties, methods }: CimClass,
): void {
  for (const property of properties) {
    checkMentionedClass(diagnostics, namespace, property, () => `${name}.${property.name}`);
  }
  for (const method of methods) {
    checkMentionedClass(diagnostics, namespace, method, () => `the return value of ${name}.${method.name}`);
    for (const parameter of method.parameters) {
      const subject = () => `parameter ${parameter.name} of ${name}.${method.name}`;
      checkMentionedClass(diagnostics, namespace, parameter, subject);
    }
  }
}

/** The types of CIM under the names that they have in other languages. */
const FOREIGN_TYPES: ReadonlyMap<string, CimType> = new Map([
  ['byte', 'uint8'],
  ['ushort', 'uint16'],
  ['uint', 'uint32'],
  ['ulong', 'uint64'],
  ['sbyte', 'sint8'],
  ['int8', 'sint8'],
  ['short', 'sint16'],
  ['int16', 'sint16'],
  ['int', 'sint32'],
  ['integer', 'sint32'],
  ['int32', 'sint32'],
  ['long', 'sint64'],
  ['int64', 'sint64'],
  ['float', 'real32'],
  ['single', 'real32'],
  ['double', 'real64'],
  ['bool', 'boolean'],
  ['char', 'char16'],
  ['date', 'datetime'],
  ['time', 'datetime'],
  ['timestamp', 'datetime'],
]);

function checkMentionedClass(
  diagnostics: ClassDiagnostics,
  namespace: string,
  element: CimTypedElement | CimMethod,
  subject: () => string,
): void {
  const mentioned = elementClass(element);
  if (mentioned === null || diagnostics.index.find(namespace, mentioned) !== undefined) return;
  const type = 'type' in element ? element.type : element.returnType;
  // `uint8 REF` is an error already, where it was read.
  if (type === 'reference' && CIM_TYPES.some((known) => known === foldName(mentioned))) return;
  const verb = type === 'reference' ? 'refers to' : 'embeds';
  const message = `${subject()} ${verb} ${mentioned}, which ${namespace} does not declare; any class may stand there`;
  // A misspelt type is read as a class: `strng Name` declares an embedded instance of a class "strng".
  const words = type === 'instance' ? CIM_TYPES : [];
  const meant = type === 'instance' ? FOREIGN_TYPES.get(foldName(mentioned)) : undefined;
  const help = meant === undefined ? diagnostics.suggestClass(namespace, mentioned, words) : `did you mean "${meant}"?`;
  diagnostics.warn(element, 'missing-class', message, help, missing(namespace, mentioned));
}

function checkFeatureNames(diagnostics: ClassDiagnostics, { name, properties, methods }: CimClass): void {
  checkNames(diagnostics, properties, `property ${name}.`);
  checkNames(diagnostics, methods, `method ${name}.`);
  for (const method of methods) checkNames(diagnostics, method.parameters, `parameter ${name}.${method.name}.`);
}

function checkNames(
  diagnostics: ClassDiagnostics,
  elements: readonly { readonly name: string }[],
  prefix: string,
): void {
  if (elements.length < 2) return;
  const seen = new Map<string, string>();
  for (const element of elements) {
    const name = foldName(element.name);
    const earlier = seen.get(name);
    if (earlier === undefined) {
      seen.set(name, element.name);
      continue;
    }
    const reason = earlier === element.name ? 'is declared twice' : `differs from ${earlier} in letter case only`;
    diagnostics.warn(element, 'duplicate-name', `${prefix}${element.name} ${reason}; the first one is used`);
  }
}
