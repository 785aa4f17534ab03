import { describe, expect, it } from 'vitest';
import type { Session } from '../../../runtime/session.js';
import * as mi from '../../../runtime/v1/index.js';
import { CimDateTime, type CimElement, CimInstance } from '../../../runtime/values/index.js';
import { readScalar } from '../../../runtime/wsman/values/read-wire-scalar.js';
import { messageIdOf, sessionWith } from './answers.js';

const NS = 'root/test';
const CLASS_URI = 'http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2';

class Address extends mi.CimObject {
  static {
    mi.cimClass(Address, { revision: 4, class: `${NS}:Address`, properties: 'Town:string;Number:uint8' });
  }

  declare readonly Number: number | null;
}

class Person extends mi.CimObject {
  static {
    mi.cimClass(Person, { revision: 4, class: `${NS}:Person`, properties: 'Name:string!;Home:embedded(Address)' });
  }

  declare readonly Name: string;
  declare readonly Home: Address | null;
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

/** It gives no classes, and answers no queries of all classes. */
const UNKNOWN_RESOURCE = fault('wsa:DestinationUnreachable', 'The resource URI is not valid.', 'InvalidResourceURI');

function items(objects: string): string {
  return `<wsen:EnumerateResponse><wsen:EnumerationContext/><wsman:Items>${objects}</wsman:Items><wsman:EndOfSequence/>
    </wsen:EnumerateResponse>`;
}

const IDENTITY = `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"
  xmlns:i="http://schemas.dmtf.org/wbem/wsman/identify/1/wsmanidentity.xsd"><s:Header/><s:Body><i:IdentifyResponse>
  <i:ProtocolVersion>http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd</i:ProtocolVersion>
  <i:ProductVendor>The Open Group (OpenPegasus)</i:ProductVendor><i:ProductVersion>2.14.4</i:ProductVersion>
  </i:IdentifyResponse></s:Body></s:Envelope>`;

/** A session with a service that gives no classes, says what it is, and answers everything else as said. */
function pegasus(answer: (request: string) => string): Promise<Session> {
  return sessionWith((request) => {
    if (request.includes('<i:Identify/>')) return IDENTITY;
    return envelope(request.includes('cim-xml') ? UNKNOWN_RESOURCE : answer(request), messageIdOf(request));
  });
}

const person = `<p:Person xmlns:p="${CLASS_URI}/Person"><p:Name>Ann</p:Name></p:Person>`;

describe('enumerations', () => {
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

describe('embedded objects', () => {
  const home = (value: string): string => `<p:Home>${value}</p:Home>`;
  const address = (town: string): string =>
    `<p:Address xmlns:p="${CLASS_URI}/Address" xsi:type="Address_Type">${town}</p:Address>`;
  const person = (homes: string): string =>
    `<p:Person xmlns:p="${CLASS_URI}/Person"><p:Name>Ann</p:Name>${homes}</p:Person>`;
  const town = { name: 'Town', type: 'string', array: false, value: 'Ulm' } as const;

  it('stand in an element of their own, which is named as their class', async () => {
    const session = await pegasus(() => items(person(home(address('<p:Town>Ulm</p:Town>')))));
    const [found] = await session.enumerate(NS, 'Person').toArray();
    expect(found?.get('Home')).toEqual(new CimInstance('Address', [town], NS));
  });

  it('may have no properties, and be several', async () => {
    const session = await pegasus(() => items(person(home(address('')) + home(address('<p:Town>Ulm</p:Town>')))));
    const [found] = await session.enumerate(NS, 'Person').toArray();
    expect(found?.get('Home')).toEqual([new CimInstance('Address', [], NS), new CimInstance('Address', [town], NS)]);
  });

  it('may hold others', async () => {
    const inner = address(home(address('<p:Town>Ulm</p:Town>')));
    const session = await pegasus(() => items(person(home(inner))));
    const [found] = await session.enumerate(NS, 'Person').toArray();
    const outer = {
      name: 'Home',
      type: 'instance',
      array: false,
      value: new CimInstance('Address', [town], NS),
    } as const;
    expect(found?.get('Home')).toEqual(new CimInstance('Address', [outer], NS));
  });

  it('have the types of generated classes', async () => {
    const session = await pegasus(() => items(person(home(address('<p:Number>7</p:Number>')))));
    const [found] = await Person.$enumerate(session).toArray();
    expect(found?.Home?.Number).toBe(7);
  });
});

describe('what is sent', () => {
  const made = `<wxf:ResourceCreated xmlns:wxf="http://schemas.xmlsoap.org/ws/2004/09/transfer"><wsa:ReferenceParameters>
    <wsman:ResourceURI>${CLASS_URI}/Person</wsman:ResourceURI><wsman:SelectorSet>
    <wsman:Selector Name="Name">Ann</wsman:Selector></wsman:SelectorSet></wsa:ReferenceParameters></wxf:ResourceCreated>`;

  /** The body of the request that creates an instance. */
  async function bodyWith(elements: readonly CimElement[]): Promise<string | undefined> {
    let sent = '';
    const session = await pegasus((request) => {
      sent = request;
      return made;
    });
    await session.create(NS, new CimInstance('Person', elements));
    return /<r0000:Person[^>]*>(.*)<\/r0000:Person>/.exec(sent)?.[1];
  }
  const born = {
    name: 'Born',
    type: 'datetime',
    array: false,
    value: CimDateTime.parse('20100614******.******+060'),
  } as const;

  it('has datetimes as their texts alone', async () => {
    expect(await bodyWith([born])).toBe('<r0000:Born>20100614******.******+060</r0000:Born>');
  });

  it('has embedded objects in elements of their own', async () => {
    const town = { name: 'Town', type: 'string', array: false, value: 'Ulm' } as const;
    const home = { name: 'Home', type: 'instance', array: false, value: new CimInstance('Address', [town]) } as const;
    const address = '<r0001:Address><r0001:Town>Ulm</r0001:Town></r0001:Address>';
    expect(await bodyWith([home])).toBe(`<r0000:Home>${address}</r0000:Home>`);
  });

  it.each([
    [' ', '&#32;'],
    ['  a  ', '&#32; a &#32;'],
    ['\ta b\n', '&#9;a b&#10;'],
    ['a', 'a'],
    ['', ''],
  ])('has the blanks at the ends of %j as references: others would be dropped', async (text, expected) => {
    const name = { name: 'Name', type: 'string', array: false, value: text } as const;
    expect(await bodyWith([name])).toBe(`<r0000:Name>${expected}</r0000:Name>`);
  });

  it('has these forms without a question when an answer has shown what the service is', async () => {
    const sent: string[] = [];
    const session = await sessionWith((request) => {
      sent.push(request);
      return envelope(request.includes('transfer/Create') ? made : items(''), messageIdOf(request));
    });
    await Person.$enumerate(session).toArray();
    await session.create(NS, new CimInstance('Person', [born]), { typeInformation: 'none' });
    expect(sent).toHaveLength(2);
    expect(sent[1]).toContain('<r0000:Born>20100614******.******+060</r0000:Born>');
  });
});

describe('times', () => {
  it.each([
    ['2010-06-14Z', '20100614******.******+000'],
    ['2010-06-14', '20100614******.******+000'],
    ['2010-06-14-08:30', '20100614******.******-510'],
    ['2010-06-14T10:15:30.123456+01:00', '20100614101530.123456+060'],
  ])('%s is read as %s: a date alone hides the rest (DSP0230 7.2)', (text, expected) => {
    expect(String(readScalar(text, 'datetime', false))).toBe(expected);
  });

  it.each([
    ['P1DT', '00000001000000.000000:000'],
    ['PT', '00000000000000.000000:000'],
    ['P1DT2H', '00000001020000.000000:000'],
  ])('the interval %s is read as %s', (text, expected) => {
    expect(String(readScalar(text, 'datetime', false))).toBe(expected);
  });
});

function resourceOf(request: string): string | undefined {
  return /ResourceURI[^>]*>([^<]+)/.exec(request)?.[1];
}

describe('a query', () => {
  const query = 'SELECT Name FROM Person WHERE Name = "Ann"';

  it('is asked of its class where the service knows no queries of all classes', async () => {
    const asked: (string | undefined)[] = [];
    const session = await pegasus((request) => {
      const uri = resourceOf(request);
      asked.push(uri);
      return uri?.endsWith('*') === true ? UNKNOWN_RESOURCE : items(person);
    });
    const found = await session.query(NS, query).toArray();
    expect(found.map((each) => `${each.className} ${each.get('Name')}`)).toEqual(['Person Ann']);
    expect(asked).toEqual(['http://schemas.dmtf.org/wbem/wscim/1/*', `${CLASS_URI}/Person`]);
  });

  it('goes nowhere else than where the caller says', async () => {
    const asked: (string | undefined)[] = [];
    const session = await pegasus((request) => {
      asked.push(resourceOf(request));
      return UNKNOWN_RESOURCE;
    });
    const resourceUri = 'http://schemas.dmtf.org/wbem/wscim/1/*';
    await expect(session.query(NS, query, { resourceUri }).toArray()).rejects.toMatchObject({
      result: 'NOT_SUPPORTED',
    });
    expect(asked).toEqual([resourceUri]);
  });
});

describe('a modification', () => {
  const ann = { name: 'Name', type: 'string', array: false, value: 'Ann', key: true } as const;
  const age = { name: 'Age', type: 'uint8', array: false, value: 8 } as const;
  const held = `<p:Person xmlns:p="${CLASS_URI}/Person"><p:Name>Ann</p:Name><p:Age>7</p:Age>
    <p:Nicks>a</p:Nicks><p:Nicks>b</p:Nicks><p:Town xsi:nil="true"/></p:Person>`;

  it('keeps the properties that it does not name: a Put replaces the whole instance', async () => {
    const sent: string[] = [];
    const session = await pegasus((request) => {
      sent.push(request);
      return request.includes('transfer/Get<') ? held : '';
    });
    await session.modify(NS, new CimInstance('Person', [ann, { ...age, name: 'AGE' }]));
    const [body] = /<r0000:Person .*<\/r0000:Person>/.exec(sent.at(-1) ?? '') ?? [];
    expect(body?.replace(/^<[^>]*>/, '')).toBe(
      '<r0000:Nicks>a</r0000:Nicks><r0000:Nicks>b</r0000:Nicks><r0000:Town xsi:nil="true"/>' +
        '<r0000:Name>Ann</r0000:Name><r0000:AGE>8</r0000:AGE></r0000:Person>',
    );
  });

  it('sends no property that the service did not send', async () => {
    const schema = `<CLASS NAME="Person"><PROPERTY NAME="Name" TYPE="string"/><PROPERTY NAME="Age" TYPE="uint8"/>
      <PROPERTY NAME="Home" TYPE="string"/></CLASS>`;
    const sent: string[] = [];
    const session = await sessionWith((request) => {
      sent.push(request);
      return envelope(request.includes('cim-xml') ? schema : person, messageIdOf(request));
    });
    await session.modify(NS, new CimInstance('Person', [ann, age]));
    expect(sent.at(-1)).toContain('<r0000:Name>Ann</r0000:Name><r0000:Age>8</r0000:Age>');
    expect(sent.at(-1)).not.toContain('Home');
  });
});

describe('what OpenPegasus does not have', () => {
  it.each([
    [
      'getClass',
      'the server gives no classes over WS-Management',
      (session: Session) => session.getClass(NS, 'Person'),
    ],
    ['enumerateClasses', 'the server gives no classes', (session: Session) => session.enumerateClasses(NS).toArray()],
    ['query no query', 'the server answers nothing', (session: Session) => session.query(NS, 'no query').toArray()],
  ])('is said: %s', async (subject, reason, ask) => {
    const session = await pegasus(() => UNKNOWN_RESOURCE);
    const expected = {
      result: 'NOT_SUPPORTED',
      message: expect.stringMatching(`^${subject}.*: ${reason}.*: The resource`),
    };
    await expect(ask(session)).rejects.toMatchObject(expected);
  });
});
