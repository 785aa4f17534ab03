import type { IntegerType } from '../../runtime/schema/index.js';
import type { QualifierName } from '../model/index.js';
import { fitInteger, integerOf } from './integer-span.js';
import { MapNames, type MapQualifiers, type MapSource, mapItems, warn, withoutTorn } from './map-items.js';
import type { MapContent, NamedValue } from './planned.js';

/** The bits of an integer element as masks. Names without bits count from bit 0. Null when the element has no bits. */
export function bitMap(source: MapSource, type: IntegerType): MapContent | null {
  const qualifiers = bitQualifiers(source);
  if (qualifiers === null) return null;
  const all = mapItems(source, qualifiers, (_name, index) => String(index)) ?? [];
  const [keys] = qualifiers;
  const areMasks = holdMasks(
    all.map(({ key }) => key.trim()),
    type,
  );
  const maskOf = (key: string) => (areMasks ? maskOfMask(key, type) : maskOfBit(key, type));
  if (areMasks) {
    const masks = all.map(({ key }) => key).join(', ');
    warn(source, 'bit-masks', `the items of ${keys} are taken for masks, not for positions of bits: ${masks}`);
  }
  // No bit is set in 0: it is the name of a value without flags.
  const isUsable = (key: string) => maskOf(key) !== null || (areMasks && BigInt(key) === 0n);
  const items = withoutTorn(source, keys, `bit of ${type}`, all, ({ key }) => isUsable(key.trim()));
  const names = new MapNames();
  const entries: NamedValue<bigint>[] = [];
  for (const { key, name } of items) {
    const mask = maskOf(key.trim());
    if (mask !== null) names.add(entries, name, mask, key);
  }
  return { flags: true, entries, ranges: [] };
}

/**
 * The qualifiers with the bits and their names: `BitMap` and `BitValues`, one of which may have another name. Null for
 * an element that has neither, and for one whose values have names.
 */
function bitQualifiers({ qualifiers }: MapSource): MapQualifiers | null {
  const has = (name: QualifierName) => qualifiers.itemCount(name) !== undefined;
  if (!has('BitMap') && !has('BitValues')) return null;
  if (has('ValueMap') && has('Values')) return null;
  const keys = !has('BitMap') && has('ValueMap') ? 'ValueMap' : 'BitMap';
  return [keys, !has('BitValues') && has('Values') ? 'Values' : 'BitValues'];
}

/**
 * True when decimal items are masks, though DSP0004 defines positions of bits: beside others in hexadecimal digits; 1,
 * 2, 4, 8 and so on without a gap; or any powers of two, one of which is no position in the type.
 */
function holdMasks(keys: readonly string[], type: IntegerType): boolean {
  if (!keys.every((key) => /^(?:-?\d{1,20}|0x[\da-f]{1,16})$/i.test(key)) || keys.every(isHexadecimal)) return false;
  if (keys.some(isHexadecimal)) return true;
  const bits = Number(type.slice('uint'.length));
  const masks = keys.map((key) => BigInt.asUintN(bits, BigInt(key))).filter((mask) => mask !== 0n);
  const highest = masks.reduce((high, mask) => (mask > high ? mask : high), 0n);
  if (!masks.every((mask) => (mask & (mask - 1n)) === 0n)) return false;
  const sum = [...new Set(masks)].reduce((all, mask) => all + mask, 0n);
  return highest >= BigInt(bits) || (highest >= 8n && sum === 2n * highest - 1n);
}

function isHexadecimal(key: string): boolean {
  return /^0x/i.test(key);
}

function maskOfMask(key: string, type: IntegerType): bigint | null {
  return fitInteger(BigInt(key), type) || null;
}

/** The mask of a position, or a mask: drivers for Windows have masks, mostly in hexadecimal digits. */
function maskOfBit(key: string, type: IntegerType): bigint | null {
  if (/^\d{1,2}$/.test(key)) return fitInteger(1n << BigInt(key), type);
  return isHexadecimal(key) ? integerOf(key, type) || null : null;
}
