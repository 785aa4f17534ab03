import type { NameNode } from './nodes.js';
import type { TokenStream } from './token-stream.js';

const FLAVORS: ReadonlySet<string> = new Set([
  'enableoverride',
  'disableoverride',
  'restricted',
  'tosubclass',
  'nottosubclass',
  'translatable',
  'amended',
  'toinstance',
  'nottoinstance',
]);

const FLAVOR_HELP =
  'flavors are EnableOverride, DisableOverride, Restricted, ToSubclass, ToInstance, Translatable and Amended';

/**
 * `flavor = ENABLEOVERRIDE / DISABLEOVERRIDE / RESTRICTED / TOSUBCLASS / TRANSLATABLE`,
 * and Microsoft's `Amended`, `ToInstance`, `NotToInstance`, `NotToSubclass`.
 */
export function flavor(stream: TokenStream): NameNode {
  return oneOf(stream, FLAVORS, 'a flavor', FLAVOR_HELP);
}

const SCOPES: ReadonlySet<string> = new Set([
  'schema',
  'class',
  'association',
  'indication',
  'qualifier',
  'property',
  'reference',
  'method',
  'parameter',
  'instance',
  'any',
]);

const SCOPE_HELP = 'scopes are class, association, indication, property, reference, method, parameter and any';

/**
 * `metaElement = SCHEMA / CLASS / ASSOCIATION / INDICATION / QUALIFIER / PROPERTY / REFERENCE / METHOD / PARAMETER /
 * ANY`.
 */
export function scope(stream: TokenStream): NameNode {
  return oneOf(stream, SCOPES, 'what the qualifier is for', SCOPE_HELP);
}

function oneOf(stream: TokenStream, words: ReadonlySet<string>, expected: string, help: string): NameNode {
  const found = stream.at('identifier') && words.has(stream.text.toLowerCase());
  return found ? stream.takeName() : stream.failExpecting(expected, help);
}
