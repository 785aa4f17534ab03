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
  foldName,
} from '../../../../runtime/schema/index.js';
import type { ClassNode, ElementNode, MethodNode, NameNode, QualifierDeclarationNode } from '../syntax/nodes.js';
import { isVoid } from '../syntax/type.js';
import { type CompileContext, distinct } from './compile-context.js';
import { typeOf } from './expected-type.js';
import { STANDARD_QUALIFIERS, writtenFlavor } from './qualifier-types.js';
import { noteLiterals } from './torn-maps.js';
import { compileQualifiers, compileValue } from './values.js';

export function compileClass(node: ClassNode, context: CompileContext): CimClass {
  const { name, superclass } = node;
  const properties = node.features.filter((feature) => feature.kind === 'element');
  const methods = node.features.filter((feature) => feature.kind === 'method');
  const cimClass: CimClass = {
    namespace: context.namespace,
    name: name.text,
    superclass: superclass?.text ?? null,
    qualifiers: compileQualifiers(node.qualifiers, context),
    properties: distinct(properties, 'property', context).map((property) => compileElement(property, context)),
    methods: distinct(methods, 'method', context).map((method) => compileMethod(method, context)),
  };
  return context.origins.mark(cimClass, context.diagnostics, name);
}

function compileElement(node: ElementNode, context: CompileContext): CimProperty & CimParameter {
  const { type, className } = typeOf(node.type);
  const array = node.array !== null;
  const element: CimProperty & CimParameter = {
    name: node.name.text,
    type,
    array,
    ...(node.array?.size == null ? {} : { arraySize: node.array.size }),
    ...(className === undefined ? {} : { className }),
    ...(node.value === null ? {} : { defaultValue: compileValue(node.value, { type, array }, context) }),
    qualifiers: elementQualifiers(node, context),
  };
  return context.origins.mark(element, context.diagnostics, node.name);
}

function compileMethod(node: MethodNode, context: CompileContext): CimMethod {
  const method: CimMethod = {
    name: node.name.text,
    returnType: isVoid(node.returnType) ? null : typeOf(node.returnType).type,
    parameters: distinct(node.parameters, 'parameter', context).map((parameter) => compileElement(parameter, context)),
    qualifiers: elementQualifiers(node, context),
  };
  return context.origins.mark(method, context.diagnostics, node.name);
}

function elementQualifiers(node: ElementNode | MethodNode, context: CompileContext): CimQualifier[] {
  const qualifiers = compileQualifiers(node.qualifiers, context);
  noteLiterals(node.qualifiers, qualifiers, context);
  return qualifiers;
}

export function compileQualifierDeclaration(
  node: QualifierDeclarationNode,
  typeName: NameNode,
  context: CompileContext,
): CimQualifierDeclaration {
  const { name, array, value } = node;
  const type = typeName.text.toLowerCase() as CimType;
  const declaration: CimQualifierDeclaration = {
    namespace: context.namespace,
    name: name.text,
    type,
    array,
    ...(value === null ? {} : { defaultValue: compileValue(value, { type, array }, context) }),
    scopes: node.scopes.map((word) => word.text.toLowerCase() as CimScope),
    flavor: writtenFlavor(node.flavors, DEFAULT_FLAVOR),
  };
  return context.origins.mark(declaration, context.diagnostics, name);
}

/**
 * The flavor of uses that a declaration of Microsoft's old form gives: `Qualifier Description : ToSubclass Amended;`.
 */
export function flavorOfUses({ name, flavors }: QualifierDeclarationNode): CimFlavor {
  return writtenFlavor(flavors, STANDARD_QUALIFIERS.get(foldName(name.text))?.flavor ?? DEFAULT_FLAVOR);
}
