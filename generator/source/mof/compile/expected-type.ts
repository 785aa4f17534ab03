import { type CimProperty, findQualifier } from '../../../../runtime/schema/index.js';
import type { ExpectedType } from '../../property-types.js';
import type { ElementNode, QualifierNode } from '../syntax/nodes.js';

/** The type that values of a property must have. */
export function expectedType({ type, array, qualifiers }: ElementNode): ExpectedType {
  return typeOf(type, array !== null, qualifiers.some(embeds));
}

/** The same of a property that was compiled. */
export function expectedTypeOf(property: CimProperty): ExpectedType {
  const { type, array } = property;
  const className = findQualifier(property, 'EmbeddedInstance')?.value;
  const embedsInstance = typeof className === 'string' && className.trim() !== '';
  return typeOf(type, array, embedsInstance || findQualifier(property, 'EmbeddedObject') !== undefined);
}

function typeOf(type: ExpectedType['type'], array: boolean, embeds: boolean): ExpectedType {
  return type === 'string' && embeds ? { type, array, embedded: true } : { type, array };
}

/** True for a qualifier of a string that holds an instance. */
function embeds({ name, value }: QualifierNode): boolean {
  if (name.folded === 'embeddedobject') return true;
  return name.folded === 'embeddedinstance' && value?.kind === 'string' && value.value.trim() !== '';
}
