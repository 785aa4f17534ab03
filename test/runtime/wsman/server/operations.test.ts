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
    const object = await get('A');
    expect(object).toContain('<p:Big>9007199254740993</p:Big>');
    expect(object).toContain('<p:Names>one</p:Names><p:Names');
    expect(object).toMatch(/<p:Time><cim:Datetime>2024-02-29T12:30:00\.5\+01:00<\/cim:Datetime><\/p:Time>/);
  });

  it('faults for an instance that is not there', async () => {
    expect(faultOf(await get('z'))).toMatch(/ CIM 6$/);
  });
});

describe('Enumerate', () => {
  it('gives so many objects at once as are asked for, and the others by Pull', async () => {
    const body =
      '<n:Enumerate><w:OptimizeEnumeration/><w:MaxElements>2</w:MaxElements>' +
      '<w:EnumerationMode>EnumerateEPR</w:EnumerationMode></n:Enumerate>';
    const resourceUri = `${CIM}base`;
    const first = await ask(server, { action: `${ENUMERATION}/Enumerate`, resourceUri, body });
    const [context = ''] = textsOf(first, 'EnumerationContext');
    expect(textsOf(first, 'ResourceURI')).toHaveLength(2);
    expect(server.openContexts).toEqual([context]);

    const pull = `<n:Pull><n:EnumerationContext>${context}</n:EnumerationContext><n:MaxElements>5</n:MaxElements></n:Pull>`;
    const rest = await ask(server, { action: `${ENUMERATION}/Pull`, resourceUri, body: pull });
    expect(textsOf(rest, 'ResourceURI')).toHaveLength(1);
    expect(rest).toContain('EndOfSequence');
    expect(server.openContexts).toEqual([]);
    expect(faultOf(await ask(server, { action: `${ENUMERATION}/Pull`, resourceUri, body: pull }))).toContain(
      'InvalidEnumerationContext',
    );
  });
});

it('answers with a class in CIM-XML, with what it inherits', async () => {
  const answer = await ask(server, {
    action: `${TRANSFER}/Get`,
    resourceUri: SCHEMA,
    selectors: { ClassName: 'Thing' },
    options: { IncludeQualifiers: 'true', IncludeInheritedElements: 'true', IncludeClassOrigin: 'true' },
  });
  expect(answer).toContain('<CLASS NAME="Thing" SUPERCLASS="Base"');
  expect(answer).toContain('CLASSORIGIN="Base"');
});
