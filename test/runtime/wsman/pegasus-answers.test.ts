import { describe, expect, it } from 'vitest';
import type { Session } from '../../../runtime/session.js';
import * as mi from '../../../runtime/v1/index.js';
import { messageIdOf, sessionWith } from './answers.js';

const NS = 'root/test';
const CLASS_URI = 'http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2';

class Person extends mi.CimObject {
  static {
    mi.cimClass(Person, { revision: 4, class: `${NS}:Person`, properties: 'Name:string!' });
  }

  declare readonly Name: string;
}

/** The envelope of each answer of OpenPegasus, as far as it counts. */
function envelope(body: string, relatesTo: string): string {
  return `<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://www.w3.org/2003/05/soap-envelope"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:wsman="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"
    xmlns:wsa="http://schemas.xmlsoap.org/ws/2004/08/addressing"
    xmlns:wsen="http://schemas.xmlsoap.org/ws/2004/09/enumeration" xmlns:wscim="${CLASS_URI}"
    ><SOAP-ENV:Header><wsa:RelatesTo>${relatesTo}</wsa:RelatesTo></SOAP-ENV:Header
    ><SOAP-ENV:Body>${body}</SOAP-ENV:Body></SOAP-ENV:Envelope>`;
}

function fault(subcode: string, reason: string, detail = ''): string {
  return `<SOAP-ENV:Fault><SOAP-ENV:Code><SOAP-ENV:Value>SOAP-ENV:Sender</SOAP-ENV:Value><SOAP-ENV:Subcode>
    <SOAP-ENV:Value>${subcode}</SOAP-ENV:Value></SOAP-ENV:Subcode></SOAP-ENV:Code>
    <SOAP-ENV:Reason><SOAP-ENV:Text xml:lang="en-US">${reason}</SOAP-ENV:Text></SOAP-ENV:Reason>
    <SOAP-ENV:Detail><wsman:FaultDetail>http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/${detail}</wsman:FaultDetail>
    </SOAP-ENV:Detail></SOAP-ENV:Fault>`;
}

/** It gives no classes. */
const NO_CLASSES = fault('wsa:DestinationUnreachable', 'The resource URI is not valid.', 'InvalidResourceURI');

function items(objects: string): string {
  return `<wsen:EnumerateResponse><wsen:EnumerationContext/><wsman:Items>${objects}</wsman:Items><wsman:EndOfSequence/>
    </wsen:EnumerateResponse>`;
}

/** A session with a service that gives no classes, and answers everything else as said. */
function pegasus(answer: (request: string) => string): Promise<Session> {
  return sessionWith((request) => {
    return envelope(request.includes('cim-xml') ? NO_CLASSES : answer(request), messageIdOf(request));
  });
}

describe('enumerations', () => {
  const person = `<p:Person xmlns:p="${CLASS_URI}/Person"><p:Name>Ann</p:Name></p:Person>`;

  it('of objects alone name no mode: DSP0226 has none for it', async () => {
    const modes: (string | undefined)[] = [];
    const session = await pegasus((request) => {
      modes.push(/EnumerationMode>([^<]+)/.exec(request)?.[1]);
      return items(person);
    });
    const [found] = await Person.$enumerate(session).toArray();
    expect(found?.Name).toBe('Ann');
    expect(modes).toEqual([undefined]);
  });
});
