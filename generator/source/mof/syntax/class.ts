import type { Name } from './names.js';
import type { ClassNode, ElementNode, MethodNode, QualifierNode, TypeNode } from './nodes.js';
import { atEndOfBody, endOfBody, recovering, skipMember } from './recovery.js';
import type { TokenStream } from './token-stream.js';
import { arrayBrackets, type } from './type.js';
import { alias, initializer, memberQualifiers, qualifierList } from './value.js';

/**
 * `classDeclaration = [ qualifierList ] CLASS className [ alias ] [ superClass ] "{" *classFeature "}" ";"`,
 * `assocDeclaration` and `indicDeclaration` likewise: only their qualifiers differ.
 */
export function classDeclaration(stream: TokenStream, qualifiers: readonly QualifierNode[]): ClassNode {
  stream.advance();
  const { offset } = stream;
  const name = stream.expectName("the class's name");
  const aliasName = alias(stream);
  const superclass = stream.accept(':') ? stream.expectNameNode("the superclass's name") : null;
  stream.expect('{', superclass === null ? '":" and a superclass, or "{"' : '"{" before the features of the class');
  stream.settle();
  const { properties, methods } = classFeatures(stream);
  endOfBody(stream, 'a property, a method');
  const { holdsObjects } = stream;
  return { kind: 'class', qualifiers, name, offset, alias: aliasName, superclass, properties, methods, holdsObjects };
}

function classFeatures(stream: TokenStream): Pick<ClassNode, 'properties' | 'methods'> {
  const properties: ElementNode[] = [];
  const methods: MethodNode[] = [];
  while (!atEndOfBody(stream)) {
    const feature = recovering(stream, classFeature, skipMember);
    if (feature === null) continue;
    if ('parameters' in feature) methods.push(feature);
    else properties.push(feature);
  }
  return { properties, methods };
}

/**
 * `classFeature = propertyDeclaration / methodDeclaration`,
 * `associationFeature = classFeature / referenceDeclaration`.
 */
function classFeature(stream: TokenStream): ElementNode | MethodNode {
  const qualifiers = memberQualifiers(stream);
  const typeOffset = stream.offset;
  const featureType = type(stream);
  const { offset } = stream;
  const name = stream.expectName('the name of a property or method');
  if (!stream.at('(')) {
    const property = elementTail(stream, qualifiers, featureType, typeOffset, name, offset);
    stream.expect(';', '";" after the property');
    return property;
  }
  const parameters = parameterList(stream);
  stream.expect(';', '";" after the method');
  return { qualifiers, returnType: featureType.type, name, offset, parameters };
}

/**
 * `propertyDeclaration = [ qualifierList ] dataType propertyName [ array ] [ defaultValue ] ";"`,
 * `referenceDeclaration = [ qualifierList ] objectRef referenceName [ defaultValue ] ";"`: the part behind the name.
 */
function elementTail(
  stream: TokenStream,
  qualifiers: readonly QualifierNode[],
  { type: elementType, className }: TypeNode,
  typeOffset: number,
  name: Name,
  offset: number,
): ElementNode {
  if (elementType === null) {
    return stream.fail({ offset: typeOffset, length: 'void'.length }, 'mof-void', 'only methods may be void');
  }
  const array = arrayBrackets(stream);
  const value = stream.accept('=') ? initializer(stream) : null;
  return { qualifiers, type: elementType, className, name, offset, array, value };
}

/** `methodDeclaration = [ qualifierList ] dataType methodName "(" [ parameterList ] ")" ";"`: the parameters. */
function parameterList(stream: TokenStream): ElementNode[] {
  const parameters: ElementNode[] = [];
  stream.expect('(', '"("');
  if (stream.accept(')')) return parameters;
  do parameters.push(parameter(stream));
  while (stream.accept(','));
  stream.expect(')', '"," or ")" after a parameter');
  return parameters;
}

/**
 * `parameter = [ qualifierList ] ( dataType / objectRef ) parameterName [ array ]`; for Microsoft also with a default.
 */
function parameter(stream: TokenStream): ElementNode {
  const qualifiers = qualifierList(stream);
  const typeOffset = stream.offset;
  const parameterType = type(stream);
  const { offset } = stream;
  const name = stream.expectName('the name of a parameter');
  return elementTail(stream, qualifiers, parameterType, typeOffset, name, offset);
}
