import type { MapKind, NamedValue, ValueMap } from '../plan/planned.js';
import { docComment } from './doc-comment.js';
import { propertyKey, quote } from './typescript-literal.js';
import type { MapView } from './view-model.js';

/** Takes the values that a map does not know: a subclass's map may be larger, and so may a newer server's. */
const OPEN: Readonly<Record<MapKind, string>> = {
  number: 'mi.OpenNumber',
  bigint: 'mi.OpenBigint',
  string: 'mi.OpenString',
};

export function mapView(map: ValueMap): MapView {
  const { identifier, subject, kind, flags, entries, ranges } = map;
  return {
    doc: docComment([`${flags ? 'Flags' : 'Values'} of \`${subject}\`.`], ''),
    identifier,
    entries: entries.map((entry) => mapEntry(entry, map)),
    type: flags ? kind : `(typeof ${identifier})[keyof typeof ${identifier}] | ${OPEN[kind]}`,
    ranges: ranges.map(({ name, value }) => `${propertyKey(name)}: ${quote(value)}`),
  };
}

function mapEntry({ name, value }: NamedValue<bigint | string>, { kind, flags }: ValueMap): string {
  const literal = typeof value === 'string' ? quote(value) : flags ? hexadecimal(value) : String(value);
  return `${propertyKey(name)}: ${literal}${kind === 'bigint' ? 'n' : ''}`;
}

function hexadecimal(value: bigint): string {
  return value < 0n ? `-0x${(-value).toString(16)}` : `0x${value.toString(16)}`;
}
