import { isDeepStrictEqual } from 'node:util';
import {
  type CimClass,
  type CimQualifierDeclaration,
  type CimSchema,
  classKey,
  foldName,
} from '../../../../runtime/schema/index.js';
import { PropertyTypes } from '../../property-types.js';
import type { Names } from '../syntax/names.js';
import { type ClassNode, type InstanceNode, type QualifierDeclarationNode, spanOf } from '../syntax/nodes.js';
import { applyAmendments, isAmendment } from './amendments.js';
import type { Declared, Origins, Run } from './compile-context.js';
import { compileClass, compileQualifierDeclaration, flavorOfUses } from './declarations.js';
import { expectedType } from './expected-type.js';
import { QualifierTypes } from './qualifier-types.js';
import { repairMaps } from './torn-maps.js';
import { compileInstance } from './values.js';

/** The declarations of all files, in order. */
export interface Declarations {
  readonly qualifiers: readonly Declared<QualifierDeclarationNode>[];
  readonly classes: readonly Declared<ClassNode>[];
  readonly instances: readonly Declared<InstanceNode>[];
}

/** Turns syntax into the model. Aliases, qualifiers and classes may be used before they are declared. */
export function compileSchema(declarations: Declarations, names: Names, origins: Origins): CimSchema {
  declareAliases(declarations);
  const amendments = declarations.classes.filter(({ node }) => isAmendment(node));
  const plain = declarations.classes.filter(({ node }) => !isAmendment(node));
  const propertyTypes = new PropertyTypes();
  for (const { namespace, node } of [...amendments, ...plain]) addTypes(propertyTypes, namespace, node);
  const qualifierTypes = new QualifierTypes([]);
  const untyped: Run = { names, origins, propertyTypes, literals: new Map(), qualifierTypes };
  const qualifierDeclarations = compileDeclarations(declarations.qualifiers, untyped);
  const run = { ...untyped, qualifierTypes: typesOf(qualifierDeclarations, declarations.qualifiers) };
  const classes = compileClasses(plain, run);
  applyAmendments(amendments, classes, run);
  const instances = declarations.instances.map((declared) => compileInstance(declared.node, { ...run, ...declared }));
  const repaired = Array.from(classes.values(), (cimClass) => repairMaps(cimClass, run));
  return { qualifierDeclarations, classes: repaired, instances };
}

function addTypes(types: PropertyTypes, namespace: string, { name, superclass, properties }: ClassNode): void {
  types.add({ namespace, name: name.text, superclass: superclass?.name.text ?? null }, () =>
    properties.map((property) => [property.name.text, expectedType(property)]),
  );
}

function declareAliases({ classes, instances }: Declarations): void {
  for (const { node, aliases, diagnostics } of classes) aliases.declareClass(node, diagnostics);
  for (const { node, aliases, diagnostics } of instances) aliases.declareInstance(node, diagnostics);
}

function compileDeclarations(declared: Declarations['qualifiers'], run: Run): CimQualifierDeclaration[] {
  const declarations = new Map<string, CimQualifierDeclaration>();
  for (const one of declared) {
    const { type, name } = one.node;
    if (type === null) continue;
    const context = { ...run, ...one };
    const declaration = compileQualifierDeclaration(one.node, type, context);
    declare(declarations, foldName(`${one.namespace}:${name.text}`), declaration, context, 'qualifier');
  }
  return [...declarations.values()];
}

function typesOf(
  declarations: readonly CimQualifierDeclaration[],
  declared: Declarations['qualifiers'],
): QualifierTypes {
  const types = new QualifierTypes(declarations);
  for (const { namespace, node } of declared) {
    if (node.type === null) types.addFlavor(namespace, node.name.text, flavorOfUses(node));
  }
  return types;
}

function compileClasses(declared: Declarations['classes'], run: Run): Map<string, CimClass> {
  const classes = new Map<string, CimClass>();
  for (const one of declared) {
    const context = { ...run, ...one };
    const cimClass = compileClass(one.node, context);
    declare(classes, classKey(one.namespace, one.node.name.text), cimClass, context, 'class');
  }
  return classes;
}

/**
 * Adds a declaration. The same declaration twice is common where files include each other, and is not reported. Of two
 * that differ the later one is used, as in a repository into which both are compiled.
 */
function declare<T extends CimClass | CimQualifierDeclaration>(
  known: Map<string, T>,
  key: string,
  declaration: T,
  { node, diagnostics, origins }: Declared<ClassNode | QualifierDeclarationNode> & Run,
  kind: string,
): void {
  const earlier = known.get(key);
  if (earlier !== undefined && isDeepStrictEqual(earlier, declaration)) return;
  known.set(key, declaration);
  if (earlier === undefined) return;
  const place = origins.locate(earlier);
  const where = place && `${place.file}:${place.line}:${place.column}`;
  diagnostics.warn(
    spanOf(node),
    `mof-redeclared-${kind}`,
    `the ${kind} "${node.name.text}" was declared differently before; this declaration holds`,
    `the other one is at ${where}; keep one of them, or put them into different namespaces`,
  );
}
