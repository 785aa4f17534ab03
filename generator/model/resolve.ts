import {
  type CimClass,
  type CimMethod,
  type CimProperty,
  type CimQualifier,
  type CimTypedElement,
  foldName,
} from '../../runtime/schema/index.js';
import { type Diagnostic, didYouMean } from '../diagnostics/index.js';
import { elementClass } from './element-class.js';
import { ownQualifier } from './qualifiers.js';
import type { SchemaIndex } from './schema-index.js';

/**
 * What is wrong between the classes of a schema: dangling names, cycles, redeclarations that do not fit. Only a cycle
 * of superclasses is an error; the rest occurs in schemas that are in use, and the output copes with it.
 *
 * @param classes the classes to look at; all of the schema by default
 */
export function resolve(index: SchemaIndex, classes: Iterable<CimClass> = allClasses(index)): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const checked = new Set(classes);
  const redeclared = index.redeclared.map((earlier) => index.find(earlier.namespace, earlier.name));
  for (const later of new Set(redeclared)) {
    if (later !== undefined && checked.has(later)) diagnostics.push(redeclaredClass(index, later));
  }
  for (const cimClass of checked) {
    diagnostics.push(
      ...checkSuperclass(index, cimClass),
      ...checkMentionedClasses(index, cimClass),
      ...checkFeatureNames(index, cimClass),
      ...checkRedeclarations(index, cimClass),
    );
  }
  return diagnostics;
}

function allClasses(index: SchemaIndex): CimClass[] {
  return index.namespaces().flatMap((namespace) => index.classesIn(namespace));
}

function report(index: SchemaIndex, node: object, diagnostic: Omit<Diagnostic, 'place'>): Diagnostic {
  const place = index.locate(node);
  return place === undefined ? diagnostic : { ...diagnostic, place };
}

function warn(index: SchemaIndex, node: object, code: string, message: string, help?: string): Diagnostic {
  return report(index, node, { severity: 'warning', code, message, ...(help === undefined ? {} : { help }) });
}

function redeclaredClass(index: SchemaIndex, later: CimClass): Diagnostic {
  const message = `class ${later.name} is declared more than once in ${later.namespace}; this declaration is used`;
  return warn(index, later, 'class-redeclared', message);
}

function* checkSuperclass(index: SchemaIndex, cimClass: CimClass): Generator<Diagnostic> {
  const { name, namespace, superclass } = cimClass;
  if (superclass === null) return;
  if (index.isOnSuperclassCycle(cimClass)) {
    const message = `class ${name} is, through its superclass ${superclass}, a superclass of itself`;
    yield report(index, cimClass, { severity: 'error', code: 'superclass-cycle', message });
  } else if (index.find(namespace, superclass) === undefined) {
    const message = `class ${name} derives from ${superclass}, which ${namespace} does not declare`;
    yield warn(index, cimClass, 'missing-superclass', message, meant(index, namespace, superclass));
  }
}

function meant(index: SchemaIndex, namespace: string, name: string): string | undefined {
  return didYouMean(
    name,
    index.classesIn(namespace).map((cimClass) => cimClass.name),
  );
}

function* checkMentionedClasses(index: SchemaIndex, cimClass: CimClass): Generator<Diagnostic> {
  for (const property of cimClass.properties) {
    yield* checkMentionedClass(index, cimClass, property, `${cimClass.name}.${property.name}`);
  }
  for (const method of cimClass.methods) {
    for (const parameter of method.parameters) {
      const name = `parameter ${parameter.name} of ${cimClass.name}.${method.name}`;
      yield* checkMentionedClass(index, cimClass, parameter, name);
    }
  }
}

function* checkMentionedClass(
  index: SchemaIndex,
  { namespace }: CimClass,
  element: CimTypedElement,
  subject: string,
): Generator<Diagnostic> {
  const mentioned = elementClass(element);
  if (mentioned === null || index.find(namespace, mentioned) !== undefined) return;
  const verb = element.type === 'reference' ? 'refers to' : 'embeds';
  const message = `${subject} ${verb} ${mentioned}, which ${namespace} does not declare; any class may stand there`;
  yield warn(index, element, 'missing-class', message, meant(index, namespace, mentioned));
}

