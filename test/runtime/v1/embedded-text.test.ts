import { readFileSync } from 'node:fs';
import { parseMof } from 'mi-codegen';
import * as mi from 'mi-codegen/runtime/v1';
import { describe, expect, it } from 'vitest';
import { instanceText, parseInstance } from '../../../runtime/cim-xml/index.js';
import type { InvokeRequest } from '../../../runtime/handler/index.js';
import {
  type CimElement,
  CimInstance,
  CimReference,
  initialize,
  MiArgumentError,
  type Session,
} from '../../../runtime/index.js';
import { MemoryRepository } from '../../../runtime/memory/index.js';
import {
  Test_KvpComponent,
  Test_KvpItem,
  Test_ResourceSettings,
  Test_SettingData,
  Test_System,
  Test_SystemService,
  Test_SystemSettings,
} from '../../golden/embedded-texts/expected/index.js';
import { collect } from '../../tools/collect.js';
import { answering, element, fakeSession, key, type Script } from '../fake-handler.js';

// Classes of the shape of Hyper-V's: the schema declares embedded instances as strings.

const NS = 'root/test';

/** Embeds others of its own class. */
class Test_Nest extends mi.CimObject {
  declare readonly $about?: { key: { Id: 1 } };
  declare readonly Id: string;
  declare readonly Inner: Test_Nest | null;
  static {
    mi.cimClass(Test_Nest, {
      revision: 4,
      class: 'root/test:Test_Nest',
      properties: 'Id:string!;Inner:embedded(Test_Nest)',
    });
  }
}

/** A session with a server that takes embedded instances as texts, and what it was asked. */
async function textSession(script?: Script): ReturnType<typeof fakeSession> {
  return fakeSession(script, { embeddedInstances: 'text' });
}

/** What a call of `DefineSystem` sends, by parameters. */
async function defined(
  args: Parameters<Test_SystemService['DefineSystem']>[0],
  embeddedInstances: 'text' | 'instance' = 'text',
): Promise<readonly CimElement[]> {
  const { session, handler } = await fakeSession(undefined, { embeddedInstances });
  await Test_SystemService.$at(session, { Name: 'vmms' }).DefineSystem(args);
  return (handler.requests[0] as InvokeRequest).inboundProperties?.elements ?? [];
}

/** The only instance that a server has. */
function holding(className: string, elements: readonly CimElement[]): Script {
  return async (sink, { kind }) => {
    if (kind === 'getInstance') await sink.instanceResult(new CimInstance(className, elements, NS));
    return null;
  };
}

