import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WsmanServer } from '../../../tools/wsman-server/server.js';
import { start } from './repository.js';
import { ask, CIM, ENUMERATION, faultOf, SCHEMA, TRANSFER, textsOf } from './requests.js';

let server: WsmanServer;
beforeEach(async () => {
  server = await start();
});
afterEach(() => server.close());

const get = (Id: string, selectors: Readonly<Record<string, string>> = {}) => {
  return ask(server, { action: `${TRANSFER}/Get`, resourceUri: `${CIM}Thing`, selectors: { Id, ...selectors } });
};

describe('Get', () => {
  it('answers with the object, as Windows writes it', async () => {
    expect(await get('A')).toContain('<p:Big>9007199254740993</p:Big>');
  });
});

describe('Enumerate', () => {
  it('x', async () => {
    const first = await ask(server, {
      action: `${ENUMERATION}/Enumerate`,
      resourceUri: `${CIM}base`,
      body: '<n:Enumerate><w:OptimizeEnumeration/><w:MaxElements>2</w:MaxElements><w:EnumerationMode>EnumerateObjectAndEPR</w:EnumerationMode></n:Enumerate>',
    });
    const [context] = textsOf(first, 'EnumerationContext');
  });
});
