import { typedElements } from './elements.js';
import type { DeclaredMap, PlannedClass, ValueMap } from './planned.js';

/** The maps of a class's module in the order of its elements: equal ones are declared once. */
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

/** The same text for maps that are equal: whoever lists their names gets the same order, too. */
function contentKey({ kind, flags, entries, ranges }: ValueMap): string {
  const items = entries.map(({ name, value }) => [name, String(value)]);
  return JSON.stringify([kind, flags, items, ranges.map(({ name, value }) => [name, value])]);
}
