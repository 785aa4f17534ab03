import { describe, expect, it } from 'vitest';
import type { Session } from '../../../runtime/session.js';
import { CimInstance } from '../../../runtime/values/index.js';
import { readReply } from '../../../runtime/wsman/read-reply.js';
import type { ServerKind } from '../../../runtime/wsman/server-kind.js';
import { ClassPrefixes } from '../../../runtime/wsman/values/class-prefixes.js';
import { readScalar } from '../../../runtime/wsman/values/read-wire-scalar.js';
import { elementNodes } from '../../../runtime/wsman/values/write-object.js';
import { printXml, xmlNode } from '../../../runtime/xml/print-xml.js';
import { httpReply, messageIdOf, sessionWith } from './answers.js';

const CLASS_URI = 'http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/Test_Disk';

/** A class with a property of each kind that OMI writes in a manner of its own. */
const SCHEMA = `<CLASS NAME="Test_Disk">
  <PROPERTY NAME="Id" TYPE="uint32"><QUALIFIER NAME="Key" TYPE="boolean"><VALUE>true</VALUE></QUALIFIER></PROPERTY>
  <PROPERTY NAME="Name" TYPE="string"></PROPERTY>
  <PROPERTY.ARRAY NAME="Serial" TYPE="uint8"></PROPERTY.ARRAY>
</CLASS>`;

function envelope(body: string, relatesTo: string): string {
  return `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"
    xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xmlns:n="http://schemas.xmlsoap.org/ws/2004/09/enumeration" xmlns:c="http://schemas.dmtf.org/wbem/wscim/1/common"
    xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"
    ><s:Header><a:RelatesTo>${relatesTo}</a:RelatesTo></s:Header><s:Body>${body}</s:Body></s:Envelope>`;
}

/** A session with a service that tells its class, and answers everything else with one body. */
function sessionWithBody(body: string): Promise<Session> {
  return sessionWith((request) => envelope(request.includes('cim-xml') ? SCHEMA : body, messageIdOf(request)));
}

function items(objects: string): string {
  return `<n:EnumerateResponse><n:EnumerationContext/><w:Items>${objects}</w:Items><w:EndOfSequence/></n:EnumerateResponse>`;
}

describe('values as OMI writes them', () => {
  it('reads the 15 digits of a real32 as the number that they were printed of', () => {
    expect(readScalar('100.300003051758', 'real32', true)).toBe(Math.fround(100.3));
    expect(readScalar('3.40282346638529e+38', 'real32', true)).toBe(Math.fround(3.4028234663852886e38));
    expect(readScalar('100.300003051758', 'real64', true)).toBe(100.300003051758);
  });

  it('reads the greatest real64, which 15 digits make greater than it is', () => {
    expect(readScalar('1.79769313486232e+308', 'real64', true)).toBe(Number.MAX_VALUE);
    expect(readScalar('-1.79769313486232e+308', 'real64', true)).toBe(-Number.MAX_VALUE);
    expect(() => readScalar('1.8e+308', 'real64', true)).toThrow('out of the range of real64');
  });

  it.each(['nan', '-nan'])('reads %s as no number', (text) => {
    expect(readScalar(text, 'real64', true)).toBeNaN();
    expect(readScalar(text, 'real32', true)).toBeNaN();
  });

  it('keeps the sign of a zero', () => {
    expect(readScalar('-0', 'real64', true)).toBe(-0);
    const writing = {
      namespace: 'root/test',
      server: 'omi',
      prefixes: new ClassPrefixes(),
    } as const;
    const nodes = elementNodes([{ name: 'X', type: 'real64', array: false, value: -0 }], 'p', writing);
    expect(printXml(xmlNode('all', {}, nodes), null)).toContain('<p:X>-0</p:X>');
  });

  it('writes bytes that begin with their length in base64, without it, and others one by one', () => {
    const text = (bytes: readonly number[], server: ServerKind): string => {
      const writing = {
        namespace: 'root/test',
        server,
        prefixes: new ClassPrefixes(),
      };
      const value = new Uint8Array(bytes);
      const nodes = elementNodes([{ name: 'X', type: 'uint8', array: true, value }], 'p', writing);
      return printXml(xmlNode('all', {}, nodes), null).replace(/\s+/g, '');
    };
    expect(text([0, 0, 0, 7, 65, 66, 67], 'omi')).toContain('<p:X>QUJD</p:X>');
    expect(text([65, 66], 'omi')).toContain('<p:X>65</p:X><p:X>66</p:X>');
    expect(text([0, 0, 0, 5, 9], 'windows')).toContain('<p:X>0</p:X><p:X>0</p:X><p:X>0</p:X><p:X>5</p:X><p:X>9</p:X>');
  });

  it('reads an interval without length', () => {
    expect(String(readScalar('P', 'datetime', true))).toBe('00000000000000.000000:000');
  });

  it('puts the length in front of an octet string, which comes as base64 without it', async () => {
    const disk = `<p:Test_Disk xmlns:p="${CLASS_URI}"><p:Id>1</p:Id>
      <p:Serial xsi:type="c:cimBase64Binary">QUJD</p:Serial></p:Test_Disk>`;
    const session = await sessionWithBody(items(disk));
    const [found] = await session.enumerate('root/test', 'Test_Disk').toArray();
    expect(found?.get('Serial')).toEqual(new Uint8Array([0, 0, 0, 7, 65, 66, 67]));
  });
});

