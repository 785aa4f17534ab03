import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CimReference, type OperationOptions, type Session } from '../../../runtime/index.js';
import { all, type Both, outcome, startBoth } from './over-both.js';
import { NS, repository } from './things.js';

const A = CimReference.parse('Thing.Id="a"');
const WMI = 'http://schemas.microsoft.com/wbem/wsman/1/wmi';

let both: Both;
beforeEach(async () => {
  both = await startBoth(repository());
});
afterEach(async () => {
  expect(both.server.openContexts).toEqual([]);
  await both.close();
});

/** The options of the last request, beside those that all have. */
function options(): readonly string[] {
  const found = both.server.requests.at(-1)?.options ?? [];
  return found.filter(({ name }) => name.startsWith('wmi')).map(({ name, text }) => `${name}=${text}`);
}

it('a session tells the server its languages, how much it takes, and for how long it waits', async () => {
  const session = await both.open({ uiLocale: 'de-DE', dataLocale: 'fr-FR', maxEnvelopeSize: 150, timeout: 90_000 });
  await session.getInstance(NS, A);
  const { text = '', headers } = both.server.requests.at(-1) ?? {};
  expect(text).toMatch(/<w:Locale xml:lang="de-DE" s:mustUnderstand="false"\/>/);
  expect(text).toMatch(/<p:DataLocale xml:lang="fr-FR" s:mustUnderstand="false"\/>/);
  expect(headers?.get('MaxEnvelopeSize')).toBe('153600');
  expect(headers?.get('OperationTimeout')).toBe('PT90.000S');
  await session.getInstance(NS, A, { timeout: 1500 });
  expect(both.server.requests.at(-1)?.headers.get('OperationTimeout')).toBe('PT1.500S');
  const query = 'SELECT * FROM __InstanceCreationEvent WITHIN 1';
  const waiting = all(session.subscribe(NS, query)).catch((error: unknown) => error);
  const isPull = () => both.server.requests.at(-1)?.action.endsWith('/Pull') === true;
  while (!isPull()) await nextTurn();
  expect(both.server.requests.at(-1)?.headers.has('OperationTimeout')).toBe(false);
  await session.close();
  expect(await waiting).toBeInstanceOf(Error);
});

it('all requests of a session name it, and each has an identifier of its own', async () => {
  await both.remote.getInstance(NS, A);
  await all(both.remote.enumerate(NS, 'Base'));
  const requests = both.server.requests.filter(({ action }) => action !== '');
  const distinct = (name: string) => new Set(requests.map(({ headers }) => headers.get(name))).size;
  expect(requests.length).toBeGreaterThan(3);
  expect(distinct('SessionId')).toBe(1);
  expect(distinct('MessageID')).toBe(requests.length);
});

it('options of the provider are sent with each operation', async () => {
  const customOptions: OperationOptions['customOptions'] = [
    { name: 'Depth', type: 'uint8', value: 3 },
    { name: 'Names', type: 'string', array: true, value: ['a', ' <b>'] },
    { name: 'Big', type: 'uint64', value: 2n ** 63n },
    { name: 'Flag', type: 'boolean', value: false },
  ];
  const sent = [
    'wmi:Depth=3',
    'wmiarray:Names=a',
    'wmiarray:Names= <b>',
    'wmi:Big=9223372036854775808',
    'wmi:Flag=false',
  ];
  await both.remote.getInstance(NS, A, { customOptions });
  await both.remote.getInstance(NS, A, { customOptions });
  expect(options()).toEqual(sent);
  await both.remote.invoke(NS, 'Thing', 'Count', null, { customOptions });
  expect(options()).toEqual(sent);
  await all(both.remote.query(NS, 'SELECT * FROM Thing', { customOptions }));
  expect(options()).toEqual(sent);
});

it('an option that must be known, and is not, fails the operation', async () => {
  const customOptions = [{ name: 'Depth', type: 'uint8', value: 3, mustComply: true }] as const;
  await expect(both.remote.getInstance(NS, A, { customOptions })).rejects.toMatchObject({
    result: 'INVALID_PARAMETER',
    message: expect.stringContaining('wmi:Depth'),
  });
});

describe('an option that would have no effect', () => {
  const refused: readonly OperationOptions[] = [
    { delivery: 'pull' },
    { expensiveProperties: true },
    { providerArchitecture: 64 },
    { providerArchitecture: 32, requireArchitecture: true },
    { machineId: true },
  ];
  /** What no operation can do that asks no provider. */
  const talking: readonly OperationOptions[] = [
    { promptUserMode: 'inquire' },
    { promptUserAnswer: 'no' },
    { writeErrorMode: 'inquire' },
    { channels: ['warning'] },
  ];

  it.each(refused)('is refused: %j', async (given) => {
    const sent = both.server.requests.length;
    await expect(both.remote.getInstance(NS, A, given)).rejects.toMatchObject({
      result: 'NOT_SUPPORTED',
      message: expect.stringContaining(`has no means for ${Object.keys(given)[0]}: `),
    });
    expect(both.server.requests).toHaveLength(sent);
  });

  it.each(talking)('is taken by Windows, and refused where nothing is asked: %j', async (given) => {
    await both.remote.getInstance(NS, A, given);
    const sent = both.server.requests.length;
    const refused = { result: 'NOT_SUPPORTED', message: expect.stringContaining('has no means for') };
    await expect(both.remote.getClass(NS, 'Thing', given)).rejects.toMatchObject(refused);
    await expect(both.remote.testConnection(given)).rejects.toMatchObject(refused);
    await expect(all(both.remote.subscribe(NS, 'SELECT * FROM __Event', given))).rejects.toMatchObject(refused);
    expect(both.server.requests).toHaveLength(sent);
  });

  it('is taken where it asks for nothing', async () => {
    const options: OperationOptions = {
      promptUserMode: 'report',
      writeErrorMode: 'ignore',
      delivery: 'callbacks',
      localizedQualifiers: true,
      expensiveProperties: false,
      promptUserAnswer: 'yes',
      channels: [],
      machineId: false,
    };
    expect(await both.remote.getInstance(NS, A, options)).toEqual(await both.remote.getInstance(NS, A));
  });
});

describe('with resource URIs of WMI', () => {
  const resourceUriPrefix = `${WMI}/${NS}`;
  const cases: readonly (readonly [name: string, run: (session: Session, options: OperationOptions) => unknown])[] = [
    ['getInstance', (s, o) => s.getInstance(NS, A, o)],
    ['enumerate', (s, o) => s.enumerate(NS, 'Base', o)],
    ['enumerate keysOnly', (s, o) => s.enumerate(NS, 'Base', { ...o, keysOnly: true })],
    ['associators', (s, o) => s.associators(NS, A, o)],
    ['references', (s, o) => s.references(NS, A, o)],
    ['invoke', (s, o) => s.invoke(NS, A, 'Method', null, o)],
    ['a static invoke', (s, o) => s.invoke(NS, 'Thing', 'Count', null, o)],
  ];

  it.each(cases)('%s gives the same', async (_name, run) => {
    const remote = await outcome(() => run(both.remote, { resourceUriPrefix }));
    expect(remote).toEqual(await outcome(() => run(both.local, {})));
    expect(both.server.requests.some(({ text }) => text.includes(`>${resourceUriPrefix}/`))).toBe(true);
  });

  it('a query gives the same', async () => {
    const query = 'SELECT * FROM Thing';
    const resourceUri = `${resourceUriPrefix}/*`;
    const remote = await outcome(() => both.remote.query(NS, query, { resourceUri }));
    expect(remote).toEqual(await outcome(() => both.local.query(NS, query)));
  });
});
