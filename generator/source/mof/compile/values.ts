import {
  type CimAlias,
  type CimInstanceDeclaration,
  type CimPropertyValue,
  type CimQualifier,
  foldName,
  type SchemaValue,
} from '../../../../runtime/schema/index.js';
import type {
  InstanceNode,
  NameNode,
  PropertyValueNode,
  QualifierNode,
  SingleValueNode,
  ValueNode,
} from '../syntax/nodes.js';
import type { ElementType } from './declared-type.js';
import { distinct } from './distinct.js';
import { fits, literalOfType, literalValue, misfit } from './fit.js';
import { writtenFlavor } from './flavors.js';
import type { QualifierTypes } from './qualifier-types.js';
import type { Scope } from './run.js';
import { misspeltQualifier, type QualifierType, STANDARD_QUALIFIERS } from './standard-qualifiers.js';
import { suits, typeByLook } from './type-by-look.js';

// Values hold instances, whose properties bear qualifiers, which hold values: here is what needs each other.

/**
 * The model's value of a written one. Where the type is known the value is checked against it; one that does not fit is
 * an error, and null in the model.
 *
 * @param expected null where no type is known: in an instance of a class that is not in the run.
 */
export function compileValue(node: ValueNode, expected: ElementType | null, scope: Scope): SchemaValue {
  if (node.kind === 'null') return null;
  if (node.kind === 'array') {
    if (expected?.array === false) return misfit(node, expected, scope.problems);
    return node.items.map((item) => scalarValue(item, expected, scope));
  }
  return expected?.array === true ? arrayOfOne(node, expected, scope) : scalarValue(node, expected, scope);
}

/** A single value where an array is declared: Microsoft's documentation writes so. */
function arrayOfOne(node: SingleValueNode, expected: ElementType, scope: Scope): SchemaValue {
  if (!fits(node, expected.type)) return misfit(node, expected, scope.problems);
  scope.problems.warning(
    node,
    'mof-array-expected',
    'a single value stands where an array is declared; it is taken for an array of one',
    'write an array in braces: { … }',
  );
  return [scalarValue(node, expected, scope)];
}

function scalarValue(node: SingleValueNode, expected: ElementType | null, scope: Scope): SchemaValue {
  if (expected !== null && !fits(node, expected.type)) return misfit(node, expected, scope.problems);
  switch (node.kind) {
    case 'null':
      return null;
    case 'alias':
      return aliasValue(node, scope);
    case 'instance':
      return compileInstance(node.instance, scope);
    default:
      return expected === null ? literalValue(node) : literalOfType(node, expected.type, scope.problems);
  }
}

/** An alias of an instance, or for one of a class the class's name: the path of a class. */
function aliasValue({ name }: SingleValueNode & { readonly kind: 'alias' }, scope: Scope): CimAlias | string | null {
  const target = scope.aliases.find(name);
  if (target !== undefined) return 'instance' in target ? { alias: target.instance } : target.className;
  scope.problems.error(
    name,
    'mof-undefined-alias',
    `no instance has the alias "${name.text}"`,
    `declare it: instance of Class as ${name.text} { … };`,
  );
  return null;
}

/** An instance, declared or as the value of another. Its values have the types its class gives them, when it is in the run. */
export function compileInstance(node: InstanceNode, scope: Scope): CimInstanceDeclaration {
  const { className } = node;
  const alias = scope.aliases.nameOf(node);
  const instance: CimInstanceDeclaration = {
    namespace: scope.namespace,
    className: className.text,
    ...(alias === undefined ? {} : { alias }),
    qualifiers: compileQualifiers(node.qualifiers, scope),
    properties: distinct(node.properties, 'property', scope).map((property) =>
      propertyValue(property, className.text, scope),
    ),
  };
  return scope.origins.mark(instance, scope.problems, className);
}

function propertyValue(node: PropertyValueNode, className: string, scope: Scope): CimPropertyValue {
  const type = scope.elementTypes.find(scope.namespace, className, node.name.text);
  const property: CimPropertyValue = {
    name: node.name.text,
    ...(node.value === null ? {} : { value: compileValue(node.value, type, scope) }),
    qualifiers: compileQualifiers(node.qualifiers, scope),
  };
  return scope.origins.mark(property, scope.problems, node.name);
}

export function compileQualifiers(nodes: readonly QualifierNode[], scope: Scope): CimQualifier[] {
  return distinct(nodes, 'qualifier', scope).map((node) => compileQualifier(node, scope));
}

function compileQualifier(node: QualifierNode, scope: Scope): CimQualifier {
  checkSpelling(node.name, scope);
  const { type, array, flavor } = qualifierType(node, scope.qualifierTypes, scope.namespace);
  const value = node.value === null ? valueOfNone(type, array) : compileValue(node.value, { type, array }, scope);
  const qualifier = { name: node.name.text, type, array, value, flavor: writtenFlavor(node.flavors, flavor) };
  return scope.origins.mark(qualifier, scope.problems, node.name);
}

/** Schemas are full of qualifiers that nobody declares: only one that is nearly a standard one is worth a word. */
function checkSpelling(name: NameNode, { qualifierTypes, problems }: Scope): void {
  if (qualifierTypes.isKnown(name.text)) return;
  const meant = misspeltQualifier(name.text);
  if (meant === undefined) return;
  problems.warning(
    name,
    'mof-misspelt-qualifier',
    `the qualifier "${name.text}" is declared nowhere`,
    `did you mean "${meant}"?`,
  );
}

/** A qualifier without a value is true, or NULL when it is no boolean (DSP0004 7.8). */
function valueOfNone(type: string, array: boolean): SchemaValue {
  return type === 'boolean' && !array ? true : null;
}

/**
 * The type of a qualifier: as it is declared in the namespace, else as DSP0004 declares it if the value fits that, else
 * as the value looks, which is how Microsoft's compiler does it.
 */
function qualifierType({ name, value }: QualifierNode, types: QualifierTypes, namespace: string): QualifierType {
  const declared = types.declared(namespace, name.text);
  if (declared !== undefined) return declared;
  const flavor = types.flavor(namespace, name.text);
  const standard = STANDARD_QUALIFIERS.get(foldName(name.text));
  const type = standard !== undefined && suits(value, standard) ? standard : typeByLook(value);
  return { ...type, flavor };
}
