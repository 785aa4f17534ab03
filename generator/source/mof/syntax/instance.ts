import type { InstanceNode, QualifierNode } from './nodes.js';
import { endOfBody } from './statement-end.js';
import type { TokenStream } from './token-stream.js';
import { instanceHead, valueInitializers } from './value.js';

/** `instanceDeclaration = [ qualifierList ] INSTANCE OF className [ alias ] "{" 1*valueInitializer "}" ";"`. */
export function instanceDeclaration(stream: TokenStream, qualifiers: readonly QualifierNode[]): InstanceNode {
  const node = instanceHead(stream, qualifiers);
  stream.settle();
  const properties = valueInitializers(stream);
  endOfBody(stream, 'a property');
  return { ...node, properties };
}
