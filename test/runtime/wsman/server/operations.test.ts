import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WsmanServer } from '../../../tools/wsman-server/server.js';
import { start } from './repository.js';
import { ask, bodyOf, CIM, envelope, faultOf, post, type RequestParts, SCHEMA, TRANSFER, textsOf } from './requests.js';

let server: WsmanServer;
beforeEach(async () => {
  server = await start();
});
afterEach(() => server.close());

const THING = `${CIM}Thing`;
const WMI_THING = 'http://schemas.microsoft.com/wbem/wsman/1/wmi/root/test/Thing';

type Texts = Readonly<Record<string, string>>;

/** An operation of WS-Transfer on a thing. */
const transfer = (operation: string, selectors: Texts, content = '', resourceUri = THING) => {
  const body = content === '' ? '' : `<p:Thing xmlns:p="${THING}">${content}</p:Thing>`;
  return ask(server, { action: `${TRANSFER}/${operation}`, resourceUri, selectors, body });
};

describe('Get', () => {
  it('answers with the object, in the forms of Windows', async () => {
    const object = await transfer('Get', { Id: 'a' });
    expect(object).toMatch(/^<p:Thing [^>]*xmlns:p="[^"]*\/cim-schema\/2\/Thing" xsi:type="p:Thing_Type">/);
    expect(object).toContain(
      '<p:Id>a</p:Id><p:Level>3</p:Level><p:Flag>true</p:Flag><p:Big>9007199254740993</p:Big><p:Real>0.1</p:Real>' +
        '<p:Letter>x</p:Letter><p:Time><cim:Datetime>2024-02-29T12:30:00.5+01:00</cim:Datetime></p:Time>' +
        '<p:Span><cim:Interval>P1DT2H3M4.000005S</cim:Interval></p:Span><p:Bytes>1</p:Bytes><p:Bytes>2</p:Bytes>' +
        '<p:Names>one</p:Names><p:Names/>',
    );
    expect(object).toContain(
      `<p:Inner xmlns:p1="${CIM}Part" xsi:type="p1:Part_Type"><p1:Name>p</p1:Name><p1:Sizes>1</p1:Sizes>` +
        '<p1:Sizes>2</p1:Sizes></p:Inner><p:Next xsi:nil="true"/>',
    );
  });

  it('writes times with wildcards as CIM does, and references as endpoints', async () => {
    const object = await transfer('Get', { Id: 'b' });
    expect(textsOf(object, 'CIM_DateTime')).toEqual(['2024****000000.000000+000']);
    expect(object).toMatch(/<p:Next [^>]*><a:Address>.*<\/a:ReferenceParameters><\/p:Next>/);
    expect(textsOf(object, 'ResourceURI')).toEqual([THING]);
    expect(textsOf(object, 'Selector')).toEqual(['a', 'root/test']);
  });

  it('tells an array that is null from an empty one where the client asks for it', async () => {
    expect(await transfer('Get', { Id: 'b' })).not.toMatch(/p:(Bytes|Names)/);
    const selectors = { Id: 'b' };
    const options = { 'msftwinrm:UsePreciseArrays': 'true' };
    const precise = await ask(server, { action: `${TRANSFER}/Get`, resourceUri: THING, selectors, options });
    expect(precise).toMatch(/<p:Bytes xmlns:m="[^"]*" xsi:nil="true" m:IsNullArray="true"\/>/);
    expect(precise).not.toContain('p:Names');
  });

  it('takes the names of selectors in any letter case', async () => {
    expect(await transfer('Get', { ID: 'A', __CIMNamespace: 'root/test' })).toContain('<p:Id>a</p:Id>');
  });

  it("takes WMI's form of URIs, and answers in it", async () => {
    expect(await transfer('Get', { Id: 'A' }, '', WMI_THING)).toContain(`xmlns:p="${WMI_THING}"`);
    const elsewhere = await transfer('Get', { __cimnamespace: 'root/other', Id: 'a' }, '', WMI_THING);
    expect(faultOf(elsewhere)).toBe('w:InvalidSelectors 2150858843');
  });
});

