import type { CimType } from '../../../../runtime/schema/index.js';
import type { ElementNode, TypeNode } from '../syntax/nodes.js';
import { isDataType } from '../syntax/type.js';

/** What a value must fit. */
export interface DeclaredType {
  readonly type: CimType;
  readonly array: boolean;
}

/** A type and, for references and embedded instances, the class; absent where any class may stand. */
export interface TypeOfNode {
  readonly type: CimType;
  readonly className?: string;
}

/** The model's type of a written one. */
export function typeOf({ name, reference }: TypeNode): TypeOfNode {
  const word = name.text.toLowerCase();
  if (!reference && isDataType(word)) return { type: word as CimType };
  const type = reference ? 'reference' : 'instance';
  return word === 'object' ? { type } : { type, className: name.text };
}

export function declaredType(node: ElementNode): DeclaredType {
  return { type: typeOf(node.type).type, array: node.array !== null };
}
