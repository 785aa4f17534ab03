import { readFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { parseMof } from '../../../../generator/index.js';
import { MemoryRepository } from '../../../../runtime/memory/index.js';
import { describeShared } from '../../../tools/shared.js';
import { startWsmanServer, type WsmanServer } from '../../../tools/wsman-server/server.js';
import { bodyOf, faultOf, post, textsOf } from './requests.js';

let server: WsmanServer;
afterEach(() => server.close());

async function serve(namespace: string, mof: string): Promise<void> {
  const { schema, diagnostics } = parseMof(mof, { namespace });
  expect(diagnostics).toEqual([]);
  server = await startWsmanServer({ handler: new MemoryRepository({ schema }) });
}

const DISK = `
  class Win32_DiskDrive {
    uint16 Availability; uint32 BytesPerSector; uint16 Capabilities[]; string CapabilityDescriptions[]; string Caption;
    boolean ConfigManagerUserConfig; [Key] string DeviceID; datetime InstallDate; boolean MediaLoaded;
    string PNPDeviceID; uint16 PowerManagementCapabilities[]; uint64 Size;
  };
  instance of Win32_DiskDrive {
    BytesPerSector = 512; Capabilities = { 3, 4 }; CapabilityDescriptions = { "Random Access", "Supports Writing" };
    Caption = "Red Hat VirtIO SCSI Disk Device"; ConfigManagerUserConfig = FALSE; MediaLoaded = TRUE;
    DeviceID = "\\\\\\\\.\\\\PHYSICALDRIVE0"; Size = 54755688960;
    PNPDeviceID = "SCSI\\\\DISK&VEN_RED_HAT&PROD_VIRTIO\\\\4&35110308&0&000000";
  };
`;

const PERSON = `
  class TST_Person { [Key] string name; string extraProperty = "defaultvalue"; };
  [Association] class TST_Lineage { [Key] TST_Person REF parent; [Key] TST_Person REF child; };
  instance of TST_Person as $Mike { name = "Mike"; };
  instance of TST_Person as $Sofi { name = "Sofi"; };
  instance of TST_Person as $Gabi { name = "Gabi"; };
  instance of TST_Lineage { parent = $Mike; child = $Sofi; };
  instance of TST_Lineage { parent = $Mike; child = $Gabi; };
`;

const SYSTEM = `
  [Singleton] class Win32_OperatingSystem { string Caption; };
  instance of Win32_OperatingSystem { Caption = "an operating system"; };
`;

const PRESIDENTS = `
  class MSFT_President { [Key] uint32 Key; string First; string Last; };
  instance of MSFT_President { Key = 1; First = "George"; Last = "Washington"; };
  instance of MSFT_President { Key = 2; First = "John"; Last = "Adams"; };
  instance of MSFT_President { Key = 3; First = "Thomas"; Last = "Jefferson"; };
`;

describeShared('recorded requests', (folder) => {
  const recorded = (path: string): string => readFileSync(`${folder}/wsman/${path}`, 'utf8');
  /** A recording of a client that keeps the headers of HTTP before the body. */
  const bodyIn = (path: string): string => recorded(path).replace(/^.*?(?=<\?xml|<s:)/s, '');
  const replay = async (request: string): Promise<string> => bodyOf((await post(server, request)).text);

  it("of Windows' own client gives what Windows gave, property by property", async () => {
    await serve('root/cimv2', DISK);
    const given = dense(recorded('windows/02_Res_enum.xml'));
    const answer = await replay(recorded('windows/02_Req_enum.xml'));
    const properties = answer.match(/<p:(\w+)(?: [^>]*)?(?:\/>|>[^<]*<\/p:\1>)/g) ?? [];
    expect(properties).toHaveLength(14);
    expect(properties.filter((property) => !given.includes(property))).toEqual([]);
    const [endpoint = ''] = /<a:Address>.*<\/a:ReferenceParameters>/.exec(answer) ?? [];
    expect(given).toContain(endpoint);
    expect(endpoint).toContain('PHYSICALDRIVE0');
    const [declared = ''] = /<p:Win32_DiskDrive [^>]*>/.exec(answer) ?? [];
    expect(attributes(given)).toEqual(attributes(declared));
    // What it has asked for next is an enumeration that this server does not know.
    expect(faultOf(await replay(recorded('windows/04_Req_pull.xml')))).toBe('n:InvalidEnumerationContext 2150858779');
  });

  it('of older clients name classes in the form of WMI', async () => {
    await serve('root/cimv2', SYSTEM);
    expect(textsOf(await replay(recorded('windows/enum-old-client.xml')), 'EnumerationContext')).toHaveLength(1);
    expect(textsOf(await replay(recorded('windows/get-service.xml')), 'Caption')).toEqual(['an operating system']);
  });

  it('of OMI find its objects', async () => {
    await serve('root/test', PRESIDENTS);
    expect(textsOf(await replay(recorded('omi/get.req.xml')), 'Last')).toEqual(['Jefferson']);
    expect(textsOf(await replay(recorded('omi/wql.req.xml')), 'Last')).toEqual(['Adams']);
    expect(textsOf(await replay(recorded('omi/enumerate-optimized.req.xml')), 'Key')).toEqual(['1', '2', '3']);
    expect(textsOf(await replay(recorded('omi/enumerate-epr.req.xml')), 'Key')).toEqual([]);
    expect(faultOf(await replay(recorded('omi/fault-badclass.req.xml')))).toBe('a:DestinationUnreachable CIM 5');
  });

  it('of Pegasus are carried out', async () => {
    await serve('test/TestProvider', PERSON);
    const pegasus = (name: string) => replay(recorded(`pegasus/${name}.req.xml`));
    expect(textsOf(await pegasus('03-get'), 'name')).toEqual(['Mike']);
    expect(textsOf(await pegasus('16-associated'), 'name')).toEqual(['Sofi', 'Gabi']);
    expect(textsOf(await pegasus('26-create'), 'Selector')).toEqual(['Zed & Co', 'test/TestProvider']);
    expect(textsOf(await pegasus('27-put'), 'extraProperty')).toEqual(['changed']);
    expect(faultOf(await pegasus('28-delete'))).toBe('a:DestinationUnreachable CIM 6');
    expect(faultOf(await pegasus('29-notunderstood'))).toBe('s:MustUnderstand 2150858768');
    expect(faultOf(await pegasus('31-small-envelope'))).toBe('w:EncodingLimit 2150858805');
    expect(faultOf(await pegasus('10-pull-stale'))).toBe('n:InvalidEnumerationContext 2150858779');
  });

  it('of wsmancli have the URIs of a vendor', async () => {
    await serve('test/TestProvider', PERSON);
    expect((await post(server, bodyIn('wsmancli/01.req'))).text).toContain('<wsmid:ProductVendor>');
    const object = await replay(bodyIn('wsmancli/03.req'));
    expect(object).toMatch(/xmlns:p="http:\/\/schema\.tst\.org\/wbem\/wscim\/1\/cim-schema\/2\/TST_Person"/);
    expect(textsOf(object, 'name')).toEqual(['Mike']);
  });
});

/** XML without what makes it readable. */
function dense(xml: string): string {
  return xml.replace(/>\s+</g, '><').replaceAll(' />', '/>');
}

/** The attributes of the first object in an answer, but in no order. */
function attributes(xml: string): readonly string[] {
  return (/<p:Win32_DiskDrive ([^>]*)>/.exec(xml)?.[1] ?? '').split(' ').sort();
}
