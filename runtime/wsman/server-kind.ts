import type { XmlElement } from '../xml/xml.js';
import type { HttpReply } from './transport/http-channel.js';
import { childNamed, textOf } from './wire-names.js';

/** The servers whose manners differ where DSP0226 and DSP0230 leave a choice. */
export type ServerKind = 'windows' | 'omi' | 'pegasus' | 'other';

/** What begins the name of the vendor, in the answer to `Identify`. */
const VENDORS = [
  ['omi', /^open management infra/i],
  ['pegasus', /^the open group/i],
] as const;

/** The namespaces that only these servers declare under these prefixes, in all other answers. */
const PREFIXES = [
  ['omi', 'xmlns:msftwinrm'],
  ['pegasus', 'xmlns:wscim'],
] as const;

/** Whose answer it is. Windows answers through a driver that says so. */
export function kindOf({ server }: HttpReply, { attributes }: XmlElement, content: XmlElement | null): ServerKind {
  if (/^Microsoft-HTTPAPI\b/i.test(server)) return 'windows';
  const named = content === null ? undefined : childNamed(content, 'ProductVendor');
  const vendor = named === undefined ? '' : textOf(named);
  const [kind = 'other'] =
    PREFIXES.find(([, name]) => attributes.has(name)) ?? VENDORS.find(([, name]) => name.test(vendor)) ?? [];
  return kind;
}
