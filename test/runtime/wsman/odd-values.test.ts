import { afterEach, beforeEach, expect, it } from 'vitest';
import { type CimElement, CimInstance, CimReference, type CimType, type CimValue } from '../../../runtime/index.js';
import { MemoryRepository } from '../../../runtime/memory/index.js';
import { mof } from '../memory/harness.js';
import { all, type Both, outcome, startBoth } from './over-both.js';

const NS = 'root/test';
const PROPERTIES = Array.from({ length: 1000 }, (_, index) => `string P${index};`).join(' ');
const SCHEMA = mof(`
  class Ünï { [Key] string Näme; string Text; };
  class Odd { [Key] string Id; string Text; Odd REF Refs[]; uint8 One[]; };
  class Wide { [Key] string Id; ${PROPERTIES} };
  class Keyed { [Key] Odd REF Ref; [Key] sint64 Number; };
  class Deep { [Key] string Id; [EmbeddedInstance("Node")] string Node; };
  class Node { string Name; [EmbeddedInstance("Node")] string Next; };
  class Many { [Key] uint32 Number; string Text; };
`);

let both: Both;
beforeEach(async () => {
  both = await startBoth(new MemoryRepository({ schema: SCHEMA }));
});
afterEach(async () => {
  expect(both.server.openContexts).toEqual([]);
  await both.close();
});

function element(name: string, type: CimType, value: CimValue): CimElement {
  return { name, type, array: Array.isArray(value) || value instanceof Uint8Array, value };
}

function key(name: string, type: CimType, value: CimValue): CimElement {
  return { ...element(name, type, value), key: true };
}

const odd = (id: string): CimReference => new CimReference('Odd', [key('Id', 'string', id)], NS);

/** Compares what a call gives over WS-Management with what it gives on the repository. */
async function expectSame(run: (session: Both['remote']) => unknown): Promise<void> {
  expect(await outcome(() => run(both.remote))).toEqual(await outcome(() => run(both.local)));
}

it('keys and texts may have all characters, and line ends stay what they are', async () => {
  const texts = [
    '',
    ' a ',
    'a"b',
    "it's",
    'a\\b',
    '<&>',
    'a\nb\tc',
    'a\r\nb\rc',
    'ä\u{1F600}',
    ']]>',
    '&amp;',
    '%20',
    'a,b=c',
  ];
  for (const text of [...texts, 'a'.repeat(3000)]) {
    await both.remote.create(NS, new CimInstance('Odd', [key('Id', 'string', text), element('Text', 'string', text)]));
    expect((await both.local.getInstance(NS, odd(text))).get('Text')).toBe(text);
    await expectSame((session) => session.getInstance(NS, odd(text)));
  }
  await expectSame((session) => session.enumerate(NS, 'Odd'));
  await expectSame((session) => session.enumerate(NS, 'Odd', { keysOnly: true }));
});

it('names need not be of ASCII', async () => {
  await both.remote.create(NS, new CimInstance('Ünï', [key('Näme', 'string', 'x'), element('Text', 'string', 'y')]));
  await expectSame((session) => session.enumerate(NS, 'Ünï'));
  await expectSame((session) => session.getInstance(NS, CimReference.parse('Ünï.Näme="x"')));
  await expectSame((session) => session.query(NS, 'SELECT * FROM Ünï'));
});

it('references may be keys, and stand in arrays', async () => {
  for (const id of ['a', 'b']) await both.local.create(NS, new CimInstance('Odd', [key('Id', 'string', id)]));
  const values = [element('Refs', 'reference', [odd('a'), odd('b')]), element('One', 'uint8', new Uint8Array([5]))];
  await both.remote.create(NS, new CimInstance('Odd', [key('Id', 'string', 'c'), ...values]));
  await expectSame((session) => session.getInstance(NS, odd('c')));
  const keys = [key('Ref', 'reference', odd('a')), key('Number', 'sint64', -5n)];
  await both.remote.create(NS, new CimInstance('Keyed', keys));
  await expectSame((session) => session.enumerate(NS, 'Keyed'));
  await expectSame((session) => session.getInstance(NS, new CimReference('Keyed', keys, NS)));
});

it('objects may be wide, deep and large', async () => {
  await both.local.create(NS, new CimInstance('Wide', [key('Id', 'string', 'w')]));
  await expectSame((session) => session.enumerate(NS, 'Wide'));
  let node: CimInstance | null = null;
  for (let level = 0; level < 20; level += 1) {
    node = new CimInstance('Node', [element('Name', 'string', `node ${level}`), element('Next', 'instance', node)]);
  }
  await both.remote.create(NS, new CimInstance('Deep', [key('Id', 'string', 'd'), element('Node', 'instance', node)]));
  await expectSame((session) => session.enumerate(NS, 'Deep'));
  const large = (length: number) => [
    key('Id', 'string', String(length)),
    element('Text', 'string', 'x'.repeat(length)),
  ];
  await both.remote.create(NS, new CimInstance('Odd', large(300_000)));
  await expectSame((session) => session.getInstance(NS, odd('300000')));
  await expect(both.remote.create(NS, new CimInstance('Odd', large(600_000)))).rejects.toThrow(/HTTP status 413/);
});

it('thousands of instances come in order, whatever contexts the server gives', async () => {
  for (let number = 0; number < 3000; number += 1) {
    await both.local.create(NS, new CimInstance('Many', [key('Number', 'uint32', number)]));
  }
  const numbers = Array.from({ length: 3000 }, (_, index) => index);
  for (const contexts of ['kept', 'changing', 'short'] as const) {
    for (const optimized of [true, false]) {
      both.server.dialect = { ...both.server.dialect, contexts, optimized };
      const found = await all(both.remote.enumerate(NS, 'Many'));
      expect(found.map((instance) => instance.get('Number'))).toEqual(numbers);
    }
  }
  const read = await Promise.all(
    numbers.map((number) => both.remote.getInstance(NS, new CimReference('Many', [key('Number', 'uint32', number)]))),
  );
  expect(read.map((instance) => instance.get('Number'))).toEqual(numbers);
});

it('a session that is closed while operations run ends them, and leaves nothing behind', async () => {
  for (let number = 0; number < 100; number += 1) {
    await both.local.create(NS, new CimInstance('Many', [key('Number', 'uint32', number)]));
  }
  const session = await both.open({ maxElements: 3 });
  const begun = all(session.enumerate(NS, 'Many'));
  let running: Promise<readonly PromiseSettledResult<unknown>[]> | undefined;
  for await (const _ of session.enumerate(NS, 'Many')) {
    running = Promise.allSettled([begun, all(session.enumerate(NS, 'Many')), session.getClass(NS, 'Many')]);
    break;
  }
  await Promise.all([session.close(), session.close()]);
  for (const end of (await running) ?? [])
    if (end.status === 'rejected') expect(end.reason).toMatchObject({ name: 'MiError' });
});

it('an operation that takes too long ends with a TimeoutError, and closing does not wait for its server', async () => {
  both.server.intercept = () => new Promise(() => {});
  const late = { cause: { name: 'TimeoutError' } };
  await expect(both.remote.getInstance(NS, odd('x'), { timeout: 20 })).rejects.toMatchObject(late);
  await expect(all(both.remote.enumerate(NS, 'Odd', { timeout: 20 }))).rejects.toMatchObject(late);
  await expect(both.remote.getClass(NS, 'Odd', { timeout: 20 })).rejects.toMatchObject(late);
});
