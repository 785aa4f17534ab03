import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WsmanServer } from '../../../tools/wsman-server/server.js';
import { start } from './repository.js';
import { ASSOCIATION, ask, CIM, ENUMERATION, faultOf, pullBody, type RequestParts, textsOf, WQL } from './requests.js';

let server: WsmanServer;
beforeEach(async () => {
  server = await start();
});
afterEach(() => server.close());

const OPTIMIZED = '<w:OptimizeEnumeration/><w:MaxElements>100</w:MaxElements>';

const enumerate = (content: string, parts: Partial<RequestParts> = {}) => {
  const body = `<n:Enumerate>${content}</n:Enumerate>`;
  return ask(server, { action: `${ENUMERATION}/Enumerate`, resourceUri: `${CIM}base`, body, ...parts });
};

const filtered = (dialect: string, filter: string, resourceUri = `${CIM}*`) => {
  return enumerate(`${OPTIMIZED}<w:Filter Dialect="${dialect}">${filter}</w:Filter>`, { resourceUri });
};

const pull = (context: string, most?: number, parts: Partial<RequestParts> = {}) => {
  const body = pullBody(context, most);
  return ask(server, { action: `${ENUMERATION}/Pull`, resourceUri: `${CIM}base`, body, ...parts });
};

const contextOf = (answer: string): string => textsOf(answer, 'EnumerationContext')[0] ?? '';

/** The keys of the objects in an answer. */
const idsOf = (answer: string): readonly string[] => textsOf(answer, 'Id');

describe('Enumerate', () => {
  it('gives all at once, of subclasses as well, where that is asked for', async () => {
    const answer = await enumerate(OPTIMIZED);
    expect(idsOf(answer)).toEqual(['c', 'a', 'b']);
    expect(answer).toContain('</w:Items><w:EndOfSequence/></n:EnumerateResponse>');
    expect(server.openContexts).toEqual([]);
  });

  it('gives so many as are asked for, and the others by Pull', async () => {
    const first = await enumerate('<w:OptimizeEnumeration/><w:MaxElements>2</w:MaxElements>');
    expect(idsOf(first)).toEqual(['c', 'a']);
    const context = contextOf(first);
    expect(server.openContexts).toEqual([context]);
    const rest = await pull(context);
    expect(idsOf(rest)).toEqual(['b']);
    expect(rest).toContain('</n:Items><n:EndOfSequence/></n:PullResponse>');
    expect(server.openContexts).toEqual([]);
    expect(faultOf(await pull(context))).toBe('n:InvalidEnumerationContext 2150858779');
  });

  it('gives the context alone where nothing else is asked for, and then one object after another', async () => {
    const answer = await enumerate('');
    expect(answer).not.toContain('Items');
    const context = contextOf(answer);
    const ids = [await pull(context), await pull(context), await pull(context)].map(idsOf);
    expect(ids).toEqual([['c'], ['a'], ['b']]);
    expect(server.openContexts).toEqual([]);
  });

  it('gives endpoints, or both', async () => {
    const endpoints = await enumerate(`${OPTIMIZED}<w:EnumerationMode>EnumerateEPR</w:EnumerationMode>`);
    expect(endpoints).toMatch(/<w:Items><a:EndpointReference><a:Address>/);
    expect([idsOf(endpoints).length, textsOf(endpoints, 'Selector').length]).toEqual([0, 6]);
    const both = await enumerate(`${OPTIMIZED}<w:EnumerationMode>EnumerateObjectAndEPR</w:EnumerationMode>`);
    expect(both).toMatch(/<w:Item><p:Base .*?<\/p:Base><a:EndpointReference>/);
    // The last object has a reference.
    expect(textsOf(both, 'ResourceURI')).toEqual(['Base', 'Thing', 'Thing', 'Thing'].map((name) => CIM + name));
    const mode = '<w:EnumerationMode>EnumerateNothing</w:EnumerationMode>';
    expect(faultOf(await enumerate(mode))).toBe('w:UnsupportedFeature 2150858809');
  });

  it('answers with the error of the operation, and keeps nothing', async () => {
    expect(faultOf(await enumerate('', { resourceUri: `${CIM}None` }))).toBe('a:DestinationUnreachable CIM 5');
    expect(server.openContexts).toEqual([]);
  });

  it('Release ends it', async () => {
    const context = contextOf(await enumerate(''));
    const body = `<n:Release><n:EnumerationContext>${context}</n:EnumerationContext></n:Release>`;
    const release = { action: `${ENUMERATION}/Release`, resourceUri: `${CIM}base`, body };
    expect(await ask(server, release)).toBe('');
    expect(server.openContexts).toEqual([]);
    expect(faultOf(await ask(server, release))).toBe('n:InvalidEnumerationContext 2150858779');
  });
});

