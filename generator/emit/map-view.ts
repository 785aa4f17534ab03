import type { DeclaredMap, MapKind, NamedValue, ValueMap } from '../plan/planned.js';
import { docComment } from './doc-comment.js';
import { mi } from './door.js';
import { objectLines, propertyKey, quote } from './typescript-literal.js';
import type { MapView } from './view-model.js';

/** The type of a map without single values: any value. */
const OPEN: Readonly<Record<MapKind, string>> = {
  number: mi.OpenNumber,
  bigint: mi.OpenBigint,
  string: mi.OpenString,
};

export function mapView({ map, aliases }: DeclaredMap): MapView {
  const { identifier, subject, flags, entries } = map;
  return {
    doc: docComment([`${flags ? 'Flags' : 'Values'} of \`${subject}\`.`], ''),
    identifier,
    entries: entries.map((entry) => mapEntry(entry, map)).join(''),
    type: valuesType(map),
    ranges: rangesStatement(map),
    aliases: aliases.map((alias) => aliasStatements(alias.identifier, identifier)).join(''),
  };
}

function mapEntry({ name, value }: NamedValue<bigint | string>, { kind, flags }: ValueMap): string {
  const literal = typeof value === 'string' ? quote(value) : flags ? hexadecimal(value) : String(value);
  return `  ${propertyKey(name)}: ${literal}${kind === 'bigint' ? 'n' : ''},\n`;
}

function hexadecimal(value: bigint): string {
  return value < 0n ? `-0x${(-value).toString(16)}` : `0x${value.toString(16)}`;
}

function valuesType({ identifier, flags, kind, entries }: ValueMap): string {
  if (flags) return kind;
  return entries.length === 0 ? OPEN[kind] : `${mi.Values}<typeof ${identifier}>`;
}

function rangesStatement({ identifier, ranges }: ValueMap): string {
  if (ranges.length === 0) return '';
  const items = ranges.map(({ name, value }) => `${propertyKey(name)}: ${quote(value)}`);
  return objectLines(`${mi.ranges}(${identifier}, `, items, ');');
}

/** The constant has an explicit type, as `isolatedDeclarations` requires. */
function aliasStatements(alias: string, identifier: string): string {
  return `export const ${alias}: typeof ${identifier} = ${identifier};\nexport type ${alias} = ${identifier};\n`;
}
