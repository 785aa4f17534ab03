import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WsmanServer } from '../../../tools/wsman-server/server.js';
import { start } from './repository.js';
import { ask, CIM, envelope, faultOf, post, type RequestParts, SCHEMA, TRANSFER, textsOf } from './requests.js';

let server: WsmanServer;
beforeEach(async () => {
  server = await start();
});
afterEach(() => server.close());

const GET: RequestParts = { action: `${TRANSFER}/Get`, resourceUri: `${CIM}Thing`, selectors: { Id: 'a' } };

const get = (parts: Partial<RequestParts>) => ask(server, { ...GET, ...parts });

describe('headers', () => {
  it.each(['MessageID', 'ReplyTo'] as const)('%s is required', async (without) => {
    expect(faultOf(await get({ without }))).toBe('a:MessageInformationHeaderRequired 2150858769');
  });

  it('a header that must be understood, and is not, is named in the answer', async () => {
    const headers = '<z:Foo xmlns:z="urn:z" s:mustUnderstand="true">1</z:Foo>';
    const { status, text } = await post(server, envelope({ ...GET, headers }));
    expect(status).toBe(500);
    expect(text).toContain('<s:NotUnderstood qname="ns:Foo" xmlns:ns="urn:z"/>');
    expect(textsOf(/<s:Code>.*<\/s:Code>/.exec(text)?.[0] ?? '', 'Value')).toEqual(['s:MustUnderstand']);
    expect(await get({ headers: headers.replace('true', 'false') })).toContain('<p:Thing ');
  });

  it.each([
    ['<w:Locale xml:lang="en-US" s:mustUnderstand="true"/>', 's:MustUnderstand 2150858768'],
    ['<a:ReplyTo><a:Address>http://elsewhere/</a:Address></a:ReplyTo>', 'a:InvalidMessageInformationHeader 2150858767'],
    ['<a:FaultTo><a:Address>http://elsewhere/</a:Address></a:FaultTo>', 'a:InvalidMessageInformationHeader 2150858767'],
    ['<w:MaxEnvelopeSize>8191</w:MaxEnvelopeSize>', 'w:EncodingLimit 2150858805'],
    ['<w:MaxEnvelopeSize>large</w:MaxEnvelopeSize>', 'a:InvalidMessageInformationHeader 2150858767'],
    ['<w:OperationTimeout>soon</w:OperationTimeout>', 'a:InvalidMessageInformationHeader 2150858767'],
    ['<w:OptionSet><w:Option Name="X" MustComply="true">1</w:Option></w:OptionSet>', 'w:InvalidOptions 2150858844'],
  ])('%s is refused', async (headers, fault) => {
    expect(faultOf(await get({ headers }))).toBe(fault);
  });

  it('come back as Windows sends them', async () => {
    const own = '<p:OperationID xmlns:p="http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd">uuid:O</p:OperationID>';
    const request = envelope({ ...GET, headers: own });
    const { status, text, headers } = await post(server, request);
    expect([status, headers.get('content-type')]).toEqual([200, 'application/soap+xml;charset=UTF-8']);
    expect(text).toContain(`<a:Action>${TRANSFER}/GetResponse</a:Action>`);
    expect(text).toContain('<p:OperationID s:mustUnderstand="false">uuid:O</p:OperationID><p:SequenceId>1<');
    expect(text).toContain(`<a:RelatesTo>${textsOf(request, 'MessageID')[0]}</a:RelatesTo>`);
  });
});

describe('what there is not', () => {
  it.each<[name: string, parts: Partial<RequestParts>, fault: string]>([
    ['an action', { action: `${TRANSFER}/Sing` }, 'a:ActionNotSupported 2150858771'],
    ['an action of classes', { action: `${TRANSFER}/Put`, resourceUri: SCHEMA }, 'a:ActionNotSupported 2150858771'],
    ['a resource', { resourceUri: 'urn:none' }, 'a:DestinationUnreachable 2150858770'],
    ['an instance of all classes', { resourceUri: `${CIM}*` }, 'w:InvalidSelectors 2150858843'],
    ['a key', { selectors: { Level: '1' } }, 'w:InvalidSelectors 2150858843'],
    ['a namespace', { selectors: { __cimnamespace: 'root/none', Id: 'a' } }, 'a:DestinationUnreachable CIM 3'],
    ['a class', { resourceUri: `${CIM}None` }, 'a:DestinationUnreachable CIM 5'],
    ['an instance', { selectors: { Id: 'z' } }, 'a:DestinationUnreachable CIM 6'],
  ])('%s', async (_, parts, fault) => {
    expect(faultOf(await get(parts))).toBe(fault);
  });

  it("an error of an operation is an instance of Windows' own class", async () => {
    const fault = await get({ selectors: { Id: 'z' } });
    expect(fault).toMatch(/<p:MSFT_WmiError [^>]*b:IsCIM_Error="true" xsi:type="p:MSFT_WmiError_Type">/);
    expect(textsOf(fault, 'MessageID')).toEqual(['HRESULT 0x80041002']);
    expect(textsOf(fault, 'Message')).toEqual(['there is no instance root/test:Thing.Id="z"']);
  });
});
