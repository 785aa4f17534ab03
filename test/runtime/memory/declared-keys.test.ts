import { describe, expect, it } from 'vitest';
import { CimInstance, CimReference, initialize, MiError, type Session } from '../../../runtime/index.js';
import { MemoryRepository } from '../../../runtime/memory/index.js';
import { collect } from '../../tools/collect.js';
import { mof } from './harness.js';

const NS = 'root/test';

const SCHEMA = mof(`
  class Gauge { [Key] uint32 Id; [Key] sint64 Wide; [Key] boolean On; [Key] char16 Letter; [Key] datetime Since;
    [Key] real32 Level; [Write] string Note; [Write] Gauge REF Peer; uint32 Reset(); };
  class Name { [Key] string Id; };
  [Association] class Link { [Key] Gauge REF From; [Key] Name REF To; string Note; };
  instance of Gauge { Id = 1; Wide = -2; On = true; Letter = 'x'; Since = "20240229000000.000000+000"; Level = 0.5; };
  instance of Name { Id = "5"; };
  instance of Link { To = "Name.Id=\\"5\\"";
    From = "Gauge.Id=1,Wide=-2,On=true,Letter='x',Since=\\"20240229000000.000000+000\\",Level=0.5"; };
`);

const SINCE = '"20240229000000.000000+000"';
const GAUGE = `Gauge.Id=1,Wide=-2,On=true,Letter='x',Since=${SINCE},Level=0.5`;

async function open(): Promise<Session> {
  const application = await initialize({ handler: new MemoryRepository({ schema: SCHEMA }) });
  return application.newSession();
}

const at = (path: string) => CimReference.parse(`${NS}:${path}`);

const reference = (name: string, path: string) =>
  ({ name, type: 'reference', array: false, value: CimReference.parse(path) }) as const;

describe('a reference whose keys do not say their types', () => {
  const ISO = GAUGE.replace(SINCE, '"2024-02-29T00:00:00Z"').replace('Id=1', 'Id="1"');
  const link = (from: string, to: string) => new CimInstance('Link', [reference('From', from), reference('To', to)]);

  it.each([GAUGE, ISO])('leads to its instance from a created association: %s', async (from) => {
    const session = await open();
    await session.create(NS, new CimInstance('Name', [{ name: 'Id', type: 'string', array: false, value: '6' }]));
    await session.create(NS, link(from, 'Name=6'));
    expect(await collect(session.associators(NS, at('Name=6')))).toMatchObject([{ className: 'Gauge' }]);
    expect(await collect(session.associators(NS, at(GAUGE)))).toHaveLength(2);
    const created = await collect(session.query(NS, `SELECT * FROM Link WHERE To = 'Name.Id="6"'`));
    expect(created.map((found) => found.get('From'))).toMatchObject([
      { keys: [{ type: 'uint32', value: 1 }, {}, {}, {}, {}, {}] },
    ]);
  });

  it('is a key that exists already', async () => {
    await expect((await open()).create(NS, link(ISO, 'NAME=5'))).rejects.toMatchObject({ result: 'ALREADY_EXISTS' });
  });

  it('has them after a change', async () => {
    const session = await open();
    await session.modify(NS, new CimInstance('Gauge', [...at(ISO).keys, reference('Peer', ISO)]));
    expect(
      await collect(session.query(NS, `SELECT * FROM Gauge WHERE Peer = "${GAUGE.replaceAll('"', '\\"')}"`)),
    ).toHaveLength(1);
  });

  it('is refused with its place for a key that is none of the type', async () => {
    const session = await open();
    await expect(session.create(NS, link(GAUGE.replace('Id=1', 'Id="x"'), 'Name=5'))).rejects.toMatchObject({
      result: 'INVALID_PARAMETER',
      message: 'root/test:Link.From: Gauge.Id: "x" is no value of the type uint32',
    });
  });
});

describe('a path whose keys do not say their types', () => {
  it.each([
    GAUGE,
    `Gauge.Id="1",Wide="-2",On="TRUE",Letter="x",Since=${SINCE},Level="0.5"`,
    // As WMI takes Win32_Process.Handle=4, and the short form where a class has one key.
    'Name.Id=5',
    'Name=5',
    'NAME="5"',
    `gauge.LEVEL=0.5,since=${SINCE},letter='x',on=TRUE,wide=-2,id=1`,
  ])('finds the instance: %s', async (path) => {
    expect((await at(path).get(await open())) as CimInstance).toBeInstanceOf(CimInstance);
  });

  it('is the target of every operation', async () => {
    const session = await open();
    const target = at(GAUGE);
    expect(await collect(session.references(NS, target))).toHaveLength(1);
    expect(await collect(session.associators(NS, target))).toMatchObject([{ className: 'Name' }]);
    const note = { name: 'Note', type: 'string', array: false, value: 'n' } as const;
    await session.modify(NS, new CimInstance('Gauge', [...target.keys, note]));
    expect((await session.getInstance(NS, target)).get('Note')).toBe('n');
    await expect(session.invoke(NS, target, 'Reset')).rejects.toThrow('has no provider');
    await session.delete(NS, target);
    await expect(session.getInstance(NS, target)).rejects.toMatchObject({ result: 'NOT_FOUND' });
  });

  it('finds an instance by its references, whose keys do not say their types either', async () => {
    const session = await open();
    const from = JSON.stringify(GAUGE);
    const link = at(`Link.From=${from},To="Name.Id=\\"5\\""`);
    expect((await session.getInstance(NS, link)).className).toBe('Link');
    const untyped = new CimReference('Link', [
      { name: 'From', type: 'reference', array: false, value: CimReference.parse(GAUGE) },
      { name: 'To', type: 'string', array: false, value: 'Name.Id="5"' },
    ]);
    expect((await session.getInstance(NS, untyped)).className).toBe('Link');
  });

  it.each([
    [
      'Gauge=2',
      'INVALID_PARAMETER: root/test:Gauge: Gauge has the keys Id, Wide, On, Letter, Since, Level: a path names each of them',
    ],
    ['Gauge.Id=2', 'INVALID_PARAMETER: root/test:Gauge needs the key Wide'],
    [GAUGE.replace('Id=1', 'Id=2'), /^NOT_FOUND: there is no instance root\/test:Gauge\.Id=2,Wide=-2/],
    [
      GAUGE.replace('Id=1', 'Id=4294967296'),
      'INVALID_PARAMETER: root/test:Gauge.Id: 4294967296 is out of the range of uint32, 0 to 4294967295',
    ],
    [GAUGE.replace('Id=1', 'Id="one"'), 'INVALID_PARAMETER: root/test:Gauge.Id: "one" is no value of the type uint32'],
    [GAUGE.replace(SINCE, '"today"'), /^INVALID_PARAMETER: root\/test:Gauge.Since: invalid CIM datetime "today"/],
    ["Name='nobody'", 'NOT_FOUND: there is no instance root/test:Name.Id="nobody"'],
    ['Name=7', 'NOT_FOUND: there is no instance root/test:Name.Id="7"'],
    ['Name.Id=TRUE', 'INVALID_PARAMETER: root/test:Name.Id: true is no value of the type string'],
  ])('may select none: %s', async (path, failure) => {
    const error: unknown = await at(path)
      .get(await open())
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(MiError);
    const { result, message } = error as MiError;
    expect(`${result}: ${message}`).toMatch(failure);
  });
});
