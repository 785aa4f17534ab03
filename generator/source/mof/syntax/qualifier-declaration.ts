import { flavor, scope } from './flavor.js';
import type { NameNode, QualifierDeclarationNode } from './nodes.js';
import type { TokenStream } from './token-stream.js';
import { dataType } from './type.js';
import { initializer } from './value.js';

/** `qualifierDeclaration = QUALIFIER qualifierName qualifierType scope [ defaultFlavor ] ";"`. */
export function qualifierDeclaration(stream: TokenStream): QualifierDeclarationNode {
  stream.advance();
  const name = stream.expectNameNode("the qualifier's name");
  stream.expect(':', '":" and the type of the qualifier');
  const typed = dataType(stream.text.toLowerCase()) !== undefined;
  const node = typed ? typedDeclaration(stream, name) : flavorsOnly(stream, name);
  stream.expect(';', '";" after the declaration of a qualifier');
  return node;
}

/** `qualifierType = ":" dataType [ array ] [ defaultValue ]`, then scope and flavor. */
function typedDeclaration(stream: TokenStream, name: NameNode): QualifierDeclarationNode {
  const type = stream.expectNameNode('the type of the qualifier');
  const array = stream.accept('[');
  if (array) stream.expect(']', '"]"');
  const value = stream.accept('=') ? initializer(stream) : null;
  return { kind: 'qualifier', ...name, type, array, value, ...scopeAndFlavor(stream) };
}

/** Microsoft's old form, without type and scope: `Qualifier Description : ToSubclass Amended;`. */
function flavorsOnly(stream: TokenStream, name: NameNode): QualifierDeclarationNode {
  const flavors: NameNode[] = [];
  do flavors.push(flavor(stream));
  while (stream.at('identifier'));
  return { kind: 'qualifier', ...name, type: null, array: false, value: null, scopes: [], flavors };
}

/**
 * `scope = "," SCOPE "(" metaElement *( "," metaElement ) ")"`,
 * `defaultFlavor = "," FLAVOR "(" flavor *( "," flavor ) ")"`; in existing files either may be missing.
 */
function scopeAndFlavor(stream: TokenStream): Pick<QualifierDeclarationNode, 'scopes' | 'flavors'> {
  const scopes: NameNode[] = [];
  const flavors: NameNode[] = [];
  while (stream.accept(',')) {
    if (stream.acceptKeyword('scope')) listInParentheses(stream, scope, scopes);
    else if (stream.acceptKeyword('flavor')) listInParentheses(stream, flavor, flavors);
    else stream.failExpecting('"Scope" or "Flavor"');
  }
  return { scopes, flavors };
}

/** @param items takes the items of the list */
function listInParentheses(stream: TokenStream, item: (stream: TokenStream) => NameNode, items: NameNode[]): void {
  stream.expect('(', '"("');
  do items.push(item(stream));
  while (stream.accept(','));
  stream.expect(')', '"," or ")"');
}
