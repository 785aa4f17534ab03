import type { CimType } from '../../runtime/schema/index.js';
import { fitInteger, integerOf } from './integer.js';
import { type MapSource, mapItems, warnUnusable } from './map-items.js';
import { MapNames } from './map-names.js';
import type { MapContent } from './planned.js';

/** The bits of an integer element (`BitMap`, `BitValues`) as masks. Without `BitMap`, the names count from bit 0. */
export function bitMap(source: MapSource, type: CimType): MapContent | null {
  const items = mapItems(source, ['BitMap', 'BitValues'], (_name, index) => String(index));
  if (items === null) return null;
  const unusable: string[] = [];
  const entries = new MapNames().name(items, ({ key }) => {
    const mask = maskOf(key.trim(), type);
    if (mask === null) unusable.push(key);
    return mask === null ? null : [mask, key];
  });
  warnUnusable(source, 'BitMap', `bit of ${type}`, unusable);
  return { flags: true, entries, ranges: [] };
}

/** DSP0004 defines bit positions. Windows drivers write masks instead, always in hexadecimal. */
function maskOf(key: string, type: CimType): bigint | null {
  if (/^\d{1,2}$/.test(key)) return fitInteger(1n << BigInt(key), type);
  return /^0x/i.test(key) ? integerOf(key, type) || null : null;
}