describe('an embedded instance that the schema declares as a string', () => {
  it('is sent as the shortest text that WMI takes', async () => {
    const SystemSettings = { ElementName: 'web<01>', Generation: 2, SecureBoot: false, Notes: ['', 'a & b'] };
    expect(await defined({ SystemSettings })).toEqual([
      element(
        'SystemSettings',
        'string',
        '<INSTANCE CLASSNAME="Test_SystemSettings">' +
          '<PROPERTY NAME="ElementName" TYPE="string"><VALUE>web&lt;01&gt;</VALUE></PROPERTY>' +
          '<PROPERTY NAME="Generation" TYPE="uint16"><VALUE>2</VALUE></PROPERTY>' +
          '<PROPERTY NAME="SecureBoot" TYPE="boolean"><VALUE>false</VALUE></PROPERTY>' +
          '<PROPERTY.ARRAY NAME="Notes" TYPE="string"><VALUE.ARRAY><VALUE></VALUE><VALUE>a &amp; b</VALUE></VALUE.ARRAY></PROPERTY.ARRAY>' +
          '</INSTANCE>',
      ),
    ]);
  });

  it('tells what is not given from null, false, zero and nothing', async () => {
    const given = { ElementName: null, Notes: [], Generation: 0, SecureBoot: undefined };
    expect(await defined({ SystemSettings: given })).toEqual([
      element(
        'SystemSettings',
        'string',
        '<INSTANCE CLASSNAME="Test_SystemSettings"><PROPERTY NAME="ElementName" TYPE="string"/>' +
          '<PROPERTY.ARRAY NAME="Notes" TYPE="string"><VALUE.ARRAY/></PROPERTY.ARRAY>' +
          '<PROPERTY NAME="Generation" TYPE="uint16"><VALUE>0</VALUE></PROPERTY></INSTANCE>',
      ),
    ]);
    expect(await defined({ SystemSettings: null })).toEqual([element('SystemSettings', 'string', null)]);
    expect(await defined({})).toEqual([]);
  });

  it('is a text in a text, where one embeds another', async () => {
    const SystemSettings = { Devices: [{ Limit: 2n ** 63n }], Snapshot: { InstanceID: 'x' } };
    expect(await defined({ SystemSettings })).toEqual([
      element(
        'SystemSettings',
        'string',
        '<INSTANCE CLASSNAME="Test_SystemSettings"><PROPERTY.ARRAY NAME="Devices" TYPE="string"><VALUE.ARRAY><VALUE>' +
          '&lt;INSTANCE CLASSNAME="Test_ResourceSettings"&gt;&lt;PROPERTY NAME="Limit" TYPE="uint64"&gt;' +
          '&lt;VALUE&gt;9223372036854775808&lt;/VALUE&gt;&lt;/PROPERTY&gt;&lt;/INSTANCE&gt;' +
          '</VALUE></VALUE.ARRAY></PROPERTY.ARRAY><PROPERTY NAME="Snapshot" TYPE="string"><VALUE>' +
          '&lt;INSTANCE CLASSNAME="Test_SettingData"&gt;&lt;PROPERTY NAME="InstanceID" TYPE="string"&gt;' +
          '&lt;VALUE&gt;x&lt;/VALUE&gt;&lt;/PROPERTY&gt;&lt;/INSTANCE&gt;</VALUE></PROPERTY></INSTANCE>',
      ),
    ]);
  });

  it('holds paths of the objects of a computer as texts', async () => {
    const path = String.raw`\\HOST\root\virtualization\v2:Test_Pool.InstanceID="Microsoft:A\\B \"c\""`;
    const [sent] = await defined({ ResourceSettings: [{ HostResource: [String(CimReference.parse(path))] }] });
    const [text = ''] = (sent?.value ?? []) as readonly string[];
    const [written = ''] = parseInstance(text).get('HostResource') as readonly string[];
    expect(written).toBe(path);
    const read = CimReference.parse(written);
    expect(read).toMatchObject({ host: 'HOST', namespace: 'root/virtualization/v2', className: 'Test_Pool' });
    expect(read.keys[0]?.value).toBe(String.raw`Microsoft:A\B "c"`);
  });

  it('may be given as its text, as an object, and untyped, and an array as an array of texts', async () => {
    const text = '<INSTANCE CLASSNAME="Test_ResourceSettings"/>';
    const untyped = new CimInstance('Test_ResourceSettings', []);
    const { session } = await textSession();
    const object = Test_ResourceSettings.$at(session, { InstanceID: 'a' }) as Test_ResourceSettings;
    const [sent] = await defined({ ResourceSettings: [text, untyped, object, {}] });
    const ofObject =
      '<INSTANCE CLASSNAME="Test_ResourceSettings"><PROPERTY NAME="InstanceID" TYPE="string"><VALUE>a</VALUE></PROPERTY></INSTANCE>';
    expect(sent).toEqual(element('ResourceSettings', 'string', [text, text, ofObject, text]));
  });

  it('may be an object of a subclass that no server has', async () => {
    const { session } = await textSession();
    const { ResourceType, Limit } = { ResourceType: 7, Limit: 5n };
    const made = await Test_ResourceSettings.$new(session, { ResourceType, Limit: 4n });
    expect(made).toBeInstanceOf(Test_ResourceSettings);
    const changed = await Test_ResourceSettings.$new(session, { ...made, Limit });
    const [sent] = await defined({ SystemSettings: { Snapshot: changed } });
    const read = parseInstance(String(parseInstance(String(sent?.value)).get('Snapshot')));
    expect(read.className).toBe('Test_ResourceSettings');
    await expect(Test_ResourceSettings.$new(session, { ResourceType: -1 })).rejects.toThrow(
      'Test_ResourceSettings.$new: ResourceType must be',
    );
  });

  it('is sent as an instance to a server that takes it so, whatever it is given as', async () => {
    const text = '<INSTANCE CLASSNAME="Test_SystemSettings"><PROPERTY NAME="Generation" TYPE="uint16"/></INSTANCE>';
    const instance = new CimInstance('Test_SystemSettings', [element('Generation', 'uint16', null)]);
    expect(await defined({ SystemSettings: text }, 'instance')).toEqual([
      element('SystemSettings', 'instance', instance),
    ]);
    expect(await defined({ SystemSettings: { Generation: null } }, 'instance')).toEqual([
      element('SystemSettings', 'instance', new CimInstance(instance.className, instance.elements, NS)),
    ]);
  });

  it.each([
    [{ SystemSettings: 'no XML' }, 'instance', /SystemSettings is a text that holds no instance in CIM-XML: line 1, /],
    [{ SystemSettings: 'no XML' }, 'text', /SystemSettings is a text that holds no instance in CIM-XML: line 1, /],
    [{ SystemSettings: '' }, 'text', /SystemSettings is a text that holds no instance in CIM-XML: line 1, /],
    [{ SystemSettings: '<INSTANCE CLASSNAME="Test_KvpItem"/>' }, 'text', /Test_KvpItem is not derived from it/],
    [{ ResourceSettings: [{ Nonsense: 1 }] }, 'text', /\$new of its class$/],
    [{ ResourceSettings: [{ ElementNam: 'x' }] }, 'text', /did you mean "ElementName"\?$/],
    [{ SystemSettings: { ElementName: 'a\bc' } }, 'text', /SystemSettings cannot be sent as text: ElementName has the/],
    [{ SystemSettings: { Generation: 70_000 } }, 'text', /SystemSettings\.Generation must be a whole number from 0/],
    [{ ResourceSettings: [{}, 5] }, 'text', /ResourceSettings\[1\] must be an instance of Test_ResourceSettings/],
    [{ SystemSettings: new CimInstance('Test_KvpItem', []) }, 'text', /must be an instance of Test_SystemSettings/],
  ] as const)('is refused with its place: %j', async (args, form, message) => {
    const call = defined(args as never, form);
    await expect(call).rejects.toThrow(MiArgumentError);
    await expect(call).rejects.toThrow(message);
  });

  it('is read from its text, as the most derived class that is loaded', async () => {
    const texts = [
      '<INSTANCE CLASSNAME="Test_SystemSettings"><PROPERTY NAME="InstanceID" TYPE="string" PROPAGATED="true"><VALUE>a</VALUE></PROPERTY></INSTANCE>',
      '\uFEFF<?xml version="1.0" encoding="utf-16"?>\r\n<INSTANCE CLASSNAME="TEST_SETTINGDATA"/>',
      '<INSTANCE CLASSNAME="Msvm_Unknown"><PROPERTY NAME="Extra" TYPE="sint8"><VALUE>-1</VALUE></PROPERTY></INSTANCE>',
    ];
    const summary = '<INSTANCE CLASSNAME="Anything"/>';
    const { session } = await textSession(
      answering([element('Settings', 'string', texts), element('Summary', 'string', summary)]),
    );
    const answer = await Test_SystemService.$at(session, { Name: 'vmms' }).GetSettings({});
    const [first, second, third] = answer.Settings ?? [];
    expect(first).toBeInstanceOf(Test_SystemSettings);
    expect(first?.InstanceID).toBe('a');
    expect(Object.getPrototypeOf(second)).toBe(Test_SettingData.prototype);
    expect(third?.$className).toBe('Msvm_Unknown');
    expect(third).toMatchObject({ Extra: -1 });
    expect(answer.Summary).toEqual(new CimInstance('Anything', []));
  });

  it('is read from an instance, from null and from nothing', async () => {
    const item = new CimInstance('Test_KvpItem', [element('Name', 'string', 'n')]);
    const { session } = await textSession(
      holding('Test_KvpComponent', [
        key('InstanceID', 'string', 'a'),
        element('GuestIntrinsicExchangeItems', 'instance', [item]),
        element('Latest', 'string', ''),
        element('Object_', 'string', null),
      ]),
    );
    const read = await Test_KvpComponent.$get(session, { InstanceID: 'a' });
    expect(read.GuestIntrinsicExchangeItems?.[0]).toBeInstanceOf(Test_KvpItem);
    expect(read.GuestIntrinsicExchangeItems?.[0]?.Name).toBe('n');
    expect([read.Latest, read.Object_]).toEqual([null, null]);
  });

  it.each([
    'instance of Test_KvpItem { };',
    '<INSTANCE CLASSNAME="Test_KvpItem">',
    '<CLASS NAME="Test_KvpItem"/>',
    '<INSTANCE CLASSNAME="Test_KvpItem"><PROPERTY NAME="Source" TYPE="uint16"><VALUE>70000</VALUE></PROPERTY></INSTANCE>',
    '<html/>',
    'no data',
  ])('is absent where the text holds none, and the text can be seen: %s', async (text) => {
    const good = '<INSTANCE CLASSNAME="Test_KvpItem"/>';
    const { session } = await textSession(
      holding('Test_KvpComponent', [
        key('InstanceID', 'string', 'a'),
        element('GuestIntrinsicExchangeItems', 'string', [good, text]),
        element('Latest', 'string', text),
      ]),
    );
    const read = await Test_KvpComponent.$get(session, { InstanceID: 'a' });
    expect(Object.keys(read)).toEqual(['InstanceID']);
    expect(read.$instance.get('GuestIntrinsicExchangeItems')).toEqual([good, text]);
    expect(read.$instance.get('Latest')).toBe(text);
  });

  it('is absent where a value is not of the type that its class declares', async () => {
    const text =
      '<INSTANCE CLASSNAME="Test_KvpItem"><PROPERTY NAME="Source" TYPE="string"><VALUE>seven</VALUE></PROPERTY></INSTANCE>';
    const elements = [key('InstanceID', 'string', 'a'), element('GuestIntrinsicExchangeItems', 'string', [text])];
    const { session } = await textSession(holding('Test_KvpComponent', elements));
    const read = await Test_KvpComponent.$get(session, { InstanceID: 'a' });
    expect(Object.keys(read)).toEqual(['InstanceID']);
  });

  it('is read at a depth that servers have, and absent beyond', async () => {
    let text = '<INSTANCE CLASSNAME="Test_Nest"/>';
    for (let depth = 0; depth < 40; depth += 1) {
      const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
      text = `<INSTANCE CLASSNAME="Test_Nest"><PROPERTY NAME="Inner" TYPE="string"><VALUE>${escaped}</VALUE></PROPERTY></INSTANCE>`;
    }
    const { session } = await textSession(
      holding('Test_Nest', [key('Id', 'string', 'a'), element('Inner', 'string', text)]),
    );
    let levels = 0;
    for (let at: Test_Nest | null = await Test_Nest.$get(session, { Id: 'a' }); at; at = at.Inner ?? null) levels += 1;
    expect(levels).toBe(33);
  });

  it('goes back as the text that it was, where it holds no instance', async () => {
    const elements = [
      key('InstanceID', 'string', 'a'),
      element('Snapshot', 'string', 'what only the server understands'),
    ];
    const { session } = await textSession(holding('Test_SystemSettings', elements));
    const settings = await Test_SystemSettings.$get(session, { InstanceID: 'a' });
    const [sent] = await defined({ SystemSettings: settings });
    expect(parseInstance(String(sent?.value)).get('Snapshot')).toBe('what only the server understands');
  });

  it.each(['text', 'instance'] as const)('in an untyped instance goes out as %s', async (form) => {
    const inner = new CimInstance('Test_SettingData', [element('InstanceID', 'string', 'x')]);
    const text = instanceText(inner);
    const [type, expected] = form === 'text' ? (['string', text] as const) : (['instance', inner] as const);
    for (const given of [element('Snapshot', 'instance', inner), element('Snapshot', 'string', text)]) {
      const outer = new CimInstance('Test_SystemSettings', [given, element('Unknown', 'string', 'y')]);
      const [sent] = await defined({ SystemSettings: outer }, form);
      const read = form === 'text' ? parseInstance(String(sent?.value)) : (sent?.value as CimInstance);
      expect(read.elements).toEqual([element('Snapshot', type, expected), element('Unknown', 'string', 'y')]);
    }
  });

  it('in an untyped instance may be null, in arrays, in real objects, and of a wrong class', async () => {
    const inner = new CimInstance('Test_ResourceSettings', [element('Limit', 'uint64', 5n)]);
    const text = instanceText(inner);
    const untyped = (devices: CimElement['value'], type: CimElement['type'], snapshot: CimElement): CimInstance =>
      new CimInstance('Test_SystemSettings', [element('Devices', type, devices), snapshot]);
    const asInstances = async (given: CimInstance | string): Promise<unknown> => {
      const [sent] = await defined({ SystemSettings: given }, 'instance');
      return sent?.value instanceof CimInstance && sent.value.elements;
    };
    const noSnapshot = element('Snapshot', 'string', null);
    const inServersForm = [element('Devices', 'instance', [inner, null]), element('Snapshot', 'instance', null)];
    expect(await asInstances(untyped([text, null], 'string', noSnapshot))).toEqual(inServersForm);
    expect(await asInstances(instanceText(untyped([text, null], 'string', noSnapshot)))).toEqual(inServersForm);

    const [sent] = await defined({ SystemSettings: untyped([inner, text], 'instance', noSnapshot) });
    expect(sent?.value).toBe(instanceText(untyped([text, text], 'string', noSnapshot)));

    const wrong = element('Snapshot', 'instance', new CimInstance('Test_KvpItem', []));
    await expect(defined({ SystemSettings: untyped(null, 'instance', wrong) })).rejects.toThrow(
      'SystemSettings must hold an instance of Test_SettingData, and Test_KvpItem is not derived from it',
    );
  });

  it('is refused where it is deeper than texts are read', async () => {
    let nested: object = {};
    for (let level = 0; level < 40; level += 1) nested = { Inner: nested };
    const { session } = await textSession();
    await expect(Test_Nest.$new(session, nested)).rejects.toThrow('is embedded more than 32 levels deep');
  });

  it('has no old member behind a text that is not of its class', async () => {
    const { session } = await textSession(holding('Test_SystemSettings', [key('InstanceID', 'string', 'a')]));
    const settings = await Test_SystemSettings.$get(session, { InstanceID: 'a' });
    await settings.$modify({ Snapshot: { ElementName: 's' } });
    const text =
      '<INSTANCE CLASSNAME="Test_SystemSettings"><PROPERTY NAME="Generation" TYPE="string"><VALUE>x</VALUE></PROPERTY></INSTANCE>';
    await settings.$modify({ Snapshot: text });
    expect([Object.keys(settings), settings.$instance.get('Snapshot')]).toEqual([['InstanceID'], text]);
  });

  it('is changed as text, and read again', async () => {
    const { session, handler } = await textSession(holding('Test_SystemSettings', [key('InstanceID', 'string', 'a')]));
    const settings = await Test_SystemSettings.$get(session, { InstanceID: 'a' });
    await settings.$modify({ Snapshot: { ElementName: 's' } });
    const text =
      '<INSTANCE CLASSNAME="Test_SettingData"><PROPERTY NAME="ElementName" TYPE="string"><VALUE>s</VALUE></PROPERTY></INSTANCE>';
    expect(handler.requests[1]).toMatchObject({ instance: { elements: [{}, element('Snapshot', 'string', text)] } });
    expect(settings.Snapshot).toBeInstanceOf(Test_SettingData);
    expect(settings.$instance.get('Snapshot')).toBe(text);
    await expect(settings.$modify({ Snapshot: 'no XML' })).rejects.toThrow(MiArgumentError);
    expect(settings.Snapshot).toBeInstanceOf(Test_SettingData);
  });
});

