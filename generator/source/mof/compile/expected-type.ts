import {
  type CimProperty,
  EMBEDDING,
  embeddedClass,
  findQualifier,
  foldName,
} from '../../../../runtime/schema/index.js';
import type { ExpectedType } from '../../property-types.js';
import type { ElementNode, QualifierNode } from '../syntax/nodes.js';

/** The type that values of a property must have. */
export function expectedType({ type, array, qualifiers }: ElementNode): ExpectedType {
  return typeOf(type, array !== null, qualifiers.some(embeds));
}

/** The same of a property that was compiled. */
export function expectedTypeOf(property: CimProperty): ExpectedType {
  const { type, array } = property;
  const embedsInstance = embeddedClass((name) => findQualifier(property, name)) !== null;
  return typeOf(type, array, embedsInstance || findQualifier(property, 'EmbeddedObject') !== undefined);
}

function typeOf(type: ExpectedType['type'], array: boolean, embeds: boolean): ExpectedType {
  return type === 'string' && embeds ? { type, array, embedded: true } : { type, array };
}

const FOLDED_EMBEDDING = EMBEDDING.map(foldName);

/** True for a qualifier of a string that holds an instance. */
function embeds({ name, value }: QualifierNode): boolean {
  if (name.folded === 'embeddedobject') return true;
  return FOLDED_EMBEDDING.includes(name.folded) && value?.kind === 'string' && value.value.trim() !== '';
}
