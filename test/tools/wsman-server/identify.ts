import type { Manner } from './style.js';
import { declare, element, textElement } from './xml-text.js';

const PROTOCOL = 'http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd';
const PROFILE = 'http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile';

/**
 * The answer to `wsmid:Identify`, whose envelope has no headers.
 * @param isAnonymous true for a client that has not logged in: Windows does not tell it its version.
 */
export function identifyXml(manner: Manner, isAnonymous: boolean): string {
  const version = isAnonymous ? '0.0.0 SP: 0.0' : '10.0.14393 SP: 0.0';
  const [vendor, product] =
    manner === 'windows'
      ? ['Microsoft Corporation', `OS: ${version} Stack: 3.0`]
      : ['Open Management Infrastructure', '1.0.8-6'];
  const profiles = ['http/basic', 'https/basic'].map((each) => {
    return textElement('wsmid:SecurityProfileName', `${PROFILE}/${each}`);
  });
  const response = element(
    'wsmid:IdentifyResponse',
    declare('wsmid'),
    textElement('wsmid:ProtocolVersion', PROTOCOL),
    textElement('wsmid:ProductVendor', vendor ?? ''),
    textElement('wsmid:ProductVersion', product ?? ''),
    element('wsmid:SecurityProfiles', {}, ...profiles),
  );
  const attributes = { 'xml:lang': 'en-US', ...declare('s') };
  return element('s:Envelope', attributes, element('s:Header'), element('s:Body', {}, response));
}
