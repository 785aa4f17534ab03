import { readFileSync } from 'node:fs';
import { expectSuccess, flags, initialize, type Session, valueName } from 'mi-codegen/runtime';
import { MemoryRepository } from 'mi-codegen/runtime/memory';
import { describe, expect, it } from 'vitest';
import { parseMof } from '../../../generator/source/mof/index.js';
import {
  Test_Bulb,
  Test_Lamp,
  Test_Lamp_Bits,
  Test_Lamp_Colours,
  Test_Lamp_Dim_ReturnValue,
  Test_Lamp_Level,
  Test_Lamp_State,
  Test_LampInRoom,
  Test_Lantern,
  Test_Room,
} from './revision-1/generated/root/test/index.js';

/** A repository of the schema that the classes are of. */
async function open(): Promise<{ repository: MemoryRepository; session: Session }> {
  const text = readFileSync(new URL('revision-1/schema.mof', import.meta.url), 'utf8');
  const repository = new MemoryRepository({ schema: parseMof(text, { namespace: 'root/test' }).schema });
  const application = await initialize({ handler: repository });
  return { repository, session: await application.newSession() };
}

describe('classes generated for revision 1', () => {
  it('have the properties of their superclasses, and change', async () => {
    const { session } = await open();
    const lamp = await Test_Lamp.$create(session, { Id: 'a', State: 1, Hours: 2n ** 64n - 1n, Place: 'Desk' });
    await lamp.$modify({ Label: 'first' });
    const { State, Hours, Place, Label } = await Test_Lamp.$get(session, { Id: 'a' });
    expect([State, Hours, Place, Label]).toEqual([1, 2n ** 64n - 1n, 'Desk', 'first']);
  });

  it('name their values', () => {
    expect([0, 5, 10].map((state) => valueName(Test_Lamp_State, state))).toEqual(['Off', 'Reserved', 'Other']);
    expect(valueName(Test_Lamp_Level, 50)).toBe('Percent');
    expect(valueName(Test_Lamp_Bits, 8)).toBe('8');
    expect(flags.list(Test_Lamp_Colours, 0x8000_0001)).toEqual(['Red', 'Blue']);
  });

  it('call methods without in-parameters', async () => {
    const { repository, session } = await open();
    repository.provide(Test_Lamp, {
      TurnOn: (args) => ({ ReturnValue: Object.keys(args).length }),
      Flash: () => {},
      Count: () => ({ Lamps: 3, ReturnValue: 0 }),
    });
    const lamp = await Test_Lamp.$create(session, { Id: 'a' });
    expect(await lamp.TurnOn()).toEqual({ ReturnValue: 0 });
    expect(await lamp.TurnOn({}, { timeout: 5000 })).toEqual({ ReturnValue: 0 });
    expect(await lamp.Flash(undefined, { timeout: 5000 })).toEqual({});
    expect(await Test_Lamp.Count(session)).toEqual({ Lamps: 3, ReturnValue: 0 });
  });

  it('name the codes that methods return', async () => {
    const { repository, session } = await open();
    repository.provide(Test_Lamp, {
      Dim: ({ Level }) => ({ ReturnValue: Level }),
      TurnAllOff: () => ({ ReturnValue: 5 }),
    });
    const lamp = await Test_Lamp.$create(session, { Id: 'a' });
    expect(await expectSuccess(lamp.Dim({ Level: 0 }))).toEqual({ ReturnValue: Test_Lamp_Dim_ReturnValue.Done });
    await expect(expectSuccess(lamp.Dim({ Level: 5 }))).rejects.toThrow('Test_Lamp.Dim returned 5: Too Hot');
    await expect(expectSuccess(lamp.Dim({ Level: 9 }))).rejects.toThrow('Test_Lamp.Dim returned 9: Other');
    await expect(expectSuccess(Test_Lamp.TurnAllOff(session))).rejects.toThrow('Test_Lamp.TurnAllOff returned 5');
    await expect(lamp.Dim({ Level: 256 })).rejects.toThrow('Test_Lamp.Dim: Level');
  });

  it('stream, and embed instances whose modules are loaded late', async () => {
    const { repository, session } = await open();
    repository.provide(Test_Lamp, {
      Watch: async ({ Like }, { stream }) => {
        await stream('Lines', `${Like} 1`);
        await stream('Lines', `${Like} 2`);
        return { Total: 2, ReturnValue: 0 };
      },
      Replace: ({ Bulb }) => ({ Old: { Watts: (Bulb?.Watts ?? 0) + 1 }, ReturnValue: 0 }),
    });
    const lamp = await Test_Lamp.$create(session, { Id: 'a' });
    expect(await lamp.Watch({ Like: 'x' })).toEqual({ Lines: ['x 1', 'x 2'], Total: 2, ReturnValue: 0 });
    const { Old } = await lamp.Replace({ Bulb: { Watts: 5 } });
    expect(Old).toBeInstanceOf(Test_Bulb);
    expect(Old?.Watts).toBe(6);
  });

  it('lead to associated objects, and stand where their superclass does not fit', async () => {
    const { repository, session } = await open();
    const lamp = await Test_Lamp.$create(session, { Id: 'a' });
    const room = await Test_Room.$create(session, { Id: 'r' });
    await Test_LampInRoom.$create(session, { Lamp: lamp.$path, Room: room.$path });
    const found: Test_Room[] = [];
    for await (const each of lamp.$associators(Test_LampInRoom)) found.push(each);
    expect(found.map(({ Id }) => Id)).toEqual(['r']);
    const lantern = await Test_Lantern.$create(session, { Id: 'l' });
    const times: number[] = [];
    repository.provide(Test_Lantern, { Flash: ({ Times }) => void times.push(Times) });
    await lantern.Flash({ Times: 3 });
    expect(times).toEqual([3]);
  });
});
