import {
  type CimClass,
  type CimQualifier,
  type CimType,
  foldName,
  INTEGER_RANGES,
  isIntegerType,
} from '../../runtime/schema/index.js';

/** An element with a `ValueMap`, as its class declares it. */
export interface MappedElement {
  /** The constant that the class's module should export. */
  readonly constant: string;
  readonly type: CimType;
  readonly items: readonly MapItem[];
  /** False when each name, if there are any, only repeats its number: then there is no constant. */
  readonly named: boolean;
}

/** Values from `low` to `high`, or one string. `..` is `rest`. */
export interface MapItem extends Bounds {
  readonly name: string;
  readonly kind: 'single' | 'range' | 'rest' | 'unusable';
  readonly text: string;
}

interface Bounds {
  readonly low: bigint;
  readonly high: bigint;
}

/** A value that an item claims and no other one does. */
export interface Sample {
  readonly constant: string;
  readonly item: MapItem;
  readonly value: bigint | string;
  readonly wide: boolean;
  readonly named: boolean;
}

/** All elements with a `ValueMap` of their own. Read from the schema without help of what the generator has for it. */
export function mappedElements(classes: readonly CimClass[]): MappedElement[] {
  return classes.flatMap(({ name, properties, methods }) => [
    ...properties.flatMap((property) => mapped(`${name}_${property.name}`, property.type, property.qualifiers)),
    ...methods.flatMap((method) => [
      ...mapped(`${name}_${method.name}_ReturnValue`, method.returnType, method.qualifiers),
      ...method.parameters.flatMap((parameter) =>
        mapped(`${name}_${method.name}_${parameter.name}`, parameter.type, parameter.qualifiers),
      ),
    ]),
  ]);
}

function mapped(constant: string, type: CimType | null, qualifiers: readonly CimQualifier[]): MappedElement[] {
  const items = (wanted: string) => {
    const value = qualifiers.find(({ name }) => foldName(name) === wanted)?.value;
    return Array.isArray(value) ? value.map(String) : undefined;
  };
  const keys = items('valuemap');
  const names = items('values');
  if (keys === undefined || type === null) return [];
  const isPaired = names?.length === keys.length;
  const named = !isIntegerType(type) || (isPaired && names.some((name, at) => name !== keys[at]));
  return [
    { constant, type, named, items: keys.map((key, at) => mapItem(key, isPaired ? names[at] : undefined, type)) },
  ];
}

function mapItem(key: string, name: string | undefined, type: CimType): MapItem {
  if (!isIntegerType(type)) return { name: name ?? key, kind: 'single', low: 0n, high: 0n, text: key };
  const range = INTEGER_RANGES[type];
  const [, start, dots, end] = /^(-?\w*)(\.\.)?(-?\w*)$/.exec(key) ?? [];
  const bits = BigInt(range[1] - range[0]).toString(2).length;
  const bound = (text: string | undefined, open: bigint) => {
    if (!text) return open;
    return range[0] < 0n ? BigInt.asIntN(bits, BigInt(text)) : BigInt.asUintN(bits, BigInt(text));
  };
  if (start === undefined || !/^(?:-?\d+|0x[\da-f]+|)$/i.test(start)) {
    return { name: name ?? key, kind: 'unusable', low: 0n, high: 0n, text: key };
  }
  const low = bound(start, range[0]);
  const high = dots === undefined ? low : bound(end, range[1]);
  const kind = dots === undefined ? 'single' : start || end ? 'range' : 'rest';
  return { name: name ?? (kind === 'single' ? String(low) : key), kind, low, high, text: key };
}

/** Values to try: of a range both ends and the middle, of `..` one on either side and one between. */
export function samplesOf({ constant, type, items, named }: MappedElement): Sample[] {
  const wide = type === 'uint64' || type === 'sint64';
  return items.flatMap((item, at): Sample[] => {
    if (item.kind === 'unusable') return [];
    if (!isIntegerType(type)) return [{ constant, item, value: item.text, wide, named }];
    if (item.kind === 'single') return [{ constant, item, value: item.low, wide, named }];
    const { low, high } = item.kind === 'rest' ? gap(items, at) : item;
    const others = items.filter((other) => other.kind !== 'rest' && other !== item);
    const values = [
      firstFree(low, others, { low, high }),
      firstFree((low + high) / 2n, others, { low, high }),
      lastFree(high, others, { low, high }),
    ];
    return Array.from(new Set(values)).flatMap((value) =>
      value === null ? [] : [{ constant, item, value, wide, named }],
    );
  });
}

/** Where an item `..` can be: anywhere, or between its neighbours where there is more than one. */
function gap(items: readonly MapItem[], at: number): Bounds {
  const { low, high } = items[at] as MapItem;
  if (items.filter(({ kind }) => kind === 'rest').length === 1) return { low, high };
  const before = items[at - 1];
  const after = items[at + 1];
  return { low: before === undefined ? low : before.high + 1n, high: after === undefined ? high : after.low - 1n };
}

/** The first value from a start upwards that nobody claims. */
function firstFree(start: bigint, others: readonly Bounds[], { high }: Bounds): bigint | null {
  let value = start;
  for (;;) {
    const claim = others.find((other) => value >= other.low && value <= other.high);
    if (claim === undefined) return value <= high ? value : null;
    value = claim.high + 1n;
  }
}

/** The first value from a start downwards that nobody claims. */
function lastFree(start: bigint, others: readonly Bounds[], { low }: Bounds): bigint | null {
  let value = start;
  for (;;) {
    const claim = others.find((other) => value >= other.low && value <= other.high);
    if (claim === undefined) return value >= low ? value : null;
    value = claim.low - 1n;
  }
}
