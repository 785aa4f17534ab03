import type { XmlElement } from '../../xml/xml.js';
import { childElements, isPart } from '../wire-names.js';

/** What an item holds: at least one of the two. */
export interface ItemParts {
  readonly object: XmlElement | null;
  readonly address: XmlElement | null;
}

/** The parts of an item: with `EnumerateObjectAndEPR` both stand in a `w:Item`. */
export function itemParts(item: XmlElement): ItemParts {
  const parts = isPart(item, 'Item') ? childElements(item) : [item];
  const isAddress = (part: XmlElement): boolean => isPart(part, 'EndpointReference');
  const address = parts.find(isAddress) ?? null;
  return { object: parts.find((part) => !isAddress(part)) ?? (address === null ? item : null), address };
}