describe('queries for some properties', () => {
  const disk = `<p:Test_Disk xmlns:p="${CLASS_URI}"><p:Name>a</p:Name></p:Test_Disk>`;
  const names = async (query: string): Promise<readonly string[] | undefined> => {
    const session = await sessionWithBody(items(disk));
    const [found] = await session.query('root/test', query).toArray();
    return found?.elements.map(({ name }) => name);
  };

  it('give an object with these only, as OMI answers them', async () => {
    expect(await names('SELECT Name FROM Test_Disk')).toEqual(['Name']);
  });

  it.each(['select * from Test_Disk', 'SELECT  * FROM Test_Disk', 'ASSOCIATORS OF {Test_Disk.Id=1}'])(
    'are told from %s',
    async (query) => {
      expect(await names(query)).toEqual(['Id', 'Name', 'Serial']);
    },
  );
});

describe('the errors of OMI', () => {
  const fault = `<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>w:DestinationUnreachable</s:Value></s:Subcode>
    </s:Code><s:Reason><s:Text>CIM ERROR:NOT_FOUND: There is no such disk.</s:Text></s:Reason><s:Detail>
    <p:OMI_Error b:IsCIM_Error="true" xmlns:p="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/OMI_Error"
      xmlns:b="http://schemas.dmtf.org/wbem/wsman/1/cimbinding.xsd">
      <p:ErrorType xsi:nil="true"/><p:Message>There is no such disk.</p:Message><p:PerceivedSeverity>7</p:PerceivedSeverity>
      <p:RecommendedActions xsi:nil="true"/><p:CIMStatusCode>6</p:CIMStatusCode><p:OMI_Category>13</p:OMI_Category>
    </p:OMI_Error></s:Detail></s:Fault>`;

  function thrown(): unknown {
    try {
      return readReply(httpReply(envelope(fault, 'uuid:1'), 500), {
        url: 'http://omi/wsman',
        subject: 'getInstance Test_Disk',
        messageId: 'uuid:1',
        resourceUri: 'http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/Test_Disk',
      });
    } catch (error) {
      return error;
    }
  }

  it('have the text of the error, without the name of the result in front', () => {
    expect(thrown()).toMatchObject({ result: 'NOT_FOUND', message: 'getInstance Test_Disk: There is no such disk.' });
  });

  it('hold the properties in their order, with their types', () => {
    expect(thrown()).toMatchObject({
      details: new CimInstance('OMI_Error', [
        { name: 'ErrorType', type: 'uint16', array: false, value: null },
        { name: 'Message', type: 'string', array: false, value: 'There is no such disk.' },
        { name: 'PerceivedSeverity', type: 'uint16', array: false, value: 7 },
        { name: 'RecommendedActions', type: 'string', array: true, value: null },
        { name: 'CIMStatusCode', type: 'uint32', array: false, value: 6 },
        { name: 'OMI_Category', type: 'uint16', array: false, value: 13 },
      ]),
    });
  });
});