interface Named {
  readonly name: string;
}

function* checkFeatureNames(index: SchemaIndex, cimClass: CimClass): Generator<Diagnostic> {
  yield* checkNames(index, cimClass.properties, `property ${cimClass.name}.`);
  yield* checkNames(index, cimClass.methods, `method ${cimClass.name}.`);
  for (const method of cimClass.methods) {
    yield* checkNames(index, method.parameters, `parameter ${cimClass.name}.${method.name}.`);
  }
}

function* checkNames(index: SchemaIndex, elements: readonly Named[], prefix: string): Generator<Diagnostic> {
  const seen = new Map<string, string>();
  for (const element of elements) {
    const earlier = seen.get(foldName(element.name));
    if (earlier === undefined) {
      seen.set(foldName(element.name), element.name);
      continue;
    }
    const reason = earlier === element.name ? 'is declared twice' : `differs from ${earlier} in letter case only`;
    yield warn(index, element, 'duplicate-name', `${prefix}${element.name} ${reason}; the first one is used`);
  }
}

function* checkRedeclarations(index: SchemaIndex, cimClass: CimClass): Generator<Diagnostic> {
  const superclass = index.superclassOf(cimClass);
  for (const property of cimClass.properties) {
    const inherited = superclass && findInherited(index, superclass, (link) => link.properties, property.name);
    if (inherited === undefined) {
      yield* checkOverride(index, cimClass, property);
      continue;
    }
    const declared = typeName(property);
    const before = typeName(inherited.feature);
    if (declared !== before) {
      const message = `${cimClass.name}.${property.name} is ${declared}, but ${before} in ${inherited.owner.name}`;
      yield warn(index, property, 'redeclared-type', message);
    }
    yield* checkQualifiers(index, cimClass, property, inherited);
  }
  for (const method of cimClass.methods) {
    const inherited = superclass && findInherited(index, superclass, (link) => link.methods, method.name);
    if (inherited === undefined) yield* checkOverride(index, cimClass, method);
    else yield* checkQualifiers(index, cimClass, method, inherited);
  }
}

interface Inherited<T> {
  readonly owner: CimClass;
  readonly feature: T;
}

function findInherited<T extends Named>(
  index: SchemaIndex,
  superclass: CimClass,
  features: (cimClass: CimClass) => readonly T[],
  name: string,
): Inherited<T> | undefined {
  for (const owner of index.chain(superclass)) {
    const feature = features(owner).find((candidate) => foldName(candidate.name) === foldName(name));
    if (feature !== undefined) return { owner, feature };
  }
  return undefined;
}

function typeName(element: CimTypedElement): string {
  return element.type + (element.array ? '[]' : '');
}

/** `Override` on a feature that overrides nothing. With a superclass missing from the schema nobody can tell. */
function* checkOverride(
  index: SchemaIndex,
  cimClass: CimClass,
  feature: CimProperty | CimMethod,
): Generator<Diagnostic> {
  if (ownQualifier(feature, 'Override') === undefined) return;
  const root = Array.from(index.chain(cimClass)).at(-1);
  if (root?.superclass !== null) return;
  const message = `${cimClass.name}.${feature.name} has the qualifier Override, but no superclass declares ${feature.name}`;
  yield warn(index, feature, 'override-nothing', message);
}

function* checkQualifiers(
  index: SchemaIndex,
  cimClass: CimClass,
  feature: CimProperty | CimMethod,
  inherited: Inherited<CimProperty | CimMethod>,
): Generator<Diagnostic> {
  for (const qualifier of feature.qualifiers) {
    const before = ownQualifier(inherited.feature, qualifier.name);
    if (before === undefined || mayBecome(before, qualifier)) continue;
    const message = `${cimClass.name}.${feature.name} changes the qualifier ${qualifier.name}, which ${inherited.owner.name} declares as not overridable`;
    yield warn(index, qualifier, 'override-qualifier', message, 'the inherited value is used');
  }
}

function mayBecome(before: CimQualifier, after: CimQualifier): boolean {
  if (before.flavor.overridable || !before.flavor.toSubclass) return true;
  return JSON.stringify(before.value) === JSON.stringify(after.value);
}
