import {
  CIM_TYPES,
  type CimClass,
  type CimType,
  type CimTypedElement,
  elementClass,
  foldName,
} from '../../runtime/schema/index.js';
import type { Diagnostic } from '../diagnostics/index.js';
import { DEEPEST_INHERITANCE } from '../source/mof/compile/property-types.js';
import { Report } from './class-diagnostics.js';
import { checkRedeclarations } from './redeclarations.js';
import type { SchemaIndex } from './schema-index.js';

/**
 * What is wrong between the classes of a schema: dangling names, cycles, redeclarations that do not fit. Only superclasses
 * without end, or nearly so, are an error; the rest occurs in schemas that are in use, and the output copes with it.
 *
 * @param classes the classes to look at; all of the schema by default
 */
export function resolve(index: SchemaIndex, classes: Iterable<CimClass> = allClasses(index)): Diagnostic[] {
  const report = new Report(index);
  const checked = new Set(classes);
  reportRedeclared(report, checked);
  for (const cimClass of checked) {
    checkSuperclass(report, cimClass);
    checkMentionedClasses(report, cimClass);
    checkFeatureNames(report, cimClass);
    checkRedeclarations(report, cimClass);
  }
  return report.diagnostics;
}

function allClasses(index: SchemaIndex): CimClass[] {
  return index.namespaces().flatMap((namespace) => index.classesIn(namespace));
}

function reportRedeclared(report: Report, checked: ReadonlySet<CimClass>): void {
  const used = report.index.redeclared.map(({ namespace, name }) => report.index.find(namespace, name));
  for (const later of new Set(used)) {
    if (later === undefined || !checked.has(later)) continue;
    const message = `class ${later.name} is declared more than once in ${later.namespace}; this declaration is used`;
    report.warn(later, 'class-redeclared', message);
  }
}

function checkSuperclass(report: Report, cimClass: CimClass): void {
  const { name, namespace, superclass } = cimClass;
  if (superclass === null) return;
  if (report.index.isOnSuperclassCycle(cimClass)) {
    const message = `class ${name} is, through its superclass ${superclass}, a superclass of itself`;
    report.add(cimClass, { severity: 'error', code: 'superclass-cycle', message });
  } else if (report.index.isTooDeep(cimClass)) {
    const message = `class ${name} is derived more than ${DEEPEST_INHERITANCE} levels deep`;
    report.add(cimClass, { severity: 'error', code: 'superclass-too-deep', message });
  } else if (report.index.find(namespace, superclass) === undefined) {
    const message = `class ${name} derives from ${superclass}, which ${namespace} does not declare`;
    report.warn(cimClass, 'missing-superclass', message, report.classHint(namespace, superclass));
  }
}

function checkMentionedClasses(report: Report, { namespace, name, properties, methods }: CimClass): void {
  for (const property of properties) checkMentionedClass(report, namespace, property, `${name}.${property.name}`);
  for (const method of methods) {
    for (const parameter of method.parameters) {
      const subject = `parameter ${parameter.name} of ${name}.${method.name}`;
      checkMentionedClass(report, namespace, parameter, subject);
    }
  }
}

/** What other languages call the types of CIM. */
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

function checkMentionedClass(report: Report, namespace: string, element: CimTypedElement, subject: string): void {
  const mentioned = elementClass(element);
  if (mentioned === null || report.index.find(namespace, mentioned) !== undefined) return;
  const verb = element.type === 'reference' ? 'refers to' : 'embeds';
  const message = `${subject} ${verb} ${mentioned}, which ${namespace} does not declare; any class may stand there`;
  // `strng Name` declares an embedded instance of a class "strng".
  const words = element.type === 'instance' ? CIM_TYPES : [];
  const type = element.type === 'instance' ? FOREIGN_TYPES.get(foldName(mentioned)) : undefined;
  const help = type === undefined ? report.classHint(namespace, mentioned, words) : `did you mean "${type}"?`;
  report.warn(element, 'missing-class', message, help);
}

function checkFeatureNames(report: Report, { name, properties, methods }: CimClass): void {
  checkNames(report, properties, `property ${name}.`);
  checkNames(report, methods, `method ${name}.`);
  for (const method of methods) checkNames(report, method.parameters, `parameter ${name}.${method.name}.`);
}

function checkNames(report: Report, elements: readonly { readonly name: string }[], prefix: string): void {
  const seen = new Map<string, string>();
  for (const element of elements) {
    const earlier = seen.get(foldName(element.name));
    if (earlier === undefined) {
      seen.set(foldName(element.name), element.name);
      continue;
    }
    const reason = earlier === element.name ? 'is declared twice' : `differs from ${earlier} in letter case only`;
    report.warn(element, 'duplicate-name', `${prefix}${element.name} ${reason}; the first one is used`);
  }
}
