import { describe, expect, it } from 'vitest';
import { CimInstance, CimReference, type Session } from '../../../runtime/index.js';
import { messageIdOf, sessionWith } from './answers.js';
import { all } from './over-both.js';

const NS = 'root/test';
const CLASS_URI = 'http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2';
const FOO = CimReference.parse('Foo.Id="a"');
const UNTYPED = { typeInformation: 'none' } as const;

function envelope(body: string, relatesTo: string, declared = ''): string {
  return `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"
    xmlns:n="http://schemas.xmlsoap.org/ws/2004/09/enumeration" xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"
    xmlns:e="http://schemas.xmlsoap.org/ws/2004/08/eventing" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xmlns:i="http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd" ${declared}
    ><s:Header><a:RelatesTo>${relatesTo}</a:RelatesTo></s:Header><s:Body>${body}</s:Body></s:Envelope>`;
}

function fault(subcode: string, detail = ''): string {
  return `<s:Fault><s:Code><s:Value>s:Receiver</s:Value><s:Subcode><s:Value>${subcode}</s:Value></s:Subcode></s:Code>
    <s:Reason><s:Text xml:lang="en">No.</s:Text></s:Reason><s:Detail>${detail}</s:Detail></s:Fault>`;
}

/** An object in the namespace of its class. */
function object(className: string, properties: string): string {
  return `<p:${className} xmlns:p="${CLASS_URI}/${className}">${properties}</p:${className}>`;
}

function items(objects: string): string {
  return `<n:EnumerateResponse><w:Items>${objects}</w:Items><w:EndOfSequence/></n:EnumerateResponse>`;
}

const NO_CLASSES = fault('a:ActionNotSupported');
const OPEN = '<n:EnumerateResponse><n:EnumerationContext>1</n:EnumerationContext></n:EnumerateResponse>';

/** A session with a service that gives no classes, unless the answer is for them too. The requests are kept. */
async function service(answer: (request: string) => string, hasClasses = false) {
  const requests: string[] = [];
  const session = await sessionWith((request) => {
    requests.push(request);
    const isClass = request.includes('cim-xml') && !hasClasses;
    return envelope(isClass ? NO_CLASSES : answer(request), messageIdOf(request));
  });
  return { session, requests };
}

async function read(className: string, properties: string): Promise<CimInstance> {
  const { session } = await service(() => object(className, properties));
  return session.getInstance(NS, new CimReference(className, FOO.keys), UNTYPED);
}

