import { CimInstance, CimReference, MiArgumentError } from 'mi-codegen/runtime';
import { describe, expect, it } from 'vitest';
import { Test_Fixed, Test_Open } from '../../golden/fixed-arrays/expected/index.js';
import { Test_Setting, Test_StrictSetting } from '../../golden/limits/expected/index.js';
import { element, fakeSession, key } from '../fake-handler.js';

type Values = Parameters<typeof Test_Setting.$create>[1];

const bytes = (length: number): Uint8Array => new Uint8Array(length);

/** The message of a refusal, before which nothing was sent. */
async function refusal(values: Values, cls: typeof Test_Setting = Test_Setting): Promise<string> {
  const { session, handler } = await fakeSession();
  const error: unknown = await cls.$create(session, { Id: 'a', ...values }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(MiArgumentError);
  expect(handler.requests).toEqual([]);
  return (error as MiArgumentError).message;
}

describe('limits', () => {
  it.each<readonly [values: Values, reason: string]>([
    [{ PassPhrase: '1234567' }, 'PassPhrase is shorter than MinLen 8: its length is 7'],
    [{ PassPhrase: 'x'.repeat(64) }, 'PassPhrase is longer than MaxLen 63: its length is 64'],
    [{ PassPhrase: '😀'.repeat(7) }, 'PassPhrase is shorter than MinLen 8: its length is 7'],
    [{ Names: ['ab', 'a'] }, 'Names[1] is shorter than MinLen 2: its length is 1'],
    [{ Octets: [bytes(2), bytes(3)] }, 'Octets[1] is longer than MaxLen 14: its length is 16'],
    [{ Vlan: 0 }, 'Vlan is less than MinValue 1: it is 0'],
    [{ Vlan: 4095 }, 'Vlan is greater than MaxValue 4094: it is 4095'],
    [{ Day: -32 }, 'Day is less than MinValue -31: it is -32'],
    [{ Share: 1.25 }, 'Share is greater than MaxValue 1: it is 1.25'],
    [{ Share: Number.NaN }, 'Share is NaN, which no MinValue and no MaxValue allows'],
    [{ Half: 0.75 }, 'Half is greater than MaxValue 0.5: it is 0.75'],
    [{ Bytes: Uint8Array.of(63, 64) }, 'Bytes[1] is greater than MaxValue 63: it is 64'],
    [{ Numbers: [10, 20, 21] }, 'Numbers[2] is greater than MaxValue 20: it is 21'],
    [{ Wide: 1n }, 'Wide is less than MinValue 2: it is 1'],
    [{ Wide: 9223372036854775807n }, 'Wide is greater than MaxValue 9223372036854775806: it is 9223372036854775807'],
    [{ Inner: { Vlan: 0 } }, 'Inner.Vlan is less than MinValue 1: it is 0'],
  ])('%o', async (values, reason) => {
    expect(await refusal(values)).toBe(`Test_Setting.$create: ${reason}`);
  });

  it('hold for keys', async () => {
    const { session, handler } = await fakeSession();
    await expect(Test_Setting.$get(session, { Id: 'x'.repeat(257) })).rejects.toThrow(
      'Test_Setting.$get: Id is longer than MaxLen 256: its length is 257',
    );
    expect(handler.requests).toEqual([]);
  });

  it('hold for in-parameters and changes', async () => {
    const { session, handler } = await fakeSession(async (sink) => {
      await sink.instanceResult(new CimInstance('Test_Setting', [key('Id', 'string', 'a')], 'root/test'));
      return null;
    });
    const setting = await Test_Setting.$get(session, { Id: 'a' });
    await expect(setting.Rename({ Name: '' })).rejects.toThrow(
      'Test_Setting.Rename: Name is shorter than MinLen 1: its length is 0',
    );
    await expect(setting.$modify({ Vlan: 4095 })).rejects.toThrow(
      'Test_Setting.$modify: Vlan is greater than MaxValue 4094: it is 4095',
    );
    expect(handler.requests).toHaveLength(1);
  });

  it('may be narrower in a subclass', async () => {
    expect(await refusal({ Vlan: 100 }, Test_StrictSetting)).toBe(
      'Test_StrictSetting.$create: Vlan is greater than MaxValue 99: it is 100',
    );
  });

  it('are included, and do not hold for null', async () => {
    const { session, handler } = await fakeSession();
    const values = {
      ...{ Id: 'x'.repeat(256), PassPhrase: '😀'.repeat(63), Names: ['ab'], Octets: [bytes(2)], Vlan: 4094, Day: -31 },
      ...{ Share: 1, Half: 0.5, Bytes: Uint8Array.of(63), Numbers: null, Wide: 2n, None: 7, Beyond: 0, NoText: 65535 },
    };
    const created = Test_Setting.$create(session, values).catch(() => {});
    await created;
    expect(handler.requests).toHaveLength(1);
  });

  it('do not hold for what a server answers', async () => {
    const { session } = await fakeSession(async (sink) => {
      const elements = [key('Id', 'string', 'a'), element('Vlan', 'uint16', 9999)];
      await sink.instanceResult(new CimInstance('Test_Setting', elements, 'root/test'));
      return null;
    });
    expect((await Test_Setting.$get(session, { Id: 'a' })).Vlan).toBe(9999);
  });
});

describe('the size of a fixed array', () => {
  const whole: Parameters<typeof Test_Fixed.$create>[1] = {
    Id: 'a',
    Digest: bytes(32),
    Names: ['a', 'b', 'c'],
    Numbers: [1, 2],
    Octets: [bytes(9), bytes(9)],
    Parts: [{}, {}],
  };

  it.each<readonly [values: Partial<typeof whole>, reason: string]>([
    [{ Digest: bytes(40) }, 'Digest has 40 items; the schema declares 32'],
    [{ Names: ['a', 'b', 'c', 'd'] }, 'Names has 4 items; the schema declares 3'],
    [{ Numbers: [1, 2, 70_000] }, 'Numbers has 3 items; the schema declares 2'],
    [{ Octets: [bytes(1), bytes(1), bytes(1)] }, 'Octets has 3 items; the schema declares 2'],
    [{ Parts: [{}, {}, {}] }, 'Parts has 3 items; the schema declares 2'],
    [
      { Others: [new CimReference('Test_Fixed', []), new CimReference('Test_Fixed', [])] },
      'Others has 2 items; the schema declares 1',
    ],
  ])('is not exceeded: %o', async (values, reason) => {
    const { session, handler } = await fakeSession();
    await expect(Test_Fixed.$create(session, { ...whole, ...values })).rejects.toThrow(`Test_Fixed.$create: ${reason}`);
    expect(handler.requests).toEqual([]);
  });

  it('holds for in-parameters', async () => {
    const { session } = await fakeSession();
    const fixed = Test_Fixed.$at(session, { Id: 'a' });
    await expect(fixed.Set({ Values: [1n, 2n, 3n, 4n, 5n] })).rejects.toThrow('Test_Fixed.Set: Values has 5 items');
    await expect(fixed.Set({ Bytes: bytes(3) })).rejects.toThrow('Bytes has 3 items; the schema declares 2');
  });

  it('may be left unfilled, and a subclass may declare none', async () => {
    const { session, handler } = await fakeSession();
    await Test_Fixed.$create(session, whole).catch(() => {});
    await Test_Fixed.$create(session, { Id: 'a', Digest: bytes(1), Names: [], Numbers: null }).catch(() => {});
    await Test_Open.$create(session, { Id: 'a', Names: ['a', 'b', 'c', 'd'] }).catch(() => {});
    expect(handler.requests).toHaveLength(3);
  });

  it('does not hold for what a server answers', async () => {
    const { session } = await fakeSession(async (sink) => {
      const elements = [key('Id', 'string', 'a'), element('Numbers', 'uint16', [1, 2, 3])];
      await sink.instanceResult(new CimInstance('Test_Fixed', elements, 'root/test'));
      return null;
    });
    expect((await Test_Fixed.$get(session, { Id: 'a' })).Numbers).toEqual([1, 2, 3]);
  });
});
