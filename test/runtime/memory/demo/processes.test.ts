import { expectSuccess, type Session } from 'mi-codegen/runtime';
import { beforeEach, describe, expect, it } from 'vitest';
import { Win32_Process } from '../../../../generated/root/cimv2/index.js';
import { demoSession, firstOf } from './demo-session.js';

let session: Session;
beforeEach(async () => {
  session = await demoSession();
});

const at = (id: number) => Win32_Process.$at(session, { Handle: `${id}` });
const create = (CommandLine: string) => Win32_Process.Create(session, { CommandLine });

it('run, each as a child of another, in a session', async () => {
  const processes = await Win32_Process.$enumerate(session).toArray();
  expect(processes.length).toBeGreaterThanOrEqual(40);
  const services = processes.find(({ Name }) => Name === 'services.exe');
  const hosts = processes.filter(({ Name }) => Name === 'svchost.exe');
  expect(new Set(hosts.map(({ ParentProcessId }) => ParentProcessId))).toEqual(new Set([services?.ProcessId]));
  expect(new Set(processes.map(({ SessionId }) => SessionId))).toEqual(new Set([0, 1]));
});

describe('Create', () => {
  it('starts a program, and subscribers hear of it', async () => {
    const started = firstOf(Win32_Process.$created(session, { within: 1 }));
    const { ProcessId } = await expectSuccess(create('notepad.exe readme.txt'));
    const notepad = await Win32_Process.$get(session, { Handle: `${ProcessId}` });
    expect(notepad).toMatchObject({
      ProcessId,
      Name: 'notepad.exe',
      CommandLine: 'notepad.exe readme.txt',
      ExecutablePath: 'C:\\Windows\\System32\\notepad.exe',
    });
    expect((await started).TargetInstance.ProcessId).toBe(ProcessId);
  });

  it('starts a program as a child of the process that hosts providers', async () => {
    const { ProcessId } = await expectSuccess(create('notepad.exe'));
    const { ParentProcessId } = await at(ProcessId ?? 0).$refresh();
    expect((await at(ParentProcessId ?? 0).$refresh()).Name).toBe('WmiPrvSE.exe');
  });

  it.each(['"C:\\Windows\\System32\\cmd.exe" /c dir', 'powershell -NoProfile', 'C:\\WINDOWS\\explorer.exe'])(
    'finds the program of %s',
    async (commandLine) => {
      expect((await create(commandLine)).ReturnValue).toBe(0);
    },
  );

  it.each([
    ['nothing.exe', 9],
    ['C:\\Nowhere\\notepad.exe', 9],
    ['  ', 21],
  ])('of %o returns %i', async (commandLine, code) => {
    expect(await create(commandLine)).toEqual({ ProcessId: null, ReturnValue: code });
  });

  it('takes a priority from the startup information', async () => {
    const ProcessStartupInformation = { PriorityClass: 128 };
    const { ProcessId } = await Win32_Process.Create(session, { CommandLine: 'cmd', ProcessStartupInformation });
    expect((await at(ProcessId ?? 0).$refresh()) as object).toMatchObject({ Priority: 13 });
  });
});

describe('Terminate', () => {
  it('ends a process, and subscribers hear of it', async () => {
    const { ProcessId } = await create('calc');
    const ended = firstOf(Win32_Process.$deleted(session, { within: 1 }));
    expect(await at(ProcessId ?? 0).Terminate()).toEqual({ ReturnValue: 0 });
    expect((await ended).TargetInstance.Name).toBe('calc.exe');
    await expect(Win32_Process.$get(session, { Handle: `${ProcessId}` })).rejects.toMatchObject({
      result: 'NOT_FOUND',
    });
  });

  it.each(['System', 'lsass.exe', 'services.exe'])('does not end %s', async (Name) => {
    const [process] = await Win32_Process.$query(session, { where: { Name } }).toArray();
    expect(await process?.Terminate()).toEqual({ ReturnValue: 2 });
  });
});

it('belong to accounts', async () => {
  expect(await at(812).GetOwner()).toEqual({ User: 'SYSTEM', Domain: 'NT AUTHORITY', ReturnValue: 0 });
  expect(await at(5124).GetOwner()).toEqual({ User: 'alice', Domain: 'EXAMPLE', ReturnValue: 0 });
  expect(await at(812).GetOwnerSid()).toEqual({ Sid: 'S-1-5-18', ReturnValue: 0 });
  expect(await at(0).GetOwner()).toEqual({ User: null, Domain: null, ReturnValue: 2 });
});

it('have a priority that can be set', async () => {
  const explorer = await Win32_Process.$get(session, { Handle: '5124' });
  expect(await explorer.SetPriority({ Priority: 64 })).toEqual({ ReturnValue: 0 });
  expect((await explorer.$refresh()).Priority).toBe(4);
  expect(await explorer.SetPriority({ Priority: 1 })).toEqual({ ReturnValue: 21 });
  expect(await at(4).SetPriority({ Priority: 64 })).toEqual({ ReturnValue: 2 });
});