describe('a name that is none', () => {
  const element = (name: string) => ({ name, type: 'string', array: false, value: null }) as const;
  const id = { ...element('Id'), value: 'a', key: true };
  it.each<[what: string, run: (session: Session) => Promise<unknown>, message: RegExp]>([
    [
      'of a property',
      (s) => s.modify(NS, new CimInstance('Foo', [id, element('A>x</A><B')])),
      /A>x.* is no name of an el/,
    ],
    [
      'of a parameter',
      (s) => s.invoke(NS, 'Foo', 'Do', new CimInstance('P', [element('1a')])),
      /"r0000:1a" is no name/,
    ],
    ['of a method', (s) => s.invoke(NS, 'Foo', 'a b'), /"a b" can be the name of no method/],
    ['of no method', (s) => s.invoke(NS, 'Foo', ''), /"" can be the name of no method/],
    ['of a class', (s) => s.create(NS, new CimInstance('Foo/><x', [id])), /"Foo\/><x" can be the name of no class/],
    ['of all classes', (s) => all(s.enumerate(NS, '*')), /"\*" can be the name of no class/],
  ])('%s is refused', async (_, run, message) => {
    const { session, requests } = await service(() => object('Foo', ''));
    await expect(run(session)).rejects.toMatchObject({
      result: 'INVALID_PARAMETER',
      message: expect.stringMatching(message),
    });
    expect(requests.filter((text) => /Put|Create|\/Foo\//.test(text))).toEqual([]);
  });
});

describe('an enumeration', () => {
  it('that the server has forgotten ends with an error: its fault is called like that of a late answer', async () => {
    const { session, requests } = await service((text) => (text.includes('/Pull<') ? fault('n:TimedOut') : OPEN));
    await expect(all(session.enumerate(NS, 'Foo'))).rejects.toMatchObject({ result: 'INVALID_ENUMERATION_CONTEXT' });
    expect(requests.filter((text) => text.includes('/Pull<'))).toHaveLength(1);
  });

  it('is asked again after a late answer, whatever the prefix is called, and slower each time', async () => {
    let pulls = 0;
    const session = await sessionWith((text) => {
      if (!text.includes('/Pull<')) return envelope(text.includes('cim-xml') ? NO_CLASSES : OPEN, messageIdOf(text));
      pulls += 1;
      if (pulls <= 5) {
        const other = 'xmlns:n="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"';
        return envelope(fault('n:TimedOut'), messageIdOf(text)).replace(/xmlns:n="[^"]*"/, other);
      }
      return envelope('<n:PullResponse><n:EndOfSequence/></n:PullResponse>', messageIdOf(text));
    });
    const start = performance.now();
    expect(await all(session.enumerate(NS, 'Foo'))).toEqual([]);
    expect(pulls).toBe(6);
    // 10, 20, 40, 80 and 160 ms. A timer may be a little early.
    expect(performance.now() - start).toBeGreaterThan(300);
  });

  it('whose context is no text fails, and does not end early', async () => {
    const context = '<n:EnumerationContext><q xmlns="u">7</q></n:EnumerationContext>';
    const { session } = await service(() => {
      return `<n:EnumerateResponse>${context}<w:Items>${object('Foo', '')}</w:Items></n:EnumerateResponse>`;
    });
    await expect(all(session.enumerate(NS, 'Foo'))).rejects.toThrow(/context .* is no text: it cannot go on/);
  });
});

describe('a class that is called like a part of a message', () => {
  it.each(['Item', 'XmlFragment', 'EndpointReference', 'Fault'])('%s has its properties', async (name) => {
    const { session } = await service(() => items(object(name, '<p:Id>a</p:Id><p:Size>5</p:Size>')));
    const [found] = await all(session.enumerate(NS, name, UNTYPED));
    expect([found?.className, found?.get('Id'), found?.get('Size')]).toEqual([name, 'a', '5']);
    expect((await read(name, '<p:Size>5</p:Size>')).get('Size')).toBe('5');
  });

  it.each(['Event', 'Heartbeat'])('an event of %s comes', async (name) => {
    const { session } = await service((text) => {
      if (text.includes('/Subscribe<')) {
        return '<e:SubscribeResponse><n:EnumerationContext>1</n:EnumerationContext></e:SubscribeResponse>';
      }
      return `<n:PullResponse><n:Items>${object(name, '<p:Id>a</p:Id>')}</n:Items><n:EndOfSequence/></n:PullResponse>`;
    });
    const events = await all(session.subscribe(NS, `SELECT * FROM ${name}`, UNTYPED));
    expect(events.map(({ indication }) => [indication.className, indication.get('Id')])).toEqual([[name, 'a']]);
  });
});

describe('an object of a class that nobody knows', () => {
  it('may have properties that are called like the forms of a datetime, or of a reference', async () => {
    const part = '<p:Date>2024-01-01</p:Date><p:ReferenceParameters>x</p:ReferenceParameters>';
    const found = await read('Foo', `<p:Part xsi:type="p:Part_Type">${part}</p:Part>`);
    expect(found.get('Part')).toMatchObject({ className: 'Part' });
    expect(found.get('Part')).toEqual(
      new CimInstance(
        'Part',
        [
          { name: 'Date', type: 'string', array: false, value: '2024-01-01' },
          { name: 'ReferenceParameters', type: 'string', array: false, value: 'x' },
        ],
        NS,
      ),
    );
  });

  it('has null where nil is written as a number, and types by the first value that is none', async () => {
    const part = '<p:Part xsi:type="p:Part_Type"><p:N>1</p:N></p:Part>';
    const found = await read('Foo', `<p:Text xsi:nil=" 1 "/><p:Part xsi:nil="true"/>${part}`);
    expect(found.get('Text')).toBeNull();
    expect(found.element('Part')).toMatchObject({
      type: 'instance',
      array: true,
      value: [null, { className: 'Part' }],
    });
  });
});

describe('an answer to another question', () => {
  const identity = '<i:IdentifyResponse><i:ProductVendor>V</i:ProductVendor></i:IdentifyResponse>';
  it.each<[what: string, answer: string, run: (session: Session) => Promise<unknown>, message: RegExp]>([
    ['to enumerate', object('Bogus', ''), (s) => all(s.enumerate(NS, 'Foo')), /"Bogus" instead of EnumerateResponse/],
    ['to testConnection', object('Bogus', ''), (s) => s.testConnection(), /"Bogus" instead of IdentifyResponse/],
    ['to getInstance', OPEN, (s) => s.getInstance(NS, FOO), /"EnumerateResponse" instead of an object/],
    ['to delete', identity, (s) => s.delete(NS, FOO), /"IdentifyResponse" instead of an object/],
    ['to a pull', OPEN, (s) => all(s.enumerate(NS, 'Foo')), /"EnumerateResponse" instead of PullResponse/],
  ])('%s is refused', async (_, answer, run, message) => {
    const { session } = await service(() => answer);
    await expect(run(session)).rejects.toMatchObject({ result: 'FAILED', message: expect.stringMatching(message) });
  });

  it('is another class than the one that was asked for', async () => {
    const { session } = await service(() => '<CLASS NAME="Bar"/>', true);
    await expect(session.getClass(NS, 'Foo')).rejects.toThrow('getClass Foo: the server sent Bar instead');
  });
});

describe('a class that cannot be told', () => {
  const cimError = '<p:CIM_Error xmlns:p="x"><p:CIMStatusCode>7</p:CIMStatusCode></p:CIM_Error>';
  const types = (className: string): string => {
    const properties = '<PROPERTY NAME="Id" TYPE="string"/><PROPERTY NAME="Size" TYPE="uint32"/>';
    return `<CLASS NAME="${className}">${properties}</CLASS>`;
  };

  it('does not take the types of other classes away', async () => {
    const { session } = await service((text) => {
      if (!text.includes('cim-xml')) return object('Foo', '<p:Size>5</p:Size>');
      return text.includes('>Odd<') ? fault('w:UnsupportedFeature', cimError) : types('Foo');
    }, true);
    expect((await session.getInstance(NS, new CimReference('Odd', FOO.keys))).get('Size')).toBe(5);
    expect((await session.getInstance(NS, FOO)).get('Size')).toBe(5);
  });

  it('is an error with a way out where it cannot be read', async () => {
    const { session } = await service((text) => {
      if (!text.includes('cim-xml')) return object('Foo', '<p:Size>5</p:Size>');
      return '<CLASS NAME="Foo"><PROPERTY NAME="Size" TYPE="object"/></CLASS>';
    }, true);
    await expect(session.getInstance(NS, FOO)).rejects.toThrow(
      /class that cannot be read: .* typeInformation: 'none'$/,
    );
    expect((await session.getInstance(NS, FOO, UNTYPED)).get('Size')).toBe('5');
  });

  it('is listed by its name', async () => {
    const { session } = await service(
      () => items('<CLASS NAME="Foo"><PROPERTY NAME="Size" TYPE="object"/></CLASS>'),
      true,
    );
    const names = await all(session.enumerateClasses(NS, null, { namesOnly: true }));
    expect(names.map(({ name }) => name)).toEqual(['Foo']);
  });
});

it('an option of the provider that is an array without items is refused', async () => {
  const { session } = await service(() => object('Foo', ''));
  const customOptions = [{ name: 'Names', type: 'string', array: true, value: [] }] as const;
  await expect(session.getInstance(NS, FOO, { customOptions })).rejects.toMatchObject({ result: 'NOT_SUPPORTED' });
});

it('Windows is known by its answers where nothing names the driver, and stays known', async () => {
  const microsoft = 'xmlns:p="http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd"';
  const names = '<PROPERTY.ARRAY NAME="Names" TYPE="string"/>';
  const schema = `<CLASS NAME="Foo"><PROPERTY NAME="Id" TYPE="string"/>${names}</CLASS>`;
  const session = await sessionWith((text) => {
    if (text.includes('cim-xml')) return envelope(schema, messageIdOf(text), microsoft);
    return envelope(object('Foo', '<p:Id>a</p:Id>'), messageIdOf(text));
  });
  // With precise arrays, one that is not there is empty.
  expect((await session.getInstance(NS, FOO)).get('Names')).toEqual([]);
});
