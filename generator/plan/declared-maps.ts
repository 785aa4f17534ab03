import { typedElements } from './elements.js';
import type { DeclaredMap, PlannedClass, ValueMap } from './planned.js';

/** The maps that a class's module declares, in the order of its elements. Equal maps are declared once. */
export function declaredMaps(planned: PlannedClass): DeclaredMap[] {
  const groups = new Map<string, ValueMap[]>();
  for (const { map } of typedElements(planned)) {
    if (map?.owner !== planned) continue;
    const content = contentKey(map);
    const equal = groups.get(content);
    if (equal === undefined) groups.set(content, [map]);
    else equal.push(map);
  }
  return Array.from(groups.values()).flatMap(([map, ...aliases]) => (map === undefined ? [] : [{ map, aliases }]));
}

/** Equal maps have the same key. The order of names counts, since it is the order of the constant's keys. */
function contentKey({ kind, flags, entries, ranges }: ValueMap): string {
  const items = entries.map(({ name, value }) => [name, String(value)]);
  return JSON.stringify([kind, flags, items, ranges.map(({ name, value }) => [name, value])]);
}
