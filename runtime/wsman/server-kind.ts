import type { XmlElement } from '../xml/xml.js';
import type { HttpReply } from './transport/http-channel.js';
import { isFromWindows } from './transport/http-failure.js';
import { CLASS_URI, childNamed, NAMESPACES, textOf } from './wire-names.js';

/** The servers whose manners differ where DSP0226 and DSP0230 leave a choice. */
export type ServerKind = 'windows' | 'omi' | 'pegasus' | 'other';

/** What begins the name of the vendor, in the answer to `Identify`. */
const VENDORS = [
  ['windows', /^microsoft corporation/i],
  ['omi', /^open management infra/i],
  ['pegasus', /^the open group/i],
] as const;

/** The namespaces that only these servers declare under these prefixes, in all other answers. */
const PREFIXES = [
  ['windows', 'xmlns:p', NAMESPACES.p],
  ['omi', 'xmlns:msftwinrm', NAMESPACES.p],
  ['pegasus', 'xmlns:wscim', CLASS_URI.slice(0, -1)],
] as const;

/** Whose answer it is. */
export function kindOf(reply: HttpReply, { attributes }: XmlElement, content: XmlElement | null): ServerKind {
  if (isFromWindows(reply)) return 'windows';
  const named = content === null ? undefined : childNamed(content, 'ProductVendor');
  const vendor = named === undefined ? '' : textOf(named);
  const [kind = 'other'] =
    PREFIXES.find(([, name, uri]) => attributes.get(name) === uri) ??
    VENDORS.find(([, name]) => name.test(vendor)) ??
    [];
  return kind;
}
