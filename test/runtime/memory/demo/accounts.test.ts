import type { Session } from 'mi-codegen/runtime';
import { beforeEach, expect, it } from 'vitest';
import {
  Win32_Group,
  Win32_GroupUser,
  Win32_LoggedOnUser,
  Win32_LogonSession,
  Win32_Process,
  Win32_SessionProcess,
  Win32_SID,
  Win32_UserAccount,
} from '../../../../generated/root/cimv2/index.js';
import { demoSession } from './demo-session.js';

let session: Session;
beforeEach(async () => {
  session = await demoSession();
});

const user = (Name: string, Domain = 'SRV01') => Win32_UserAccount.$at(session, { Name, Domain });
const group = (Name: string, Domain = 'SRV01') => Win32_Group.$at(session, { Name, Domain });
const members = async (of: ReturnType<typeof group>) => {
  const found = await of.$associators(Win32_GroupUser, { role: 'GroupComponent' }).toArray();
  return found.map(({ Caption }) => Caption);
};

it('are in groups, which may be in groups', async () => {
  expect(await members(group('Administrators'))).toEqual([
    'SRV01\\Administrator',
    'SRV01\\deploy',
    'EXAMPLE\\Domain Admins',
  ]);
  expect(await members(group('Domain Admins', 'EXAMPLE'))).toEqual(['EXAMPLE\\Administrator', 'EXAMPLE\\alice']);
});

it('have security identifiers', async () => {
  const { SID } = await Win32_Group.$get(session, { Name: 'Administrators', Domain: 'SRV01' });
  expect(await Win32_SID.$get(session, { SID: SID ?? '' })).toMatchObject({
    AccountName: 'Administrators',
    SidLength: 16,
    BinaryRepresentation: Uint8Array.of(1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 32, 2, 0, 0),
  });
});

it('have logon sessions, in which their processes run', async () => {
  const [alice] = await user('alice', 'EXAMPLE').$associators(Win32_LoggedOnUser).toArray();
  expect(alice).toMatchObject({ LogonId: '482193', LogonType: 10 });
  const running = await Win32_LogonSession.$at(session, { LogonId: '482193' })
    .$associators(Win32_SessionProcess)
    .toArray();
  expect(running.map(({ Name }) => Name)).toContain('explorer.exe');
  const { ProcessId } = await Win32_Process.Create(session, { CommandLine: 'cmd' });
  const started = Win32_Process.$at(session, { Handle: `${ProcessId}` });
  const [own] = await session
    .associators('root/cimv2', started.$path, { associationClass: 'Win32_SessionProcess' })
    .toArray();
  expect(own?.get('LogonId')).toBe('1203344');
});

it('can be disabled by clients', async () => {
  const bob = await Win32_UserAccount.$get(session, { Name: 'bob', Domain: 'EXAMPLE' });
  await bob.$modify({ Disabled: true });
  expect((await bob.$refresh()).Disabled).toBe(true);
});

it('are renamed, and stay in their groups', async () => {
  expect(await user('deploy').Rename({ Name: 'install' })).toEqual({ ReturnValue: 0 });
  expect(await members(group('Administrators'))).toHaveLength(3);
  const { SID, Caption } = await Win32_UserAccount.$get(session, { Name: 'install', Domain: 'SRV01' });
  expect([SID, Caption]).toEqual([expect.stringMatching(/-1001$/), 'SRV01\\install']);
  expect(await Win32_SID.$get(session, { SID: SID ?? '' })).toMatchObject({ AccountName: 'install' });
  await expect(user('deploy').$refresh()).rejects.toMatchObject({ result: 'NOT_FOUND' });
  const [holder] = await user('install').$associators(Win32_GroupUser, { role: 'PartComponent' }).toArray();
  expect(holder?.Name).toBe('Administrators');
});

it('keep their names where another account has the new one, or it is none', async () => {
  expect(await user('deploy').Rename({ Name: 'guest' })).toEqual({ ReturnValue: 9 });
  expect(await user('deploy').Rename({ Name: 'a/b' })).toEqual({ ReturnValue: 3 });
  expect(await group('Users').Rename({ Name: 'People' })).toEqual({ ReturnValue: 7 });
  expect(await group('Domain Users', 'EXAMPLE').Rename({ Name: 'Staff' })).toEqual({ ReturnValue: 0 });
  expect(await members(group('Staff', 'EXAMPLE'))).toContain('EXAMPLE\\bob');
});
