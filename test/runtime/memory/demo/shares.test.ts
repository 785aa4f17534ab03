import type { Session } from 'mi-codegen/runtime';
import { beforeEach, describe, expect, it } from 'vitest';
import { Win32_Share, Win32_ShareToDirectory } from '../../../../generated/root/cimv2/index.js';
import { demoSession, firstOf } from './demo-session.js';

let session: Session;
beforeEach(async () => {
  session = await demoSession();
});

const at = (Name: string) => Win32_Share.$at(session, { Name });
const create = (Name: string, Path: string, Type: 0 | 3 = 0) => Win32_Share.Create(session, { Name, Path, Type });

it('lead to folders', async () => {
  const [folder] = await at('Data').$associators(Win32_ShareToDirectory).toArray();
  expect(folder?.Name).toBe('d:\\shares\\data');
  expect(await at('Data').GetAccessMask()).toEqual({ ReturnValue: 0x1f01ff });
});

describe('Create', () => {
  it('shares a folder, and subscribers hear of it', async () => {
    const created = firstOf(Win32_Share.$created(session, { within: 1 }));
    expect(await create('Projects', 'D:\\Projects')).toEqual({ ReturnValue: 0 });
    expect((await created).TargetInstance).toMatchObject({ Name: 'Projects', AllowMaximum: true });
    expect(await at('Projects').$associators(Win32_ShareToDirectory).toArray()).toHaveLength(1);
  });

  it.each([
    ['Data', 'D:\\Projects', 0, 22],
    ['New', 'D:\\Nothing', 0, 24],
    ['a/b', 'D:\\Projects', 0, 9],
    ['New', 'D:\\Projects', 3, 21],
  ] as const)('of %s from %s, of the type %i, returns %i', async (name, path, type, code) => {
    expect(await create(name, path, type)).toEqual({ ReturnValue: code });
  });
});

it('are changed and deleted', async () => {
  expect(await at('Data').SetShareInfo({ MaximumAllowed: 5, Description: 'New' })).toEqual({ ReturnValue: 0 });
  const data = await Win32_Share.$get(session, { Name: 'Data' });
  expect(data).toMatchObject({ AllowMaximum: false, MaximumAllowed: 5, Description: 'New', Caption: 'New' });
  const Description = 'A'.repeat(100);
  expect(await data.SetShareInfo({ Description })).toEqual({ ReturnValue: 0 });
  expect(await data.$refresh()).toMatchObject({ Description, Caption: 'A'.repeat(64) });
  expect(await data.Delete()).toEqual({ ReturnValue: 0 });
  await expect(data.$refresh()).rejects.toMatchObject({ result: 'NOT_FOUND' });
  const left = await Win32_ShareToDirectory.$enumerate(session).toArray();
  expect(left.map(({ Share }) => Share.toString()).join()).not.toContain('Data');
  expect(await at('IPC$').Delete()).toEqual({ ReturnValue: 2 });
});
