import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hold } from '../../../tools/wsman-server/mishaps.js';
import type { WsmanServer } from '../../../tools/wsman-server/server.js';
import { start } from './repository.js';
import { ask, CIM, ENUMERATION, EVENTING, faultOf, pullBody, TRANSFER, textsOf, WQL } from './requests.js';

let server: WsmanServer;
beforeEach(async () => {
  server = await start();
});
afterEach(() => server.close());

const PULL = 'http://schemas.dmtf.org/wbem/wsman/1/wsman/Pull';
const CREATIONS = "select * from __InstanceCreationEvent within 1 where TargetInstance isa 'Base'";

const subscribe = (query = CREATIONS, mode = PULL, dialect = WQL, heartbeats = '', further = '') => {
  const filter = `<w:Filter Dialect="${dialect}">${query}</w:Filter>`;
  const delivery = `<e:Delivery Mode="${mode}">${heartbeats}</e:Delivery>`;
  const body = `<e:Subscribe>${delivery}${filter}${further}</e:Subscribe>`;
  return ask(server, { action: `${EVENTING}/Subscribe`, body });
};

const pull = (context: string, headers = '') => {
  return ask(server, { action: `${ENUMERATION}/Pull`, body: pullBody(context, 9), headers });
};

const create = (id: string) => {
  const body = `<p:Base xmlns:p="${CIM}Base"><p:Id>${id}</p:Id></p:Base>`;
  return ask(server, { action: `${TRANSFER}/Create`, resourceUri: `${CIM}Base`, body });
};

describe('a subscription', () => {
  it('gives events by Pull, those that came before and those that come', async () => {
    const answer = await subscribe();
    expect(answer).toMatch(/^<e:SubscribeResponse [^>]*><e:SubscriptionManager><a:Address>/);
    const [context = ''] = textsOf(answer, 'EnumerationContext');
    await create('x');
    await create('y');
    const events = await pull(context);
    expect(events).toMatch(/<n:Items><p:__InstanceCreationEvent /);
    expect(events).toMatch(/<p:TargetInstance xmlns:p1="[^"]*Base" xsi:type="p1:Base_Type"><p1:Id>x/);
    expect(textsOf(events, 'Id')).toEqual(['x', 'y']);
    expect(textsOf(events, 'EnumerationContext')).toEqual([context]);

    const waiting = pull(context);
    await create('z');
    expect(textsOf(await waiting, 'Id')).toEqual(['z']);
  });

  it('goes on when nothing has come in the time for a Pull', async () => {
    const [context = ''] = textsOf(await subscribe(), 'EnumerationContext');
    const short = '<w:OperationTimeout>PT0.01S</w:OperationTimeout>';
    expect(faultOf(await pull(context, short))).toBe('w:TimedOut 2150858793');
    await create('x');
    expect(textsOf(await pull(context), 'Id')).toEqual(['x']);
  });

  it('takes one Pull at a time', async () => {
    const [context = ''] = textsOf(await subscribe(), 'EnumerationContext');
    const first = hold();
    server.interceptNext(first.intercept);
    const waiting = pull(context);
    await first.arrived;
    const other = pull(context);
    first.release();
    // One of the two waits, and the other one is refused.
    const refused = await Promise.race([waiting, other]);
    expect(faultOf(refused)).toBe('w:Concurrency 2150858758');
    await create('x');
    const both = await Promise.all([waiting, other]);
    expect(both.flatMap((each) => textsOf(each, 'Id'))).toEqual(['x']);
  });

  it('ends by Unsubscribe, to which its identifier comes as a header', async () => {
    const answer = await subscribe();
    const headers = `<e:Identifier>${textsOf(answer, 'Identifier')[0]}</e:Identifier>`;
    const unsubscribe = { action: `${EVENTING}/Unsubscribe`, headers, body: '<e:Unsubscribe/>' };
    expect(server.openContexts).toEqual(textsOf(answer, 'EnumerationContext'));
    expect(await ask(server, unsubscribe)).toBe('');
    expect(server.openContexts).toEqual([]);
    expect(faultOf(await ask(server, unsubscribe))).toBe('a:InvalidMessageInformationHeader 2150858767');
  });

  it('gives a heartbeat where nothing happens', async () => {
    const heartbeats = '<w:Heartbeats>PT0.01S</w:Heartbeats>';
    const [context = ''] = textsOf(await subscribe(CREATIONS, PULL, WQL, heartbeats), 'EnumerationContext');
    const heartbeat = '<w:Event Action="http://schemas.dmtf.org/wbem/wsman/1/wsman/Heartbeat"/>';
    expect(await pull(context)).toContain(`<n:Items>${heartbeat}</n:Items>`);
    await create('x');
    expect(textsOf(await pull(context), 'Id')).toEqual(['x']);
  });

  it('is forgotten when it expires', async () => {
    const [context = ''] = textsOf(
      await subscribe(CREATIONS, PULL, WQL, '', '<e:Expires>PT0.01S</e:Expires>'),
      'EnumerationContext',
    );
    expect(faultOf(await pull(context))).toBe('n:InvalidEnumerationContext 2150858779');
    expect(server.openContexts).toEqual([]);
  });

  it('is refused for what is no duration, and for a bookmark of no event', async () => {
    const [no, unknown] = ['<e:Expires>soon</e:Expires>', '<w:Bookmark>17</w:Bookmark><w:SendBookmarks/>'];
    expect(faultOf(await subscribe(CREATIONS, PULL, WQL, '', no))).toBe('w:SchemaValidationError 2150858817');
    expect(faultOf(await subscribe(CREATIONS, PULL, WQL, '', unknown))).toBe('w:InvalidBookmark CIM undefined');
    expect(server.openContexts).toEqual([]);
  });

  it('is refused for a query of something else, another mode, another dialect', async () => {
    expect(faultOf(await subscribe('select * from Base'))).toMatch(/ CIM \d+$/);
    expect(faultOf(await subscribe(CREATIONS, 'urn:push'))).toBe('e:DeliveryModeRequestedUnavailable 2150858782');
    expect(faultOf(await subscribe(CREATIONS, PULL, 'urn:x'))).toBe('n:FilterDialectRequestedUnavailable 2150858777');
    expect(server.openContexts).toEqual([]);
  });
});