const { schema } = parseMof(
  readFileSync(new URL('../../golden/embedded-texts/schema.mof', import.meta.url), 'utf8') +
    String.raw`
    instance of Test_KvpComponent { InstanceID = "a"; GuestIntrinsicExchangeItems = {
      "instance of Test_KvpItem { Name = \"OSName\"; Data = \"Windows \\\"11\\\"\"; Source = 2; };",
      instance of Test_KvpItem { Name = "Empty"; Data = ""; } }; };`,
  { namespace: NS },
);

describe.each(['text', 'instance'] as const)('a repository that has embedded instances as %s', (form) => {
  async function open(): Promise<{ repository: MemoryRepository; session: Session }> {
    const repository = new MemoryRepository({ schema, embeddedInstances: form });
    const application = await initialize({ handler: repository });
    return { repository, session: await application.newSession() };
  }

  it('gives them in that form', async () => {
    const { session } = await open();
    const [untyped] = await collect(session.enumerate(NS, 'Test_KvpComponent'));
    const items = untyped?.element('GuestIntrinsicExchangeItems');
    expect(items?.type).toBe(form === 'text' ? 'string' : 'instance');
    const [typed] = await collect(Test_KvpComponent.$enumerate(session));
    expect(typed?.GuestIntrinsicExchangeItems?.map(({ Name, Data, Source }) => [Name, Data, Source])).toEqual([
      ['OSName', 'Windows "11"', 2],
      ['Empty', '', undefined],
    ]);
  });

  it('takes them in that form only', async () => {
    const { session } = await open();
    const other =
      form === 'text' ? new CimInstance('Test_SettingData', []) : '<INSTANCE CLASSNAME="Test_SettingData"/>';
    const type = form === 'text' ? 'instance' : 'string';
    const instance = new CimInstance('Test_System', [key('Name', 'string', 'x'), element('Settings', type, other)], NS);
    await expect(session.create(NS, instance)).rejects.toMatchObject({ result: 'TYPE_MISMATCH' });
  });

  it('carries a whole call, to its provider and back', async () => {
    const { repository, session } = await open();
    repository.provide(Test_SystemService, {
      DefineSystem: async ({ SystemSettings, ResourceSettings }, context) => {
        expect(SystemSettings).toBeInstanceOf(Test_SystemSettings);
        expect(ResourceSettings?.[0]).toBeInstanceOf(Test_ResourceSettings);
        const { ElementName = null } = SystemSettings as Test_SystemSettings;
        const system = await Test_System.$create(context.session, {
          Name: String(ElementName),
          Settings: SystemSettings ?? null,
        });
        return { ResultingSystem: system.$path, ReturnValue: 0 };
      },
      GetSettings: async ({ System }, context) => {
        const { Settings } = await Test_System.$get(context.session, System as CimReference<Test_System>);
        return { Settings: Settings === null ? [] : [Settings], Summary: new CimInstance('Any', []), ReturnValue: 0 };
      },
    });
    const service = await Test_SystemService.$create(session, { Name: 'vmms' });
    const { ResultingSystem } = await service.DefineSystem({
      SystemSettings: { ElementName: 'web01', Generation: 2, Devices: [{ HostResource: [], Limit: 5n }] },
      ResourceSettings: [{ ResourceType: 7 }],
    });
    const { Settings, Summary } = await service.GetSettings({ System: ResultingSystem });
    const [settings] = Settings ?? [];
    expect(settings).toBeInstanceOf(Test_SystemSettings);
    expect(settings).toMatchObject({ ElementName: 'web01', Generation: 2, Devices: [{ HostResource: [], Limit: 5n }] });
    expect(Summary?.className).toBe('Any');
  });
});
