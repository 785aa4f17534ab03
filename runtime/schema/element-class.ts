import type { CimClass, CimTypedElement } from './cim-class.js';
import { foldName } from './cim-name.js';
import { findQualifier } from './qualifiers.js';

/**
 * The class that an element refers to (REF) or embeds (class-typed, or `EmbeddedInstance("X")` on a string); null when
 * there is none.
 */
export function elementClass(element: CimTypedElement): string | null {
  if (element.className !== undefined) return element.className;
  const embedded = findQualifier(element, 'EmbeddedInstance')?.value;
  return typeof embedded === 'string' && embedded !== '' ? embedded : null;
}

/** The folded names of the classes that a class needs: its superclass, and what its elements refer to or embed. */
export function neededClasses({ superclass, properties, methods }: CimClass): Set<string> {
  const elements: CimTypedElement[] = [...properties, ...methods.flatMap((method) => method.parameters)];
  const names = [superclass, ...elements.map(elementClass)];
  return new Set(names.flatMap((name) => (name === null ? [] : foldName(name))));
}
