import { type MapSource, mapItems } from './map-items.js';
import { MapNames } from './map-name.js';
import type { MapContent } from './planned.js';

/** The values of a string element. Names without values are values; of ranges there is `..` alone: any other string. */
export function stringMap(source: MapSource): MapContent | null {
  const items = mapItems(source, ['ValueMap', 'Values'], (name) => name);
  if (items === null) return null;
  const names = new MapNames();
  const named = items.flatMap(({ key, name }) => {
    const distinct = names.distinct(name, key);
    return distinct === null ? [] : [{ key, name: distinct }];
  });
  const isRest = ({ key }: { readonly key: string }) => key === '..';
  return {
    flags: false,
    entries: named.filter((item) => !isRest(item)).map(({ key, name }) => ({ name, value: key })),
    ranges: named.filter(isRest).map(({ key, name }) => ({ name, range: key })),
  };
}