describe('Create', () => {
  it('answers with an endpoint that names the new instance', async () => {
    const answer = await transfer('Create', {}, '<p:Id>new &amp; old</p:Id><p:Flag>TRUE</p:Flag>');
    expect(answer).toMatch(/^<x:ResourceCreated><a:Address>/);
    expect(textsOf(answer, 'Selector')).toEqual(['new & old', 'root/test']);
    expect(await transfer('Get', { Id: 'new &amp; old' })).toContain('<p:Flag>true</p:Flag>');
  });

  it('reads values of all forms', async () => {
    const endpoint = `<a:Address>any</a:Address><a:ReferenceParameters><w:ResourceURI>${THING}</w:ResourceURI>
      <w:SelectorSet><w:Selector Name="__cimnamespace">root/test</w:Selector><w:Selector Name="id">b</w:Selector>
      </w:SelectorSet></a:ReferenceParameters>`;
    const values =
      '<p:Time><c:Datetime xmlns:c="urn:c">2024-01-02T03:04:05Z</c:Datetime></p:Time>' +
      '<p:Span>00000001020304.000005:000</p:Span><p:Bytes>7</p:Bytes><p:Bytes>8</p:Bytes><p:Flag xsi:nil="true"/>' +
      '<p:Inner><q:Name xmlns:q="urn:q">n</q:Name></p:Inner>' +
      `<p:Next><a:EndpointReference>${endpoint}</a:EndpointReference></p:Next>`;
    await transfer('Create', {}, `<p:Id>d</p:Id>${values}`);
    const object = await transfer('Get', { Id: 'd' });
    expect(textsOf(object, 'Datetime')).toEqual(['2024-01-02T03:04:05Z']);
    expect(textsOf(object, 'Interval')).toEqual(['P1DT2H3M4.000005S']);
    expect(textsOf(object, 'Bytes')).toEqual(['7', '8']);
    expect(object).toContain('<p:Flag xsi:nil="true"/>');
    expect(textsOf(object, 'Selector')).toEqual(['b', 'root/test']);
    expect(textsOf(object, 'Name')).toEqual(['n']);
    await transfer('Create', {}, `<p:Id>e</p:Id><p:Next>${endpoint}</p:Next><p:Inner>${EMBEDDED_TEXT}</p:Inner>`);
    const other = await transfer('Get', { Id: 'e' });
    expect([...textsOf(other, 'Selector'), ...textsOf(other, 'Name')]).toEqual(['b', 'root/test', 'n']);
  });

  it.each([
    ['<p:Id>d</p:Id><p:None>1</p:None>', 'w:SchemaValidationError 2150858817'],
    ['<p:Id>d</p:Id><p:Big>many</p:Big>', 'w:SchemaValidationError 2150858817'],
    ['<p:Id>d</p:Id><p:Flag>true</p:Flag><p:Flag>true</p:Flag>', 'w:SchemaValidationError 2150858817'],
    ['<p:Id>a</p:Id>', 'w:AlreadyExists CIM 11'],
  ])('refuses %s', async (content, fault) => {
    expect(faultOf(await transfer('Create', {}, content))).toBe(fault);
  });
});

const EMBEDDED_TEXT =
  '&lt;INSTANCE CLASSNAME="Part">&lt;PROPERTY NAME="Name" TYPE="string">' +
  '&lt;VALUE>n&lt;/VALUE>&lt;/PROPERTY>&lt;/INSTANCE>';

it('Put changes what is given, and answers with the object', async () => {
  const answer = await transfer('Put', { Id: 'a' }, '<p:Id>a</p:Id><p:Big>-5</p:Big><p:Letter xsi:nil="true"/>');
  expect(answer).toMatch(/<p:Flag>true<\/p:Flag><p:Big>-5<\/p:Big>.*<p:Letter xsi:nil="true"\/>/);
  expect(await transfer('Get', { Id: 'a' })).toBe(answer);
});

it('Delete removes the instance', async () => {
  expect(await transfer('Delete', { Id: 'b' })).toBe('');
  expect(faultOf(await transfer('Get', { Id: 'b' }))).toBe('a:DestinationUnreachable CIM 6');
});

describe('OMI', () => {
  it('writes values in its own way', async () => {
    server.dialect = { ...server.dialect, manner: 'omi' };
    await transfer('Put', { Id: 'a' }, '<p:Real>0.1234567890123456789</p:Real><p:Names>a&#1;b</p:Names>');
    const object = await transfer('Get', { Id: 'a' });
    expect(object).toMatch(/^<p:Thing (?:xmlns:\w+="[^"]*" ?)+>/);
    expect(object).toContain('<p:Flag>TRUE</p:Flag>');
    expect(object).toContain('<p:Real>0.123456789012346</p:Real><p:Letter>120</p:Letter>');
    expect(object).toContain('<p:Time>2024-02-29T12:30:00.5+01:00</p:Time>');
    expect(object).toContain('<p:Names>a&#1;b</p:Names>');
    expect(await transfer('Get', { Id: 'b' })).toContain('<p:Bytes xsi:nil="true"/>');
    server.dialect = { ...server.dialect, manner: 'windows' };
    expect(await transfer('Get', { Id: 'a' })).toContain('<p:Names>a?b</p:Names>');
  });

  it('writes the octets of an octet string in base64, and sends no object back', async () => {
    server.dialect = { ...server.dialect, manner: 'omi' };
    expect(await transfer('Put', { Id: 'a' }, '<p:Octets>1</p:Octets><p:Octets>255</p:Octets>')).toBe('');
    const object = await transfer('Get', { Id: 'a' });
    expect(object).toContain('<p:Octets xsi:type="cim:cimBase64Binary">Af8=</p:Octets>');
    expect(object).toContain('<p:Bytes>1</p:Bytes><p:Bytes>2</p:Bytes>');
  });

  it("wraps times for Windows' own client, and tells it where the parts of a class come from", async () => {
    server.dialect = { ...server.dialect, manner: 'omi' };
    const bodyFor = async (parts: RequestParts): Promise<string> => {
      return bodyOf((await post(server, envelope(parts), { 'User-Agent': 'Microsoft WinRM Client' })).text);
    };
    const action = `${TRANSFER}/Get`;
    const object = await bodyFor({ action, resourceUri: THING, selectors: { Id: 'a' } });
    expect(textsOf(object, 'Datetime')).toEqual(['2024-02-29T12:30:00.5+01:00']);
    const cimClass = await bodyFor({ action, resourceUri: SCHEMA, selectors: { ClassName: 'Part' } });
    expect(cimClass).toContain('<PROPERTY NAME="Name" CLASSORIGIN="Part" TYPE="string"/>');
  });

  it('has an error of its own', async () => {
    server.dialect = { ...server.dialect, manner: 'omi' };
    const fault = await transfer('Get', { Id: 'z' });
    expect(textsOf(fault, 'OMI_Code')).toEqual(['6']);
    expect(faultOf(fault)).toBe('a:DestinationUnreachable CIM 6');
  });
});
