import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  CimDateTime,
  CimInstance,
  CimInterval,
  CimReference,
  type Session,
  type SessionOptions,
} from '../../../runtime/index.js';
import type { Dialect } from '../../tools/wsman-server/call.js';
import { all, type Both, outcome, startBoth } from './over-both.js';
import { NS, repository } from './things.js';

let both: Both;
afterEach(async () => {
  expect(both.server.openContexts).toEqual([]);
  await both.close();
});

const path = (text: string): CimReference => CimReference.parse(`${NS}:${text}`);
const A = path('Thing.Id="a"');

const OPERATIONS: readonly (readonly [name: string, run: (session: Session) => unknown])[] = [
  ['testConnection', (s) => s.testConnection()],
  ['getInstance', (s) => s.getInstance(NS, A)],
  ['getInstance of one with nulls', (s) => s.getInstance(NS, path('Thing.Id="b"'))],
  ['getInstance by a superclass', (s) => s.getInstance(NS, path('Base.Id="a"'))],
  ['getInstance by a path that does not name its key', (s) => s.getInstance(NS, path('Thing="a"'))],
  ['getInstance by a path that does not name its keys', (s) => s.getInstance(NS, path('Link="a"'))],
  ['getInstance of none', (s) => s.getInstance(NS, path('Thing.Id="z"'))],
  ['getInstance of no class', (s) => s.getInstance(NS, path('Nope.Id="z"'))],
  ['getInstance in no namespace', (s) => s.getInstance('root/nope', CimReference.parse('Thing.Id="a"'))],
  ['getInstance by keys of all types', (s) => s.getInstance(NS, numbered())],
  ['enumerate', (s) => s.enumerate(NS, 'Base')],
  ['enumerate in another letter case', (s) => s.enumerate(NS, 'THING')],
  ['enumerate shallow', (s) => s.enumerate(NS, 'Base', { polymorphism: 'shallow' })],
  ['enumerate deepBaseOnly', (s) => s.enumerate(NS, 'Base', { polymorphism: 'deepBaseOnly' })],
  ['enumerate keysOnly', (s) => s.enumerate(NS, 'Base', { keysOnly: true })],
  ['enumerate keysOnly of all types', (s) => s.enumerate(NS, 'Numbered', { keysOnly: true })],
  ['enumerate none', (s) => s.enumerate(NS, 'Alone')],
  ['enumerate no class', (s) => s.enumerate(NS, 'Nope')],
  ['enumerate deepBaseOnly no class', (s) => s.enumerate(NS, 'Nope', { polymorphism: 'deepBaseOnly' })],
  ['query', (s) => s.query(NS, 'SELECT * FROM Base WHERE Level < 2')],
  ['query for properties', (s) => s.query(NS, 'SELECT Names, Bytes, Text, U64, Flags FROM Thing')],
  ['query for a property that is called From', (s) => s.query(NS, 'SELECT From FROM Link')],
  ['query for properties, the last of them From', (s) => s.query(NS, 'SELECT To, From FROM Link')],
  ['query that is wrong', (s) => s.query(NS, 'SELECT FROM')],
  ['query of no class', (s) => s.query(NS, 'SELECT * FROM Nope')],
  ['query in no known dialect', (s) => s.query(NS, 'x', { dialect: 'Klingon' })],
  ['associators', (s) => s.associators(NS, A)],
  ['associators by class', (s) => s.associators(NS, A, { associationClass: 'Link', resultClass: 'Thing' })],
  ['associators by role', (s) => s.associators(NS, A, { role: 'From', resultRole: 'To' })],
  ['associators by the wrong role', (s) => s.associators(NS, A, { role: 'To' })],
  ['associators keysOnly', (s) => s.associators(NS, A, { keysOnly: true })],
  ['references', (s) => s.references(NS, A)],
  ['references by role', (s) => s.references(NS, A, { resultClass: 'Link', role: 'From' })],
  ['references by the wrong role', (s) => s.references(NS, A, { role: 'To' })],
  ['invoke a static method', (s) => s.invoke(NS, 'Thing', 'Count')],
  ['invoke a method', (s) => s.invoke(NS, A, 'Method', parameters())],
  ['invoke a method with nulls', (s) => s.invoke(NS, A, 'Method', nulls())],
  ['invoke a method without parameters', (s) => s.invoke(NS, A, 'Method')],
  ['invoke no method', (s) => s.invoke(NS, A, 'Nope')],
  ['getClass', (s) => s.getClass(NS, 'Thing')],
  ['getClass of none', (s) => s.getClass(NS, 'Nope')],
  ['enumerateClasses', (s) => s.enumerateClasses(NS)],
  ['enumerateClasses of no class', (s) => s.enumerateClasses(NS, 'Nope')],
  ['enumerateClasses of a class without subclasses', (s) => s.enumerateClasses(NS, 'thing')],
  ['enumerateClasses deep', (s) => s.enumerateClasses(NS, 'Base', { polymorphism: 'deep' })],
  ['create that exists', (s) => s.create(NS, new CimInstance('Thing', [text('Id', 'a')]))],
  ['delete of none', (s) => s.delete(NS, path('Thing.Id="z"'))],
];

