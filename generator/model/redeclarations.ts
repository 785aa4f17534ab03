import {
  type CimClass,
  type CimMethod,
  type CimProperty,
  type CimQualifier,
  type CimTypedElement,
  findQualifier,
} from '../../runtime/schema/index.js';
import type { ClassDiagnostics } from './class-diagnostics.js';
import type { Inheritance, Inherited } from './inheritance.js';

/** Checks the features of a class that redeclare one of a superclass, or claim to in a qualifier. */
export function checkRedeclarations(diagnostics: ClassDiagnostics, cimClass: CimClass, inheritance: Inheritance): void {
  for (const property of cimClass.properties) {
    const inherited = inheritance.find(cimClass, property.name).property;
    if (inherited !== undefined) checkType(diagnostics, cimClass, property, inherited);
    checkFeature(diagnostics, cimClass, property, inherited);
  }
  for (const method of cimClass.methods) {
    checkFeature(diagnostics, cimClass, method, inheritance.find(cimClass, method.name).method);
  }
}

function checkType(
  diagnostics: ClassDiagnostics,
  { name }: CimClass,
  property: CimProperty,
  inherited: Inherited<CimProperty>,
): void {
  const declared = typeName(property);
  const before = typeName(inherited.feature);
  if (declared === before) return;
  const message = `${name}.${property.name} is ${declared}, but ${before} in ${inherited.owner.name}`;
  diagnostics.warn(property, 'redeclared-type', message);
}

function typeName(element: CimTypedElement): string {
  return element.type + (element.array ? '[]' : '');
}

function checkFeature(
  diagnostics: ClassDiagnostics,
  cimClass: CimClass,
  feature: CimProperty | CimMethod,
  inherited: Inherited<CimProperty | CimMethod> | undefined,
): void {
  if (inherited === undefined && findQualifier(feature, 'Override') === undefined) return;
  const name = `${cimClass.name}.${feature.name}`;
  if (inherited === undefined) {
    // Where a superclass is missing, it is unknown what is inherited.
    if (diagnostics.index.missingSuperclass(cimClass) !== null) return;
    const message = `${name} has the qualifier Override, but no superclass declares ${feature.name}`;
    diagnostics.warn(feature, 'override-nothing', message);
    return;
  }
  for (const qualifier of feature.qualifiers) {
    const before = findQualifier(inherited.feature, qualifier.name);
    if (before === undefined || mayBecome(before, qualifier)) continue;
    const owner = inherited.owner.name;
    const message = `${name} changes the qualifier ${qualifier.name}, which ${owner} declares as not overridable`;
    diagnostics.warn(qualifier, 'override-qualifier', message, 'the inherited value is used');
  }
}

function mayBecome(before: CimQualifier, after: CimQualifier): boolean {
  if (before.flavor.overridable || !before.flavor.toSubclass) return true;
  return JSON.stringify(before.value) === JSON.stringify(after.value);
}
