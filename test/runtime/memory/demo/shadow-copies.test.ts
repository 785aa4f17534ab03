import type { Session } from 'mi-codegen/runtime';
import { beforeEach, expect, it } from 'vitest';
import {
  Win32_ShadowCopy,
  Win32_ShadowFor,
  Win32_ShadowStorage,
  Win32_Volume,
} from '../../../../generated/root/cimv2/index.js';
import { demoSession } from './demo-session.js';

let session: Session;
beforeEach(async () => {
  session = await demoSession();
});

async function volume(DriveLetter: string | null): Promise<Win32_Volume> {
  const [found] = await Win32_Volume.$query(session, { where: { DriveLetter } }).toArray();
  if (found === undefined) throw new Error(`there is no volume ${DriveLetter}`);
  return found;
}
const copiesOf = async (letter: string) => (await volume(letter)).$associators(Win32_ShadowFor).toArray();
const storageOf = async (letter: string) => {
  const [storage] = await (await volume(letter)).$references(Win32_ShadowStorage, { role: 'Volume' }).toArray();
  return storage;
};

it('of a volume are made and deleted, and take room', async () => {
  expect(await copiesOf('D:')).toHaveLength(2);
  const before = (await storageOf('D:'))?.UsedSpace ?? 0n;
  const { ShadowID, ReturnValue } = await Win32_ShadowCopy.Create(session, { Volume: 'd:\\' });
  expect(ReturnValue).toBe(0);
  const copy = await Win32_ShadowCopy.$get(session, { ID: ShadowID ?? '' });
  expect(copy).toMatchObject({ VolumeName: (await volume('D:')).DeviceID, State: 9, ClientAccessible: true });
  expect((await storageOf('D:'))?.UsedSpace).toBe(before + 32n * 2n ** 20n);
  expect(await copiesOf('D:')).toHaveLength(3);
  await copy.$delete();
  expect(await copiesOf('D:')).toHaveLength(2);
});

it('get room on the volume itself where it has none', async () => {
  expect(await storageOf('C:')).toBe(undefined);
  expect((await Win32_ShadowCopy.Create(session, { Volume: 'C:\\', Context: 'Backup' })).ReturnValue).toBe(0);
  expect((await storageOf('C:'))?.DiffVolume.toString()).toBe((await volume('C:')).$path.toString());
  expect(await Win32_ShadowStorage.Create(session, { Volume: 'C:\\' })).toEqual({ ReturnValue: 5 });
  expect(await Win32_ShadowStorage.Create(session, { Volume: 'E:\\', DiffVolume: 'D:\\' })).toEqual({ ReturnValue: 0 });
  expect((await storageOf('E:'))?.DiffVolume.toString()).toBe((await volume('D:')).$path.toString());
});

it('are refused where they cannot be', async () => {
  const create = async (Volume: string, Context = 'ClientAccessible') =>
    (await Win32_ShadowCopy.Create(session, { Volume, Context })).ReturnValue;
  expect(await create('X:\\')).toBe(3);
  expect(await create((await volume(null)).DeviceID)).toBe(4);
  expect(await create('D:\\', 'Unheard')).toBe(5);
  const storage = await storageOf('D:');
  if (storage === undefined) return;
  await storage.$modify({ MaxSpace: storage.UsedSpace });
  expect(await create('D:\\')).toBe(6);
});

it('are what a volume goes back to, once it is dismounted', async () => {
  const [copy] = await copiesOf('D:');
  expect(await copy?.Revert({ ForceDismount: false })).toEqual({ ReturnValue: 4 });
  expect(await copy?.Revert({ ForceDismount: true })).toEqual({ ReturnValue: 0 });
});
