import { constantValue } from './constant-value.js';
import { flavor } from './flavor.js';
import type {
  ArrayValueNode,
  InstanceNode,
  NameNode,
  PropertyValueNode,
  QualifierNode,
  SingleValueNode,
  ValueNode,
} from './nodes.js';
import { atEndOfBody, beginsDeclaration, closingBrace, endOfBody, recovering, skipMember } from './recovery.js';
import { tokenEnd } from './token.js';
import { SyntaxFailure, type TokenStream } from './token-stream.js';

// These productions need each other: values hold instances, their properties have qualifiers, and these have values.

/** `initializer = constantValue / arrayInitializer / referenceInitializer`; for Microsoft also an instance. */
export function initializer(stream: TokenStream): ValueNode {
  return stream.at('{') ? arrayInitializer(stream) : singleValue(stream);
}

/** `arrayInitializer = "{" [ constantValue *( "," constantValue ) ] "}"`. Items may also be aliases and instances. */
function arrayInitializer(stream: TokenStream): ArrayValueNode {
  const start = stream.expect('{', 'an array in braces').offset;
  const items: SingleValueNode[] = [];
  if (!stream.at('}')) {
    do items.push(singleValue(stream));
    while (stream.accept(','));
  }
  const end = tokenEnd(stream.expect('}', '"," or "}" after a value of an array'));
  return { kind: 'array', items, offset: start, length: end - start };
}

/**
 * `constantValue`, `referenceInitializer = aliasIdentifier / objectPath`, or `instance of X { … }`. A path is a string.
 */
function singleValue(stream: TokenStream): SingleValueNode {
  const { offset, length } = stream.current;
  if (stream.at('alias')) return { kind: 'alias', name: stream.nameOf(stream.advance()), offset, length };
  if (!stream.atKeyword('instance')) return constantValue(stream) ?? stream.failExpecting('a value');
  const instance = stream.nested(() => instanceValue(stream));
  return { kind: 'instance', instance, offset, length };
}

/** An instance as a value in another instance. It has no semicolon of its own. */
function instanceValue(stream: TokenStream): InstanceNode {
  const node = instanceHead(stream, []);
  const properties = valueInitializers(stream);
  closingBrace(stream, 'a property');
  return { ...node, properties };
}

/** `[ qualifierList ] INSTANCE OF className [ alias ] "{"`. */
function instanceHead(stream: TokenStream, qualifiers: readonly QualifierNode[]): InstanceNode {
  stream.advance();
  if (!stream.acceptKeyword('of')) stream.failExpecting('"of" after "instance"');
  const className = stream.expectName("the class's name");
  const aliasName = alias(stream);
  stream.expect('{', '"{" before the properties of the instance');
  return { kind: 'instance', qualifiers, className, alias: aliasName, properties: [] };
}

/** `alias = AS aliasIdentifer`, or nothing. */
export function alias(stream: TokenStream): NameNode | null {
  if (!stream.acceptKeyword('as')) return null;
  return stream.nameOf(stream.expect('alias', 'an alias ($name)'));
}

/** `1*valueInitializer`, or none. */
function valueInitializers(stream: TokenStream): PropertyValueNode[] {
  const properties: PropertyValueNode[] = [];
  while (!atEndOfBody(stream)) {
    const property = recovering(stream, () => valueInitializer(stream), skipMember);
    if (property !== null) properties.push(property);
  }
  return properties;
}

/**
 * `valueInitializer = [ qualifierList ] ( propertyName / referenceName ) "=" initializer ";"`; for Microsoft also
 * without a value.
 */
function valueInitializer(stream: TokenStream): PropertyValueNode {
  const qualifiers = memberQualifiers(stream);
  const name = stream.expectName("a property's name");
  const value = stream.accept('=') ? initializer(stream) : null;
  stream.expect(';', value === null ? '"=" and a value, or ";"' : '";" after the value');
  return { qualifiers, name, value };
}

/** The qualifiers of a member. Where a declaration follows them, the body has ended: that is reported at its end. */
export function memberQualifiers(stream: TokenStream): QualifierNode[] {
  const qualifiers = qualifierList(stream);
  if (beginsDeclaration(stream)) throw new SyntaxFailure();
  return qualifiers;
}

/** `qualifierList = "[" qualifier *( "," qualifier ) "]"`, or nothing. */
export function qualifierList(stream: TokenStream): QualifierNode[] {
  const qualifiers: QualifierNode[] = [];
  if (!stream.accept('[')) return qualifiers;
  do qualifiers.push(qualifier(stream));
  while (stream.accept(','));
  stream.expect(']', '"," or "]" after a qualifier');
  return qualifiers;
}

/** `qualifier = qualifierName [ qualifierParameter ] [ ":" 1*flavor ]`. */
function qualifier(stream: TokenStream): QualifierNode {
  const name = stream.expectName("a qualifier's name");
  const value = qualifierParameter(stream);
  const flavors: NameNode[] = [];
  if (stream.accept(':')) {
    do flavors.push(flavor(stream));
    while (stream.at('identifier'));
  }
  return { name, value, flavors };
}

/** `qualifierParameter = "(" constantValue ")" / arrayInitializer`, or nothing. */
function qualifierParameter(stream: TokenStream): ValueNode | null {
  if (stream.at('{')) return arrayInitializer(stream);
  if (!stream.at('(')) return null;
  const start = stream.advance().offset;
  const value = singleValue(stream);
  if (stream.at(',')) return valuesInParentheses(stream, start, value);
  stream.expect(')', '")" after the value of a qualifier');
  return value;
}

/** `InPartition("a", "b")`: an array in parentheses, as in Microsoft's documentation. */
function valuesInParentheses(stream: TokenStream, start: number, first: SingleValueNode): ArrayValueNode {
  const items = [first];
  while (stream.accept(',')) items.push(singleValue(stream));
  const end = tokenEnd(stream.expect(')', '"," or ")" after a value of a qualifier'));
  const span = { offset: start, length: end - start };
  stream.diagnostics.warn(
    span,
    'mof-array-in-parentheses',
    'several values in parentheses are taken for an array',
    'write an array in braces: { … }',
  );
  return { kind: 'array', items, ...span };
}

/** `instanceDeclaration = [ qualifierList ] INSTANCE OF className [ alias ] "{" 1*valueInitializer "}" ";"`. */
export function instanceDeclaration(stream: TokenStream, qualifiers: readonly QualifierNode[]): InstanceNode {
  const node = instanceHead(stream, qualifiers);
  stream.settle();
  const properties = valueInitializers(stream);
  endOfBody(stream, 'a property');
  return { ...node, properties };
}
