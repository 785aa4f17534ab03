import { constantValue, stringValue } from './constant-value.js';
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
import { SyntaxFailure, type TokenStream } from './token-stream.js';

// These productions need each other: values hold instances, their properties have qualifiers, and these have values.

/** `initializer = constantValue / arrayInitializer / referenceInitializer`; for Microsoft also an instance. */
export function initializer(stream: TokenStream): ValueNode {
  return stream.at('{') ? arrayInitializer(stream) : singleValue(stream);
}

/** `arrayInitializer = "{" [ constantValue *( "," constantValue ) ] "}"`. Items may also be aliases and instances. */
function arrayInitializer(stream: TokenStream): ArrayValueNode {
  const { offset } = stream;
  stream.expect('{', 'an array in braces');
  const items = stream.takePlainItems();
  if (!stream.at('}')) {
    do items.push(singleValue(stream));
    while (stream.accept(','));
  }
  stream.expect('}', '"," or "}" after a value of an array');
  return { kind: 'array', items, offset, length: stream.previousEnd - offset };
}

/**
 * `constantValue`, `referenceInitializer = aliasIdentifier / objectPath`, or `instance of X { … }`. A path is a string.
 */
function singleValue(stream: TokenStream): SingleValueNode {
  // Most values are strings.
  if (stream.at('string')) return stringValue(stream);
  if (stream.at('alias')) {
    const { span } = stream;
    stream.holdsObjects = true;
    return { kind: 'alias', ...stream.takeName(), ...span };
  }
  if (!stream.atKeyword('instance')) return constantValue(stream) ?? stream.failExpecting('a value');
  const { span } = stream;
  stream.holdsObjects = true;
  const instance = stream.nested(instanceValue);
  return { kind: 'instance', instance, ...span };
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
  const className = stream.expectNameNode("the class's name");
  const aliasName = alias(stream);
  stream.expect('{', '"{" before the properties of the instance');
  return { kind: 'instance', qualifiers, className, alias: aliasName, properties: [] };
}

/** `alias = AS aliasIdentifer`, or nothing. */
export function alias(stream: TokenStream): NameNode | null {
  if (!stream.acceptKeyword('as')) return null;
  return stream.at('alias') ? stream.takeName() : stream.failExpecting('an alias ($name)');
}

/** `1*valueInitializer`, or none. */
function valueInitializers(stream: TokenStream): PropertyValueNode[] {
  const properties: PropertyValueNode[] = [];
  while (!atEndOfBody(stream)) {
    const property = recovering(stream, valueInitializer, skipMember);
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
  const { offset } = stream;
  const name = stream.expectName("a property's name");
  const value = stream.accept('=') ? initializer(stream) : null;
  stream.expect(';', value === null ? '"=" and a value, or ";"' : '";" after the value');
  return { qualifiers, name, offset, value };
}

/** The qualifiers of a member. Where a declaration follows them, the body has ended: that is reported at its end. */
export function memberQualifiers(stream: TokenStream): readonly QualifierNode[] {
  const qualifiers = qualifierList(stream);
  if (beginsDeclaration(stream)) throw new SyntaxFailure();
  return qualifiers;
}

const NO_QUALIFIERS: readonly QualifierNode[] = [];

/** `qualifierList = "[" qualifier *( "," qualifier ) "]"`, or nothing. */
export function qualifierList(stream: TokenStream): readonly QualifierNode[] {
  if (!stream.accept('[')) return NO_QUALIFIERS;
  const qualifiers: QualifierNode[] = [];
  do qualifiers.push(qualifier(stream));
  while (stream.accept(','));
  stream.expect(']', '"," or "]" after a qualifier');
  return qualifiers;
}

/** `qualifier = qualifierName [ qualifierParameter ] [ ":" 1*flavor ]`. */
function qualifier(stream: TokenStream): QualifierNode {
  const { offset } = stream;
  const name = stream.expectName("a qualifier's name");
  const value = qualifierParameter(stream);
  return { name, offset, value, flavors: flavorList(stream) };
}

const NO_FLAVORS: readonly NameNode[] = [];

/** `":" 1*flavor`, or nothing. */
function flavorList(stream: TokenStream): readonly NameNode[] {
  if (!stream.accept(':')) return NO_FLAVORS;
  const flavors: NameNode[] = [];
  do flavors.push(flavor(stream));
  while (stream.at('identifier'));
  return flavors;
}

/** `qualifierParameter = "(" constantValue ")" / arrayInitializer`, or nothing. */
function qualifierParameter(stream: TokenStream): ValueNode | null {
  if (stream.at('{')) return arrayInitializer(stream);
  if (!stream.at('(')) return null;
  const { offset } = stream;
  stream.advance();
  const value = singleValue(stream);
  if (stream.at(',')) return valuesInParentheses(stream, offset, value);
  stream.expect(')', '")" after the value of a qualifier');
  return value;
}

/** `InPartition("a", "b")`: an array in parentheses, as in Microsoft's documentation. */
function valuesInParentheses(stream: TokenStream, offset: number, first: SingleValueNode): ArrayValueNode {
  const items = [first];
  while (stream.accept(',')) items.push(singleValue(stream));
  stream.expect(')', '"," or ")" after a value of a qualifier');
  const span = { offset, length: stream.previousEnd - offset };
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
