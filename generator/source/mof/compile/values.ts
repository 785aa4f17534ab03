import type {
  CimAlias,
  CimInstanceDeclaration,
  CimPropertyValue,
  CimQualifier,
  SchemaValue,
} from '../../../../runtime/schema/index.js';
import type { ExpectedType } from '../../property-types.js';
import { FileDiagnostics } from '../file-diagnostics.js';
import { EmbeddedSource } from '../syntax/embedded-source.js';
import { parseFile } from '../syntax/file.js';
import {
  type InstanceNode,
  type PropertyValueNode,
  type QualifierNode,
  type SingleValueNode,
  type StringNode,
  spanOf,
  type ValueNode,
} from '../syntax/nodes.js';
import { type CompileContext, distinct } from './compile-context.js';
import { fits, literalOfType, literalValue, misfit, suits, typeByLook } from './fit.js';
import { type KnownQualifier, writtenFlavor } from './qualifier-types.js';
import { noteLiterals } from './torn-maps.js';

// These functions need each other: values hold instances, their properties have qualifiers, and these have values.

/**
 * The value in the model of a value as it is written. Where the type is known, the value is checked: one that does not
 * fit is an error, and null in the model.
 *
 * @param expected null where the type is not known: in an instance of an unknown class
 */
export function compileValue(node: ValueNode, expected: ExpectedType | null, context: CompileContext): SchemaValue {
  if (node.kind === 'null') return null;
  if (node.kind === 'array') {
    if (expected?.array === false) return misfit(node, expected, context.diagnostics);
    const itemType = expected && itemTypeOf(expected);
    return node.items.map((item) => scalarValue(item, itemType, context));
  }
  return expected?.array === true ? arrayOfOne(node, expected, context) : scalarValue(node, expected, context);
}

/** Without a spread: what declares the type has much more. */
function itemTypeOf({ type, embedded }: ExpectedType): ExpectedType {
  return embedded === undefined ? { type, array: false } : { type, array: false, embedded };
}

/** A single value where an array is declared, as in Microsoft's documentation. */
function arrayOfOne(node: SingleValueNode, expected: ExpectedType, context: CompileContext): SchemaValue {
  if (!fits(node, expected.type)) return misfit(node, expected, context.diagnostics);
  context.diagnostics.warn(
    node,
    'mof-array-expected',
    'a single value stands where an array is declared; it is taken for an array of one',
    'write an array in braces: { … }',
  );
  return [scalarValue(node, expected, context)];
}

function scalarValue(node: SingleValueNode, expected: ExpectedType | null, context: CompileContext): SchemaValue {
  if (node.kind === 'string' && expected?.type === 'string' && expected.embedded !== true) return node.value;
  if (expected !== null && !fits(node, expected.type)) return misfit(node, expected, context.diagnostics);
  switch (node.kind) {
    case 'null':
      return null;
    case 'alias':
      return aliasValue(node, context);
    case 'instance':
      return compileInstance(node.instance, context);
    case 'string':
      if (expected?.embedded === true && HOLDS_INSTANCE.test(node.value)) return embeddedInstance(node, context);
      break;
    default:
  }
  return expected === null ? literalValue(node) : literalOfType(node, expected.type, context.diagnostics);
}

/** How the text of an instance begins: DSP0004 annex F. */
const HOLDS_INSTANCE = /^\s*instance\s+of\s+[\w\u0080-\uffff]+\s*(?:as\s+\$|\{)/i;

/** The instance whose text a string holds. */
function embeddedInstance(node: StringNode, context: CompileContext): CimInstanceDeclaration | null {
  const diagnostics = new FileDiagnostics(new EmbeddedSource(context.diagnostics.source, node));
  context.diagnostics.embed(node, diagnostics);
  const [instance, second] = parseFile(diagnostics, context.names);
  if (second !== undefined) {
    context.diagnostics.error(node, 'mof-embedded-text', 'this text holds more than one declaration');
  }
  return instance?.kind === 'instance' ? compileInstance(instance, { ...context, diagnostics }) : null;
}

/** The value of an alias: the alias of an instance in the model, or the name of a class, which is its path. */
function aliasValue(
  node: SingleValueNode & { readonly kind: 'alias' },
  context: CompileContext,
): CimAlias | string | null {
  const { text, folded } = node.name;
  const target = context.aliases.find(folded);
  if (target !== undefined) return 'instance' in target ? { alias: target.instance } : target.className;
  context.diagnostics.error(
    node,
    'mof-undefined-alias',
    `no instance has the alias "${text}"`,
    `declare it: instance of Class as ${text} { … };`,
  );
  return null;
}

/** An instance, declared or as a value in another one. Its values get the types of its class, when that is known. */
export function compileInstance(node: InstanceNode, context: CompileContext): CimInstanceDeclaration {
  const { className } = node;
  const alias = context.aliases.nameOf(node);
  const instance: CimInstanceDeclaration = {
    namespace: context.namespace,
    className: className.name.text,
    ...(alias === undefined ? {} : { alias }),
    qualifiers: compileQualifiers(node.qualifiers, context),
    properties: distinct(node.properties, 'property', context).map((property) =>
      propertyValue(property, className.name.text, context),
    ),
  };
  return context.origins.mark(instance, context.diagnostics, className);
}

function propertyValue(node: PropertyValueNode, className: string, context: CompileContext): CimPropertyValue {
  const type = context.propertyTypes.find(context.namespace, className, node.name.text);
  const property: CimPropertyValue = {
    name: node.name.text,
    ...(node.value === null ? {} : { value: compileValue(node.value, type, context) }),
    qualifiers: compileQualifiers(node.qualifiers, context),
  };
  return context.origins.mark(property, context.diagnostics, node);
}

export function compileQualifiers(nodes: readonly QualifierNode[], context: CompileContext): readonly CimQualifier[] {
  return distinct(nodes, 'qualifier', context).map((node) => compileQualifier(node, context));
}

function compileQualifier(node: QualifierNode, context: CompileContext): CimQualifier {
  const known = context.qualifierTypes.find(context.namespace, node.name.folded);
  if (known.meant !== undefined) warnOfSpelling(node, known.meant, context);
  const expected = qualifierType(node.value, known);
  const { type, array } = expected;
  const value = node.value === null ? valueOfNone(expected) : compileValue(node.value, expected, context);
  const flavor = writtenFlavor(node.flavors, known.flavor);
  const qualifier = { name: node.name.text, type, array, value, flavor };
  noteLiterals(node, qualifier, context);
  return context.origins.mark(qualifier, context.diagnostics, node);
}

/** Warns of a qualifier whose name is nearly a standard one. Other undeclared qualifiers are common. */
function warnOfSpelling(node: QualifierNode, meant: string, { diagnostics }: CompileContext): void {
  diagnostics.warn(
    spanOf(node),
    'mof-misspelt-qualifier',
    `the qualifier "${node.name.text}" is declared nowhere`,
    `did you mean "${meant}"?`,
  );
}

/** A qualifier without a value is true, or NULL when it is no boolean (DSP0004 7.8). */
function valueOfNone({ type, array }: ExpectedType): SchemaValue {
  return type === 'boolean' && !array ? true : null;
}

/**
 * The type of a qualifier: as it is declared in the namespace; else as DSP0004 declares it, if the value fits; else the
 * type that the value looks like, as in Microsoft's compiler.
 */
function qualifierType(value: ValueNode | null, { declared, standard }: KnownQualifier): ExpectedType {
  if (declared !== undefined) return declared;
  return standard !== undefined && suits(value, standard) ? standard : typeByLook(value);
}
