import { type CimType, foldName } from '../../../../runtime/schema/index.js';
import type { ExpectedType } from '../../property-types.js';
import type { ElementNode, QualifierNode, TypeNode } from '../syntax/nodes.js';
import { isDataType } from '../syntax/type.js';

/** A type; for references and embedded instances also the class, unless any class is allowed. */
export interface TypeOfNode {
  readonly type: CimType;
  readonly className?: string;
}

/** The type in the model of a type as it is written. */
export function typeOf({ name, reference }: TypeNode): TypeOfNode {
  const word = name.text.toLowerCase();
  if (!reference && isDataType(word)) return { type: word as CimType };
  const type = reference ? 'reference' : 'instance';
  return word === 'object' ? { type } : { type, className: name.text };
}

/** True for a qualifier of a string that holds an instance. */
function embeds({ name, value }: QualifierNode): boolean {
  const folded = foldName(name.text);
  if (folded === 'embeddedobject') return true;
  return folded === 'embeddedinstance' && value?.kind === 'string' && value.value.trim() !== '';
}

export function expectedType({ type: node, array, qualifiers }: ElementNode): ExpectedType {
  const { type } = typeOf(node);
  const embedded = type === 'string' && qualifiers.some(embeds);
  return { type, array: array !== null, ...(embedded ? { embedded } : {}) };
}
