import { readFileSync } from 'node:fs';
import { initialize, type Session } from 'mi-codegen/runtime';
import { MemoryRepository } from 'mi-codegen/runtime/memory';
import { describe, expect, it } from 'vitest';
import { parseMof } from '../../generator/source/mof/index.js';
import { Test_Base, Test_Below } from './changed-types/expected/index.js';
import { Test_Base as Cycle_Base, Test_Second as Cycle_Second } from './import-cycles/expected/index.js';
import { __proto__, Object$, Uses } from './reserved-classes/expected/index.js';
import { Test_Reserved, Test_ReservedMethods, Test_ReservedStatics } from './reserved-members/expected/index.js';
import { Test_FaxModem } from './shared-names/expected/index.js';

/** A repository that holds a golden schema, and a session with it. */
async function open(feature: string): Promise<{ readonly repository: MemoryRepository; readonly session: Session }> {
  const text = readFileSync(new URL(`${feature}/schema.mof`, import.meta.url), 'utf8');
  const repository = new MemoryRepository({ schema: parseMof(text, { namespace: 'root/test' }).schema });
  const application = await initialize({ handler: repository });
  return { repository, session: await application.newSession({}) };
}

describe('names that JavaScript has a use for', () => {
  it('are plain data as properties', async () => {
    const { session } = await open('reserved-members');
    // biome-ignore lint/suspicious/noThenProperty: a name from the schema.
    const values = { constructor$: 'c', __proto__$: 'p', toString$: 's', toJSON$: 'j', then: 't', prototype: 'y' };
    await Test_Reserved.$create(session, values);
    const read = await Test_Reserved.$get(session, { constructor$: 'c' });
    expect({ ...read }).toMatchObject(values);
    expect(Object.getPrototypeOf(read)).toBe(Test_Reserved.prototype);
    expect(read.$path.toString()).toBe('root/test:Test_Reserved.constructor="c"');
    await read.$modify({ __proto__$: 'q' });
    expect((await read.$refresh()).__proto__$).toBe('q');
  });

  it('can be called as methods, and an object is no thenable', async () => {
    const { repository, session } = await open('reserved-members');
    repository.provide(Test_ReservedMethods, {
      then$: ({ constructor$, __proto__$ }) => ({
        // biome-ignore lint/suspicious/noThenProperty: a name from the schema.
        then: `${constructor$} ${__proto__$}`,
        ReturnValue$: null,
        ReturnValue: 1,
      }),
      constructor$: () => ({ ReturnValue: 2 }),
      __proto__$: () => ({ ReturnValue: 3 }),
      toJSON$: () => ({ ReturnValue: 4 }),
      static: () => ({ ReturnValue: 5 }),
    });
    const object = await Test_ReservedMethods.$create(session, { Id: 'x' });
    // biome-ignore lint/suspicious/noThenProperty: a name from the schema.
    expect(await object.then$({ constructor$: 'a', __proto__$: 'b' })).toMatchObject({ then: 'a b', ReturnValue: 1 });
    expect(await object.constructor$()).toEqual({ ReturnValue: 2 });
    expect(await object.__proto__$()).toEqual({ ReturnValue: 3 });
    expect(await object.toJSON$()).toEqual({ ReturnValue: 4 });
    expect(await object.static()).toEqual({ ReturnValue: 5 });
  });

  it('can be called as static methods', async () => {
    const { repository, session } = await open('reserved-members');
    repository.provide(Test_ReservedStatics, {
      prototype$: () => ({ ReturnValue: 1 }),
      name$: () => ({ ReturnValue: 2 }),
      length$: () => ({ ReturnValue: 3 }),
      static: () => ({ ReturnValue: 4 }),
    });
    expect(await Test_ReservedStatics.prototype$(session)).toEqual({ ReturnValue: 1 });
    expect(await Test_ReservedStatics.name$(session)).toEqual({ ReturnValue: 2 });
    expect(await Test_ReservedStatics.length$(session)).toEqual({ ReturnValue: 3 });
    expect(await Test_ReservedStatics.static(session)).toEqual({ ReturnValue: 4 });
  });

  it('are classes like any other', async () => {
    const { session } = await open('reserved-classes');
    const proto = await __proto__.$create(session, { Id: 'p' });
    await Uses.$create(session, { Proto: proto.$path });
    const uses = await Uses.$get(session, { Proto: proto.$path });
    const read = await uses.Proto.get(session);
    expect(read).toBeInstanceOf(__proto__);
    expect(read.Id).toBe('p');
    await Object$.$create(session, { Id: 'o', Bytes: Uint8Array.of(1, 2) });
    expect((await Object$.$get(session, { Id: 'o' })).Bytes).toEqual(Uint8Array.of(1, 2));
  });
});

describe('a property and a method of one name', () => {
  it('are both there', async () => {
    const { repository, session } = await open('shared-names');
    repository.provide(Test_FaxModem, { Reset: () => ({ ReturnValue: 7 }), Both$: () => ({ ReturnValue: 8 }) });
    const modem = await Test_FaxModem.$create(session, { Id: '1', Reset$: 'never', Both: 'both' });
    expect(modem.Reset$).toBe('never');
    expect(modem.Both).toBe('both');
    expect(await modem.Reset()).toEqual({ ReturnValue: 7 });
    expect(await modem.Both$()).toEqual({ ReturnValue: 8 });
  });
});

describe('a class that is no subtype of its superclass for TypeScript', () => {
  it('is one at run time, with its own types', async () => {
    const { repository, session } = await open('changed-types');
    repository.provide(Test_Below, {
      Change: ({ A }) => ({ B: `${A}`, ReturnValue: 0 }),
      Same: ({ A }) => ({ ReturnValue: A?.length ?? 0 }),
    });
    const below = await Test_Below.$create(session, { Id: '1', Text: 5, Number: 2n ** 60n });
    expect(below).toBeInstanceOf(Test_Base);
    expect([below.Text, below.Number]).toEqual([5, 2n ** 60n]);
    expect(await below.Change({ A: 3 })).toEqual({ B: '3', ReturnValue: 0 });
    expect(await Test_Below.Same(session, { A: 'four' })).toEqual({ ReturnValue: 4 });
    await below.$modify({ Text: 6 });
    expect(below.Text).toBe(6);
  });
});

describe('a base class that embeds a class derived from it', () => {
  it('gives and takes objects of that class', async () => {
    const { repository, session } = await open('import-cycles');
    repository.provide(Cycle_Base, { Use: ({ It }) => ({ Made: { Id: `${It}` }, ReturnValue: 0 }) });
    const second = await Cycle_Second.$create(session, { Id: 's' });
    await Cycle_Base.$create(session, { Id: 'b', Second: { Id: 'inner' }, First: second.$path });
    const base = await Cycle_Base.$get(session, { Id: 'b' });
    expect(base.Second).toBeInstanceOf(Cycle_Second);
    expect(base.Second?.Id).toBe('inner');
    const { Made } = await base.Use({ It: second.$path });
    expect(Made?.Id).toBe('root/test:Test_Second.Id="s"');
  });
});
