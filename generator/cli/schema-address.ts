import { existsSync } from 'node:fs';
import { nearestName } from '../../runtime/nearest-name.js';
import { foldName, normalizeNamespace } from '../../runtime/schema/index.js';
import { UsageError } from './command.js';

/** Where a schema is, as an operand names it: `live:root/cimv2`, `bundled:root/cimv2`, or files. */
export type SchemaAddress =
  | { readonly kind: 'live' | 'bundled'; readonly namespace: string }
  /** A path or a glob. Files that end in `.xml` are CIM-XML, all others MOF. */
  | { readonly kind: 'mof' | 'cimXml'; readonly path: string };

/** How an operand names a schema, for the help. */
export const ADDRESSES = 'file.mof, file.xml, "folder/*.mof", live:root/cimv2, bundled:root/cimv2';

const KINDS = ['live', 'bundled'] as const;

/** @throws UsageError for a text that names neither a source nor a file */
export function parseSchemaAddress(text: string): SchemaAddress {
  const [, prefix, namespace = ''] = /^(\w{2,}):(.*)$/.exec(text) ?? [];
  // One letter is a drive of Windows. A file may have a colon in its name on other systems.
  const kind = KINDS.find((known) => known === foldName(prefix ?? ''));
  if (kind !== undefined) {
    if (namespace === '') throw new UsageError(`a namespace is needed behind ${kind}:, for example ${kind}:root/cimv2`);
    return { kind, namespace };
  }
  if (!existsSync(text)) refuseNoFile(text, prefix, namespace);
  return { kind: /\.xml$/i.test(text) ? 'cimXml' : 'mof', path: text };
}

/** Refuses what looks like anything but a path. That there is no such file is said when it is read. */
function refuseNoFile(text: string, prefix: string | undefined, namespace: string): void {
  if (prefix !== undefined && !namespace.startsWith('\\')) {
    const nearest = nearestName(prefix, KINDS);
    const help = nearest === null ? `a schema is one of ${ADDRESSES}` : `did you mean "${nearest}:${namespace}"?`;
    throw new UsageError(`"${text}" is no file, and "${prefix}" is no source of schemas; ${help}`);
  }
  if (/^[\\/]*root(?:[\\/]|$)/i.test(text) && !text.includes('.') && normalizeNamespace(text) !== null) {
    throw new UsageError(`there is no file "${text}"; for a namespace, write live:${text} or bundled:${text}`);
  }
}
