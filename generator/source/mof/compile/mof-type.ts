import type { CimType } from '../../../../runtime/schema/index.js';
import type { ElementNode, TypeNode } from '../syntax/nodes.js';
import { isDataType } from '../syntax/type.js';

/** The type that a value must have. */
export interface MofType {
  readonly type: CimType;
  readonly array: boolean;
}

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

export function mofType(node: ElementNode): MofType {
  return { type: typeOf(node.type).type, array: node.array !== null };
}