const SERVERS: readonly (readonly [name: string, dialect: Partial<Dialect>, options: SessionOptions])[] = [
  ['Windows', {}, {}],
  ['Windows, in UTF-16', {}, { packetEncoding: 'UTF16' }],
  ['OMI', { manner: 'omi' }, {}],
  ['a server that sends no items with its first answer', { optimized: false, contexts: 'changing' }, {}],
];

function numbered(): CimReference {
  return new CimReference('Numbered', [
    { name: 'Number', type: 'uint32', array: false, value: 1 },
    { name: 'Even', type: 'boolean', array: false, value: false },
    { name: 'Time', type: 'datetime', array: false, value: CimDateTime.parse('20240101000000.000000+000') },
    { name: 'Letter', type: 'char16', array: false, value: '7' },
  ]);
}

const text = (name: string, value: string) => ({ name, type: 'string', array: false, value }) as const;

function parameters(): CimInstance {
  const part = new CimInstance('Part', [text('Name', 'x'), { name: 'Sizes', type: 'uint32', array: true, value: [5] }]);
  return new CimInstance('__Parameters', [
    { name: 'A', type: 'sint64', array: false, value: 2n ** 62n },
    { name: 'Names', type: 'string', array: true, value: ['a', '', ' b '] },
    { name: 'Flag', type: 'boolean', array: false, value: true },
    { name: 'Thing', type: 'reference', array: false, value: A },
    { name: 'Part', type: 'instance', array: false, value: part },
    { name: 'Time', type: 'datetime', array: false, value: CimInterval.parse('00000001000000.000000:000') },
  ]);
}

function nulls(): CimInstance {
  const elements = parameters().elements.map((element) => ({ ...element, value: null }));
  return new CimInstance('__Parameters', elements);
}

describe.each(SERVERS)(
  'an operation over WS-Management with %s gives the same as on the repository',
  (_name, dialect, options) => {
    beforeEach(async () => {
      both = await startBoth(repository(), dialect, options);
    });

    it.each(OPERATIONS)('%s', async (_, run) => {
      expect(await outcome(() => run(both.remote))).toEqual(await outcome(() => run(both.local)));
    });

    it('changes instances', async () => {
      const given = (await both.local.getInstance(NS, A)).elements.map((element) => {
        return element.name === 'Id' ? { ...element, value: 'new' } : element;
      });
      const created = await both.remote.create(NS, new CimInstance('Thing', given));
      expect(created.get('Id')).toBe('new');
      const read = await both.local.getInstance(NS, path('Thing.Id="new"'));
      expect(read.elements).toEqual(given);

      const changes = [
        { name: 'Id', type: 'string', array: false, value: 'new', key: true },
        { name: 'Text', type: 'string', array: false, value: null },
        { name: 'U64', type: 'uint64', array: false, value: 0n },
      ] as const;
      await both.remote.modify(NS, new CimInstance('Thing', changes));
      const changed = await both.local.getInstance(NS, path('Thing.Id="new"'));
      expect(changed.get('Text')).toBeNull();
      expect(changed.get('U64')).toBe(0n);
      expect(changed.get('U32')).toBe(4_294_967_295);

      await both.remote.delete(NS, path('Thing.Id="new"'));
      expect(await outcome(() => both.local.getInstance(NS, path('Thing.Id="new"')))).toMatchObject({
        result: 'NOT_FOUND',
      });
    });

    it('refuses to set an array to none: nothing that is sent would say so', async () => {
      const names = { name: 'Names', type: 'string', array: true, value: [] } as const;
      const change = new CimInstance('Thing', [{ ...text('Id', 'a'), key: true }, names]);
      await expect(both.remote.modify(NS, change)).rejects.toThrow(
        /Names is an empty array, which WS-Management cannot set/,
      );
      const sizes = { name: 'Sizes', type: 'uint32', array: true, value: [] } as const;
      const inner = { name: 'Inner', type: 'instance', array: false, value: new CimInstance('Part', [sizes]) } as const;
      const embedded = new CimInstance('Thing', [{ ...text('Id', 'a'), key: true }, inner]);
      await expect(both.remote.modify(NS, embedded)).rejects.toThrow(/: Inner\.Sizes is an empty array/);
    });

    it('marks keys in whatever letter case they were given, where the server tells no class', async () => {
      both.server.dialect = { ...both.server.dialect, classSchema: false };
      const { elements } = await both.remote.getInstance(NS, path('Thing.iD="a"'));
      expect(elements.filter(({ key }) => key === true)).toMatchObject([{ name: 'Id', value: 'a' }]);
    });

    it('writes options that are no finite numbers as XML Schema has them', async () => {
      const customOptions = [Infinity, -Infinity, Number.NaN].map((value, index) => {
        return { name: `R${index}`, type: 'real64', value } as const;
      });
      await both.remote.getInstance(NS, A, { customOptions });
      const sent = both.server.requests
        .flatMap(({ options }) => options)
        .filter(({ name }) => name.startsWith('wmi:R'));
      expect(sent.map(({ text: written }) => written)).toEqual(['INF', '-INF', 'NaN']);
    });

    it('asks for each class once, however many operations need it', async () => {
      for (let round = 0; round < 3; round += 1) await all(both.remote.enumerate(NS, 'Base'));
      const asked = both.server.requests.filter(({ resourceUri }) => resourceUri.includes('/cim-xml/'));
      expect(asked.map(({ selectors }) => selectors.get('ClassName')).toSorted()).toEqual(['Base', 'Part', 'Thing']);
    });
  },
);
