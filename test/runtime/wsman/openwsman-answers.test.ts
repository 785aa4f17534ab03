import { expect, it } from 'vitest';
import { messageIdOf, sessionWith } from './answers.js';

const NS = 'root/test';

/** The answer of openwsman to a request that it refuses. */
function fault(subcode: string, reason: string, detail: string, relatesTo: string): string {
  return `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"
    xmlns:wsa="http://schemas.xmlsoap.org/ws/2004/08/addressing"
    xmlns:wsman="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"><s:Header><wsa:RelatesTo>${relatesTo}</wsa:RelatesTo>
    </s:Header><s:Body><s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>${subcode}</s:Value></s:Subcode>
    </s:Code><s:Reason><s:Text xml:lang="en">${reason}</s:Text></s:Reason><s:Detail><wsman:FaultDetail
    >http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/${detail}</wsman:FaultDetail></s:Detail></s:Fault></s:Body>
    </s:Envelope>`;
}

async function errorWith(detail: string): Promise<unknown> {
  const session = await sessionWith((request) => fault('wsman:EncodingLimit', 'No.', detail, messageIdOf(request)));
  const options = { typeInformation: 'none' } as const;
  return session
    .enumerate(NS, 'CIM_Fan', options)
    .toArray()
    .catch((error: unknown) => error);
}

it('the error of an answer that would be too large names the options that decide it', async () => {
  const message = expect.stringMatching(/^enumerate CIM_Fan: No. \(the options maxEnvelopeSize and maxElements/);
  expect(await errorWith('ServiceEnvelopeLimit')).toMatchObject({ result: 'SERVER_LIMITS_EXCEEDED', message });
});

it('the error of an encoding that the server does not know does not', async () => {
  const message = 'enumerate CIM_Fan: No.';
  expect(await errorWith('CharacterSet')).toMatchObject({ result: 'SERVER_LIMITS_EXCEEDED', message });
});
