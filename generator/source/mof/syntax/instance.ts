import type { InstanceNode, PropertyValueNode, QualifierNode } from './nodes.js';
import { recovering, skipMember } from './recovery.js';
import { endOfBody } from './statement-end.js';
import type { TokenStream } from './token-stream.js';
import { instanceHead, valueInitializer } from './value.js';

/** `instanceDeclaration = [ qualifierList ] INSTANCE OF className [ alias ] "{" 1*valueInitializer "}" ";"`. */
export function instanceDeclaration(stream: TokenStream, qualifiers: readonly QualifierNode[]): InstanceNode {
  const node = instanceHead(stream, qualifiers);
  stream.settle();
  const properties: PropertyValueNode[] = [];
  while (!stream.at('}') && !stream.at('end')) {
    const property = recovering(stream, () => valueInitializer(stream), skipMember);
    if (property !== null) properties.push(property);
  }
  endOfBody(stream, 'a property');
  return { ...node, properties };
}
