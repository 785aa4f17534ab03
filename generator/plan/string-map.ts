import { type MapSource, mapItems } from './map-items.js';
import { MapNames } from './map-names.js';
import type { MapContent } from './planned.js';

/** Stands for any other string. Strings have no other range. */
const REST = '..';

/** The values of a string element. Without `ValueMap`, the names are the values. */
export function stringMap(source: MapSource): MapContent | null {
  const items = mapItems(source, ['ValueMap', 'Values'], (name) => name);
  if (items === null) return null;
  const names = new MapNames();
  return {
    flags: false,
    entries: names.name(items, ({ key }) => (key === REST ? null : [key, key])),
    ranges: names.name(items, ({ key }) => (key === REST ? [key, key] : null)),
  };
}
