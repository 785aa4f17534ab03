import type { Session } from 'mi-codegen/runtime';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  Win32_BaseService_StartService_ReturnValue as Result,
  Win32_DependentService,
  Win32_Process,
  Win32_Service,
} from '../../../../generated/root/cimv2/index.js';
import { demoSession, firstOf } from './demo-session.js';

let session: Session;
beforeEach(async () => {
  session = await demoSession();
});

const read = (Name: string) => Win32_Service.$get(session, { Name });
const at = (Name: string) => Win32_Service.$at(session, { Name });
const returning = (name: keyof typeof Result) => ({ ReturnValue: Result[name] });

it('run in processes that are there', async () => {
  const running = await Win32_Service.$query(session, { where: { State: 'Running' } }).toArray();
  expect(running.length).toBeGreaterThanOrEqual(30);
  for (const { ProcessId } of running) {
    const process = await Win32_Process.$get(session, { Handle: `${ProcessId}` });
    expect(process.Name).toMatch(/^(?:svchost|lsass|spoolsv|MsMpEng)\.exe$/);
  }
});

it('need others that are there', async () => {
  const needed = await at('NlaSvc').$associators(Win32_DependentService, { role: 'Dependent' }).toArray();
  expect(needed.map(({ Name }) => Name)).toEqual(['nsi', 'RpcSs', 'Dhcp', 'EventLog']);
});

describe('StartService', () => {
  it('starts a service in a process, and subscribers hear of it', async () => {
    const changed = firstOf(Win32_Service.$modified(session, { within: 1, where: { Name: 'BITS' } }));
    expect(await at('BITS').StartService()).toEqual(returning('Success'));
    const bits = await read('BITS');
    expect(bits).toMatchObject({ State: 'Running', Started: true, AcceptStop: true, ExitCode: 0 });
    const process = await Win32_Process.$get(session, { Handle: `${bits.ProcessId}` });
    expect(process.CommandLine).toBe('C:\\Windows\\system32\\svchost.exe -k netsvcs -p -s BITS');
    const { PreviousInstance, TargetInstance } = await changed;
    expect([PreviousInstance.State, TargetInstance.State]).toEqual(['Stopped', 'Running']);
  });

  it('starts first what the service needs', async () => {
    expect((await read('swprv')).State).toBe('Stopped');
    await at('BackupAgent').Change({ StartPassword: 'secret' });
    expect((await read('VSS')).State).toBe('Stopped');
    expect(await at('BackupAgent').StartService()).toEqual(returning('Success'));
    expect((await read('VSS')).State).toBe('Running');
  });

  it.each([
    ['Spooler', 'Service Already Running'],
    ['RemoteRegistry', 'Service Disabled'],
    ['RmtAgent', 'Service Dependency Failure'],
    ['BackupAgent', 'Service Logon Failed'],
  ] as const)('of %s returns "%s"', async (name, result) => {
    expect(await at(name).StartService()).toEqual(returning(result));
  });

  it('tells of a needed service and of a program that are not there', async () => {
    const Orphan = { Name: 'Orphan', PathName: 'cmd.exe', ServiceDependencies: ['Nobody'] };
    await Win32_Service.Create(session, Orphan);
    await Win32_Service.Create(session, { Name: 'Empty', PathName: 'C:\\nothing.exe' });
    expect(await at('Orphan').StartService()).toEqual(returning('Service Dependency Deleted'));
    expect(await at('Empty').StartService()).toEqual(returning('Path Not Found'));
  });
});

it('start and stop once, whoever asks at the same time', async () => {
  const count = async () => (await Win32_Process.$enumerate(session).toArray()).length;
  const before = await count();
  const started = await Promise.all([at('BITS').StartService(), at('BITS').StartService()]);
  expect(started).toEqual([returning('Success'), returning('Service Already Running')]);
  expect(await count()).toBe(before + 1);
  const stopped = await Promise.all([at('BITS').StopService(), at('BITS').StopService()]);
  expect(stopped).toEqual([returning('Success'), returning('Service Cannot Accept Control')]);
  expect(await count()).toBe(before);
});

describe('StopService', () => {
  it('stops a service, and ends its process', async () => {
    const { ProcessId } = await read('Spooler');
    expect(await at('Spooler').StopService()).toEqual(returning('Success'));
    expect(await read('Spooler')).toMatchObject({ State: 'Stopped', Started: false, ProcessId: 0, AcceptStop: false });
    await expect(Win32_Process.$get(session, { Handle: `${ProcessId}` })).rejects.toThrow('no instance');
  });

  it('leaves a process to the other services in it', async () => {
    const { ProcessId } = await read('W3SVC');
    expect(await at('W3SVC').StopService()).toEqual(returning('Success'));
    await Win32_Process.$get(session, { Handle: `${ProcessId}` });
    expect(await at('WAS').StopService()).toEqual(returning('Success'));
    await expect(Win32_Process.$get(session, { Handle: `${ProcessId}` })).rejects.toThrow('no instance');
  });

  it.each([
    ['BITS', 'Service Cannot Accept Control'],
    ['nsi', 'Dependent Services Running'],
    ['WinDefend', 'Invalid Service Control'],
  ] as const)('of %s returns "%s"', async (name, result) => {
    expect(await at(name).StopService()).toEqual(returning(result));
  });
});

it('end with their process', async () => {
  const { ProcessId } = await read('Spooler');
  await Win32_Process.$at(session, { Handle: `${ProcessId}` }).Terminate();
  expect(await read('Spooler')).toMatchObject({ State: 'Stopped', ProcessId: 0, ExitCode: 1067 });
});

