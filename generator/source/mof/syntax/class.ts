import type { ClassNode, ElementNode, MethodNode, QualifierNode } from './nodes.js';
import { atEndOfBody, endOfBody, recovering, skipMember } from './recovery.js';
import type { TokenStream } from './token-stream.js';
import { arrayBrackets, isVoid, type } from './type.js';
import { alias, initializer, memberQualifiers, qualifierList } from './value.js';

/**
 * `classDeclaration = [ qualifierList ] CLASS className [ alias ] [ superClass ] "{" *classFeature "}" ";"`,
 * `assocDeclaration` and `indicDeclaration` likewise: only their qualifiers differ.
 */
export function classDeclaration(stream: TokenStream, qualifiers: readonly QualifierNode[]): ClassNode {
  stream.advance();
  const name = stream.expectName("the class's name");
  const aliasName = alias(stream);
  const superclass = stream.accept(':') ? stream.expectName("the superclass's name") : null;
  stream.expect('{', superclass === null ? '":" and a superclass, or "{"' : '"{" before the features of the class');
  stream.settle();
  const features = classFeatures(stream);
  endOfBody(stream, 'a property, a method');
  return { kind: 'class', qualifiers, name, alias: aliasName, superclass, features };
}

function classFeatures(stream: TokenStream): (ElementNode | MethodNode)[] {
  const features: (ElementNode | MethodNode)[] = [];
  while (!atEndOfBody(stream)) {
    const feature = recovering(stream, () => classFeature(stream), skipMember);
    if (feature !== null) features.push(feature);
  }
  return features;
}

/**
 * `classFeature = propertyDeclaration / methodDeclaration`,
 * `associationFeature = classFeature / referenceDeclaration`.
 */
function classFeature(stream: TokenStream): ElementNode | MethodNode {
  const qualifiers = memberQualifiers(stream);
  const featureType = type(stream);
  const name = stream.expectName('the name of a property or method');
  if (!stream.at('(')) {
    const property = elementTail(stream, { qualifiers, type: featureType, name });
    stream.expect(';', '";" after the property');
    return property;
  }
  const parameters = parameterList(stream);
  stream.expect(';', '";" after the method');
  return { kind: 'method', qualifiers, returnType: featureType, name, parameters };
}

/**
 * `propertyDeclaration = [ qualifierList ] dataType propertyName [ array ] [ defaultValue ] ";"`,
 * `referenceDeclaration = [ qualifierList ] objectRef referenceName [ defaultValue ] ";"`: the part behind the name.
 */
function elementTail(stream: TokenStream, head: Pick<ElementNode, 'qualifiers' | 'type' | 'name'>): ElementNode {
  if (isVoid(head.type)) stream.fail(head.type.name, 'mof-void', 'only methods may be void');
  const array = arrayBrackets(stream);
  const value = stream.accept('=') ? initializer(stream) : null;
  return { kind: 'element', ...head, array, value };
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
  const parameterType = type(stream);
  const name = stream.expectName('the name of a parameter');
  return elementTail(stream, { qualifiers, type: parameterType, name });
}