describe('the size of an envelope', () => {
  const limited = { headers: '<w:MaxEnvelopeSize s:mustUnderstand="true">8192</w:MaxEnvelopeSize>' };
  const long = (id: string, length: number) => {
    const body = `<p:Thing xmlns:p="${CIM}Thing"><p:Id>${id}</p:Id><p:Names>${'é'.repeat(length)}</p:Names></p:Thing>`;
    return ask(server, {
      action: 'http://schemas.xmlsoap.org/ws/2004/09/transfer/Create',
      resourceUri: `${CIM}Thing`,
      body,
    });
  };

  it('spreads items over several answers', async () => {
    for (const id of ['l1', 'l2', 'l3']) await long(id, 1500);
    const first = await enumerate(OPTIMIZED, limited);
    const second = await pull(contextOf(first), 100, limited);
    expect([idsOf(first), idsOf(second)]).toEqual([
      ['c', 'a', 'b', 'l1'],
      ['l2', 'l3'],
    ]);
    for (const { length } of [first, second].map((each) => Buffer.from(each))) expect(length).toBeLessThan(8192);
    expect(second).toContain('EndOfSequence');
  });

  it('is too small for an item: the pull may be repeated with a larger one', async () => {
    await long('l', 5000);
    const first = await enumerate(OPTIMIZED, limited);
    expect(idsOf(first)).toEqual(['c', 'a', 'b']);
    const context = contextOf(first);
    expect(faultOf(await pull(context, 1, limited))).toBe('w:EncodingLimit 2150858805');
    expect(idsOf(await pull(context))).toEqual(['l']);
  });

  it('is too small for an object', async () => {
    await long('l', 5000);
    const about = { resourceUri: `${CIM}Thing`, selectors: { Id: 'l' }, ...limited };
    const answer = await ask(server, { action: 'http://schemas.xmlsoap.org/ws/2004/09/transfer/Get', ...about });
    expect(faultOf(answer)).toBe('w:EncodingLimit 2150858805');
  });
});

describe('a filter', () => {
  it('of WQL selects whole objects, or some properties in the order of their names', async () => {
    expect(idsOf(await filtered(WQL, "select * from Base where Id &lt; 'c'"))).toEqual(['a', 'b']);
    const fragment = await filtered(WQL, "SELECT Time, Flag FROM Thing WHERE Id = 'a'");
    expect(fragment).toMatch(
      /<w:XmlFragment [^>]*><Flag>true<\/Flag><Time><Datetime>[^<]*<\/Datetime><\/Time><\/w:XmlFragment>/,
    );
  });

  it('of WQL is for all classes, and must be WQL', async () => {
    expect(faultOf(await filtered(WQL, 'select * from Base', `${CIM}Base`))).toBe('n:CannotProcessFilter 2150858778');
    expect(faultOf(await filtered(WQL, 'choose * from Base'))).toBe('n:CannotProcessFilter CIM 15');
    expect(faultOf(await filtered('urn:other', ''))).toBe('n:FilterDialectRequestedUnavailable 2150858777');
    expect(faultOf(await enumerate('', { resourceUri: `${CIM}*` }))).toBe('n:CannotProcessFilter 2150858778');
  });

  it('of associations selects what is at the other end, or the associations', async () => {
    const object =
      `<b:Object><a:Address>any</a:Address><a:ReferenceParameters><w:ResourceURI>${CIM}Thing</w:ResourceURI>` +
      '<w:SelectorSet><w:Selector Name="__cimnamespace">root/test</w:Selector><w:Selector Name="Id">a</w:Selector>' +
      '</w:SelectorSet></a:ReferenceParameters></b:Object>';
    const others = (more: string) =>
      filtered(ASSOCIATION, `<b:AssociatedInstances>${object}${more}</b:AssociatedInstances>`);
    expect(idsOf(await others(''))).toEqual(['b']);
    expect(idsOf(await others('<b:AssociationClassName>Link</b:AssociationClassName><b:Role>From</b:Role>'))).toEqual([
      'b',
    ]);
    expect(idsOf(await others('<b:Role>To</b:Role>'))).toEqual([]);
    expect(idsOf(await others('<b:ResultClassName>Part</b:ResultClassName>'))).toEqual([]);
    const links = await filtered(ASSOCIATION, `<b:AssociationInstances>${object}</b:AssociationInstances>`);
    expect(links).toContain('<p:Link ');
    expect(faultOf(await filtered(ASSOCIATION, '<b:Others/>'))).toBe('n:CannotProcessFilter 2150858778');
  });
});

describe('other servers', () => {
  it('give no items with the context, or contexts that change, or short ones', async () => {
    server.dialect = { ...server.dialect, optimized: false, contexts: 'changing' };
    const answer = await enumerate(OPTIMIZED);
    expect(idsOf(answer)).toEqual([]);
    const next = contextOf(await pull(contextOf(answer)));
    expect(next).not.toBe(contextOf(answer));
    expect(faultOf(await pull(contextOf(answer)))).toBe('n:InvalidEnumerationContext 2150858779');
    expect(server.openContexts).toEqual([next]);
    server.dialect = { ...server.dialect, contexts: 'short' };
    expect(contextOf(await enumerate(OPTIMIZED))).toBe('0');
    expect(contextOf(await enumerate(OPTIMIZED))).toBe('1');
  });
});