it('can be paused where they accept it', async () => {
  const pause = (name: string) => at(name).PauseService();
  expect(await pause('LanmanServer')).toEqual(returning('Success'));
  expect((await read('LanmanServer')).State).toBe('Paused');
  expect(await pause('LanmanServer')).toEqual(returning('Service Already Paused'));
  expect(await at('LanmanServer').ResumeService()).toEqual(returning('Success'));
  expect(await at('LanmanServer').ResumeService()).toEqual(returning('Service Already Running'));
  expect(await pause('Spooler')).toEqual(returning('Invalid Service Control'));
  expect(await pause('BITS')).toEqual(returning('Service Cannot Accept Control'));
});

it('take controls while they run', async () => {
  expect(await at('Spooler').InterrogateService()).toEqual(returning('Success'));
  expect(await at('BITS').InterrogateService()).toEqual(returning('Service Cannot Accept Control'));
  expect(await at('Spooler').UserControlService({ ControlCode: 130 })).toEqual(returning('Success'));
  expect(await at('Spooler').UserControlService({ ControlCode: 3 })).toEqual(returning('Invalid Service Control'));
});

describe('Create', () => {
  it('installs a service that can be started and deleted', async () => {
    const settings = { DisplayName: 'My agent', PathName: '"C:\\Windows\\System32\\cmd.exe" /k', ServiceType: 16 };
    const ServiceDependencies = ['RpcSs'];
    const created = Win32_Service.Create(session, {
      Name: 'Agent',
      ...settings,
      StartMode: 'Automatic',
      ServiceDependencies,
    });
    expect(await created).toEqual(returning('Success'));
    expect(await read('Agent')).toMatchObject({ DisplayName: 'My agent', StartMode: 'Auto', State: 'Stopped' });
    expect(await at('Agent').StartService()).toEqual(returning('Success'));
    expect(await at('RpcSs').StopService()).toEqual(returning('Dependent Services Running'));
    expect(await at('Agent').Delete()).toEqual(returning('Success'));
    expect(await at('Agent').Delete()).toEqual(returning('Service Marked For Deletion'));
    expect(await at('Agent').StopService()).toEqual(returning('Success'));
    await expect(read('Agent')).rejects.toMatchObject({ result: 'NOT_FOUND' });
    expect((await at('RpcSs').$references(Win32_DependentService).toArray()).join()).not.toContain('Agent');
  });

  it('makes a service need another once, and none can start that needs itself', async () => {
    const create = (Name: string, ServiceDependencies: readonly string[]) =>
      Win32_Service.Create(session, { Name, DisplayName: `The ${Name}`, PathName: 'cmd.exe', ServiceDependencies });
    expect(await create('A', ['B', 'b'])).toEqual(returning('Success'));
    expect(await create('B', ['A'])).toEqual(returning('Success'));
    expect(await at('A').$references(Win32_DependentService, { role: 'Dependent' }).toArray()).toHaveLength(1);
    expect(await at('A').StartService()).toEqual(returning('Service Dependency Failure'));
  });

  it('installs a service once, whoever asks at the same time', async () => {
    const create = () => Win32_Service.Create(session, { Name: 'Agent', DisplayName: 'My agent', PathName: 'cmd.exe' });
    expect(await Promise.all([create(), create()])).toEqual([returning('Success'), returning('Status Service Exists')]);
  });

  it.each([
    [{ Name: 'spooler' }, 'Status Service Exists'],
    [{ Name: 'a/b' }, 'Status Invalid Name'],
    [{ Name: 'New', DisplayName: 'Print Spooler' }, 'Status Duplicate Name'],
    [{ Name: 'New', StartName: 'EXAMPLE\\nobody' }, 'Status Invalid Service Account'],
    [{ Name: 'New', StartMode: 'Often' }, 'Status Invalid Parameter'],
  ] as const)('with %o returns "%s"', async (settings, result) => {
    const args = { PathName: 'cmd.exe', ...settings } as Parameters<typeof Win32_Service.Create>[1];
    expect(await Win32_Service.Create(session, args)).toEqual(returning(result));
  });
});

it('change how they start, and what they are called', async () => {
  expect(await at('RemoteRegistry').ChangeStartMode({ StartMode: 'Manual' })).toEqual(returning('Success'));
  expect(await at('RmtAgent').Change({ DisplayName: 'Agent', ServiceDependencies: [] })).toEqual(returning('Success'));
  expect(await read('RemoteRegistry')).toMatchObject({ StartMode: 'Manual', DisplayName: 'Remote Registry' });
  expect(await read('RmtAgent')).toMatchObject({ StartMode: 'Manual', DisplayName: 'Agent' });
  expect(await at('RmtAgent').$references(Win32_DependentService).toArray()).toEqual([]);
});

it('have a security descriptor that can be changed', async () => {
  const { Descriptor } = await at('Spooler').GetSecurityDescriptor();
  expect(Descriptor?.DACL?.map(({ Trustee }) => Trustee?.Name)).toEqual(['SYSTEM', 'Administrators', 'Users']);
  expect(Descriptor?.Owner?.SID).toEqual(Uint8Array.of(1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0));
  await at('Spooler').SetSecurityDescriptor({ Descriptor: { ControlFlags: 4, DACL: [] } });
  expect((await at('Spooler').GetSecurityDescriptor()).Descriptor?.DACL).toEqual([]);
  expect((await at('WinRM').GetSecurityDescriptor()).Descriptor?.DACL).toHaveLength(3);
});
