import type { CimClass, CimMethod, CimParameter, CimProperty } from '../../../../runtime/schema/index.js';
import type { ClassNode, ElementNode, MethodNode } from '../syntax/nodes.js';
import { isVoid } from '../syntax/type.js';
import { typeOf } from './declared-type.js';
import { distinct } from './distinct.js';
import type { Scope } from './run.js';
import { compileQualifiers, compileValue } from './values.js';

export function compileClass(node: ClassNode, scope: Scope): CimClass {
  const { name, superclass } = node;
  const properties = node.features.filter((feature) => feature.kind === 'element');
  const methods = node.features.filter((feature) => feature.kind === 'method');
  const cimClass: CimClass = {
    namespace: scope.namespace,
    name: name.text,
    superclass: superclass?.text ?? null,
    qualifiers: compileQualifiers(node.qualifiers, scope),
    properties: distinct(properties, 'property', scope).map((property) => compileElement(property, scope)),
    methods: distinct(methods, 'method', scope).map((method) => compileMethod(method, scope)),
  };
  return scope.origins.mark(cimClass, scope.problems, name);
}

function compileElement(node: ElementNode, scope: Scope): CimProperty & CimParameter {
  const { type, className } = typeOf(node.type);
  const array = node.array !== null;
  const element: CimProperty & CimParameter = {
    name: node.name.text,
    type,
    array,
    ...(node.array?.size == null ? {} : { arraySize: node.array.size }),
    ...(className === undefined ? {} : { className }),
    ...(node.value === null ? {} : { defaultValue: compileValue(node.value, { type, array }, scope) }),
    qualifiers: compileQualifiers(node.qualifiers, scope),
  };
  return scope.origins.mark(element, scope.problems, node.name);
}

function compileMethod(node: MethodNode, scope: Scope): CimMethod {
  const method: CimMethod = {
    name: node.name.text,
    returnType: isVoid(node.returnType) ? null : typeOf(node.returnType).type,
    parameters: distinct(node.parameters, 'parameter', scope).map((parameter) => compileElement(parameter, scope)),
    qualifiers: compileQualifiers(node.qualifiers, scope),
  };
  return scope.origins.mark(method, scope.problems, node.name);
}
