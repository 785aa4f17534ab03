import {
  type CimClass,
  type CimFlavor,
  type CimMethod,
  type CimParameter,
  type CimProperty,
  type CimQualifier,
  type CimQualifierDeclaration,
  type CimScope,
  type CimType,
  DEFAULT_FLAVOR,
  type SchemaValue,
} from '../../../../runtime/schema/index.js';
import type { ExpectedType } from '../../property-types.js';
import type { ClassNode, ElementNode, MethodNode, NameNode, QualifierDeclarationNode } from '../syntax/nodes.js';
import { type CompileContext, distinct } from './compile-context.js';
import { STANDARD_QUALIFIERS, writtenFlavor } from './qualifier-types.js';
import { compileQualifiers, compileValue } from './values.js';

export function compileClass(node: ClassNode, context: CompileContext): CimClass {
  const { name, superclass } = node;
  const cimClass: CimClass = {
    namespace: context.namespace,
    name: name.text,
    superclass: superclass?.name.text ?? null,
    qualifiers: compileQualifiers(node.qualifiers, context),
    properties: distinct(node.properties, 'property', context).map((property) => compileElement(property, context)),
    methods: distinct(node.methods, 'method', context).map((method) => compileMethod(method, context)),
  };
  return context.origins.mark(cimClass, context.diagnostics, node);
}

function compileElement(node: ElementNode, context: CompileContext): CimProperty & CimParameter {
  const defaultValue = node.value === null ? undefined : compileValue(node.value, typeOf(node), context);
  const element = elementOf(node, defaultValue, compileQualifiers(node.qualifiers, context));
  return context.origins.mark(element, context.diagnostics, node);
}

function elementOf(
  { name: { text: name }, type, className, array: brackets }: ElementNode,
  defaultValue: SchemaValue | undefined,
  qualifiers: readonly CimQualifier[],
): CimProperty & CimParameter {
  const array = brackets !== null;
  const arraySize = brackets?.size ?? undefined;
  // Most elements have no more than this.
  if (className === undefined && arraySize === undefined && defaultValue === undefined) {
    return { name, type, array, qualifiers };
  }
  return {
    name,
    type,
    array,
    ...(arraySize === undefined ? {} : { arraySize }),
    ...(className === undefined ? {} : { className }),
    ...(defaultValue === undefined ? {} : { defaultValue }),
    qualifiers,
  };
}

function typeOf({ type, array }: ElementNode): ExpectedType {
  return { type, array: array !== null };
}

function compileMethod(node: MethodNode, context: CompileContext): CimMethod {
  const method: CimMethod = {
    name: node.name.text,
    returnType: node.returnType,
    parameters: distinct(node.parameters, 'parameter', context).map((parameter) => compileElement(parameter, context)),
    qualifiers: compileQualifiers(node.qualifiers, context),
  };
  return context.origins.mark(method, context.diagnostics, node);
}

export function compileQualifierDeclaration(
  node: QualifierDeclarationNode,
  typeName: NameNode,
  context: CompileContext,
): CimQualifierDeclaration {
  const { name, array, value } = node;
  const type = typeName.name.folded as CimType;
  const declaration: CimQualifierDeclaration = {
    namespace: context.namespace,
    name: name.text,
    type,
    array,
    ...(value === null ? {} : { defaultValue: compileValue(value, { type, array }, context) }),
    scopes: node.scopes.map((word) => word.name.folded as CimScope),
    flavor: writtenFlavor(node.flavors, DEFAULT_FLAVOR),
  };
  return context.origins.mark(declaration, context.diagnostics, node);
}

/**
 * The flavor of uses that a declaration of Microsoft's old form gives: `Qualifier Description : ToSubclass Amended;`.
 */
export function flavorOfUses({ name, flavors }: QualifierDeclarationNode): CimFlavor {
  return writtenFlavor(flavors, STANDARD_QUALIFIERS.get(name.folded)?.flavor ?? DEFAULT_FLAVOR);
}
