import { type CimTypedElement, foldName } from '../../runtime/schema/index.js';

/** The class that an element refers to (REF) or embeds (class-typed, or `EmbeddedInstance("X")` on a string); null for none. */
export function elementClass(element: CimTypedElement): string | null {
  if (element.className !== undefined) return element.className;
  const embedded = element.qualifiers.find((qualifier) => foldName(qualifier.name) === 'embeddedinstance');
  return typeof embedded?.value === 'string' && embedded.value !== '' ? embedded.value : null;
}
