import type { TypesByName } from '../../known-types.js';
import { foldName } from '../../schema/index.js';
import type { CimElement, CimScalar } from '../../values/index.js';
import { type ObjectReading, readElements } from '../values/read-object.js';
import { attributeOf, childElements } from '../wire-names.js';
import type { StreamedItem } from './interactive-event.js';

/**
 * The items that a server has sent of a streamed parameter. Their type is the declared one, or that of the value
 * itself: what the server names besides is wrong in places (MS-WSMV 3.2.4.2.2).
 * @param results what the method gives back; null where that is not known.
 * @throws SyntaxError for a value that is none of its type.
 */
export function streamedElements(
  { name, type, value }: StreamedItem,
  results: TypesByName | null,
  reading: ObjectReading,
): readonly CimElement[] {
  const folded = foldName(name);
  const isTyped = childElements(value).some((item) => attributeOf(item, 'type') !== undefined);
  const named = type === null || isTyped ? undefined : { name, className: null, ...type };
  const declared = results?.get(folded) ?? named;
  const types = declared === undefined ? null : new Map([[folded, declared]]);
  return readElements(value, types, reading).flatMap((element) => {
    const { value: items } = element;
    const isList = Array.isArray(items) || items instanceof Uint8Array;
    const each = isList ? Array.from<CimScalar | null>(items) : [items as CimScalar | null];
    return each.map((item) => ({ ...element, array: false, value: item }));
  });
}
