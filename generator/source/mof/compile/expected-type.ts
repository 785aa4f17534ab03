import type { ExpectedType } from '../../property-types.js';
import type { ElementNode, QualifierNode } from '../syntax/nodes.js';

/** True for a qualifier of a string that holds an instance. */
function embeds({ name, value }: QualifierNode): boolean {
  if (name.folded === 'embeddedobject') return true;
  return name.folded === 'embeddedinstance' && value?.kind === 'string' && value.value.trim() !== '';
}

export function expectedType({ type, array, qualifiers }: ElementNode): ExpectedType {
  const embedded = type === 'string' && qualifiers.some(embeds);
  return { type, array: array !== null, ...(embedded ? { embedded } : {}) };
}
