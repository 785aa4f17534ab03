import { describe, expect, it } from 'vitest';
import { CimInstance } from '../../../runtime/index.js';
import { nearestClass } from '../../../runtime/v1/generated-class.js';
import { collect } from '../../tools/collect.js';
import { element, fakeSession, key } from '../fake-handler.js';
import { Test_All } from './generated/Test_All.js';
import { Test_Base } from './generated/Test_Base.js';

/** What a user derives from a generated class. */
class MyBase extends Test_Base {
  get shout(): string {
    return `${this.Name}!`;
  }
}
class MyOwn extends MyBase {}

const id = key('Id', 'string', 'a');
const elements = [id, element('Name', 'string', 'x')];

/** A server whose instances are of the generated subclass of what is asked. */
async function session() {
  const answer = new CimInstance('Test_All', elements, 'root/test');
  const event = new CimInstance('__InstanceCreationEvent', [
    { name: 'TargetInstance', type: 'instance', array: false, value: answer },
  ]);
  const made = await fakeSession(async (sink, { kind }) => {
    if (kind === 'subscribe') await sink.indicationResult(event, '', '');
    else await sink.instanceResult(answer);
    return null;
  });
  return made.session;
}

describe("a user's subclass of a generated class", () => {
  const OPERATIONS: readonly [name: string, run: () => Promise<MyBase>][] = [
    ['$get', async () => MyBase.$get(await session(), { Id: 'a' })],
    ['$create', async () => MyBase.$create(await session(), { Name: 'x' })],
    ['$enumerate', async () => (await collect(MyBase.$enumerate(await session())))[0] as MyBase],
    ['$query', async () => (await collect(MyBase.$query(await session())))[0] as MyBase],
    ['$at().$refresh', async () => MyBase.$at(await session(), { Id: 'a' }).$refresh()],
    ['$path.get', async () => (await MyBase.$get(await session(), { Id: 'a' })).$path.get(await session())],
    ['$created', async () => (await collect(MyBase.$created(await session())))[0]?.indication.TargetInstance as MyBase],
  ];

  it.each(OPERATIONS)('makes the objects of %s', async (_, run) => {
    const object = await run();
    expect(Object.getPrototypeOf(object)).toBe(MyBase.prototype);
    expect(object.shout).toBe('x!');
    expect(object.$className).toBe('Test_All');
  });

  it('may have subclasses, asked in any order', async () => {
    expect(Object.getPrototypeOf(await MyOwn.$get(await session(), { Id: 'a' }))).toBe(MyOwn.prototype);
    expect(Object.getPrototypeOf(await MyBase.$get(await session(), { Id: 'a' }))).toBe(MyBase.prototype);
  });

  it('is no generated class, before and after it was asked', async () => {
    class MyNew extends Test_Base {}
    expect(nearestClass(MyNew)?.cls).toBe(Test_Base);
    await MyNew.$get(await session(), { Id: 'a' });
    expect(nearestClass(MyNew)?.cls).toBe(Test_Base);
  });

  it('changes nothing for who asks the generated class', async () => {
    await MyBase.$get(await session(), { Id: 'a' });
    expect(Object.getPrototypeOf(await Test_Base.$get(await session(), { Id: 'a' }))).toBe(Test_All.prototype);
  });
});

describe('what is no session', () => {
  const CALLS: readonly [name: string, call: (session: never) => unknown][] = [
    ['$get', (none) => Test_Base.$get(none, { Id: 'a' })],
    ['$at', (none) => Test_Base.$at(none, { Id: 'a' })],
    ['$create', (none) => Test_Base.$create(none, {})],
    ['$enumerate', (none) => Test_Base.$enumerate(none)],
    ['$query', (none) => Test_Base.$query(none)],
    ['$subscribe', (none) => Test_Base.$subscribe(none)],
    ['$created', (none) => Test_Base.$created(none)],
    ['$modified', (none) => Test_Base.$modified(none)],
    ['$deleted', (none) => Test_Base.$deleted(none)],
    ['$changed', (none) => Test_Base.$changed(none)],
    ['Count', (none) => Test_Base.Count(none)],
  ];

  it.each(CALLS)('is refused by %s', async (name, call) => {
    for (const [none, shown] of [
      [undefined, 'undefined'],
      [null, 'null'],
      [{ CommandLine: 'x' }, 'an object'],
      ['root/cimv2', '"root/cimv2"'],
    ]) {
      await expect((async () => call(none as never))()).rejects.toMatchObject({
        name: 'MiArgumentError',
        message: `Test_Base.${name}: takes a session as its first argument, not ${shown}`,
      });
    }
  });
});
