import type { Session } from 'mi-codegen/runtime';
import { CimDateTime } from 'mi-codegen/runtime';
import { beforeEach, expect, it } from 'vitest';
import {
  StdRegProv,
  Win32_ComputerShutdownEvent,
  Win32_ComputerSystem,
  Win32_DiskDrive,
  Win32_Environment,
  Win32_InstalledWin32Program,
  Win32_OperatingSystem,
  Win32_PhysicalMemory,
  Win32_Product,
  Win32_ScheduledJob,
} from '../../../../generated/root/cimv2/index.js';
import { demoSession, firstOf } from './demo-session.js';

let session: Session;
beforeEach(async () => {
  session = await demoSession();
});

const computer = () => Win32_ComputerSystem.$get(session, { Name: 'SRV01' });
const system = async () => {
  const [only] = await Win32_OperatingSystem.$enumerate(session).toArray();
  if (only === undefined) throw new Error('there is no operating system');
  return only;
};

it('is a server of a domain, with as much memory as its modules have', async () => {
  const { DomainRole, Domain, TotalPhysicalMemory } = await computer();
  expect([DomainRole, Domain]).toEqual([3, 'example.com']);
  const modules = await Win32_PhysicalMemory.$enumerate(session).toArray();
  const capacity = modules.reduce((sum, { Capacity }) => sum + (Capacity ?? 0n), 0n);
  expect(capacity).toBe(16n * 2n ** 30n);
  expect(TotalPhysicalMemory).toBeLessThan(capacity);
});

it('gets a new name when it starts anew, which it never does', async () => {
  expect(await (await computer()).Rename({ Name: 'srv02' })).toEqual({ ReturnValue: 0 });
  const path = 'SYSTEM\\CurrentControlSet\\Control\\ComputerName';
  const name = (key: string) =>
    StdRegProv.GetStringValue(session, { sSubKeyName: `${path}\\${key}`, sValueName: 'ComputerName' });
  expect((await name('ComputerName')).sValue).toBe('SRV02');
  expect((await name('ActiveComputerName')).sValue).toBe('SRV01');
  expect((await computer()).Name).toBe('SRV01');
  for (const Name of ['too-long-for-a-name', 'a b', '12345']) {
    expect(await (await computer()).Rename({ Name })).toEqual({ ReturnValue: 1210 });
  }
});

it('leaves its domain and joins it', async () => {
  const join = { Name: 'EXAMPLE', FJoinOptions: 1 };
  expect(await (await computer()).JoinDomainOrWorkgroup(join)).toEqual({ ReturnValue: 2691 });
  expect(await (await computer()).UnjoinDomainOrWorkgroup()).toEqual({ ReturnValue: 0 });
  expect(await (await computer()).UnjoinDomainOrWorkgroup()).toEqual({ ReturnValue: 2692 });
  expect(await computer()).toMatchObject({ PartOfDomain: false, Workgroup: 'WORKGROUP', DomainRole: 2 });
  expect(await (await computer()).JoinDomainOrWorkgroup({ ...join, Name: 'OTHER' })).toEqual({ ReturnValue: 1355 });
  expect(await (await computer()).JoinDomainOrWorkgroup(join)).toEqual({ ReturnValue: 1326 });
  const login = { UserName: 'EXAMPLE\\alice', Password: 'secret' };
  expect(await (await computer()).JoinDomainOrWorkgroup({ ...join, ...login })).toEqual({ ReturnValue: 0 });
  expect(await computer()).toMatchObject({ PartOfDomain: true, Domain: 'example.com' });
});

it('tells subscribers that it would shut down', async () => {
  const event = (Type: 0 | 1) => firstOf(Win32_ComputerShutdownEvent.$subscribe(session, { where: { Type } }));
  for (const shutDown of [
    async () => (await system()).Reboot(),
    async () => (await system()).Shutdown(),
    async () => (await system()).Win32Shutdown({ Flags: 6 }),
  ]) {
    const told = event(1);
    expect(await shutDown()).toEqual({ ReturnValue: 0 });
    expect((await told).MachineName).toBe('SRV01');
  }
  const loggedOff = event(0);
  await (await system()).Win32Shutdown({ Flags: 0 });
  expect((await loggedOff).Type).toBe(0);
});

it('has a clock that is set', async () => {
  const LocalDateTime = CimDateTime.parse('2030-01-01 00:00:00');
  expect(await (await system()).SetDateTime({ LocalDateTime })).toEqual({ ReturnValue: 0 });
  expect((await system()).LocalDateTime?.toString()).toBe('20300101000000.000000+000');
});

it('has devices that refuse to save power', async () => {
  const disk = Win32_DiskDrive.$at(session, { DeviceID: '\\\\.\\PHYSICALDRIVE0' });
  expect(await disk.SetPowerState({ PowerState: 2 })).toEqual({ ReturnValue: 1 });
  expect(await disk.Reset()).toEqual({ ReturnValue: 1 });
});

it('has products that are removed, also from the registry and the list of programs', async () => {
  const [backup] = await Win32_Product.$query(session, { where: { Name: 'Fabrikam Backup' } }).toArray();
  const sSubKeyName = `SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\${backup?.IdentifyingNumber}`;
  expect((await StdRegProv.EnumValues(session, { sSubKeyName })).ReturnValue).toBe(0);
  expect(await backup?.Uninstall()).toEqual({ ReturnValue: 0 });
  expect((await StdRegProv.EnumValues(session, { sSubKeyName })).ReturnValue).toBe(2);
  const programs = await Win32_InstalledWin32Program.$enumerate(session).toArray();
  expect(programs.map(({ Name }) => Name)).not.toContain('Fabrikam Backup');
  expect(programs.map(({ Name }) => Name)).toContain('Fabrikam Remote Agent');
  expect(await Win32_Product.Install(session, { PackageLocation: 'x.msi' })).toEqual({ ReturnValue: 1619 });
});

it('has variables of the environment that clients create, change and delete', async () => {
  const values = { Name: 'TEST', UserName: '<SYSTEM>', VariableValue: 'a' };
  const variable = await Win32_Environment.$create(session, values);
  await variable.$modify({ VariableValue: 'b' });
  expect((await variable.$refresh()).VariableValue).toBe('b');
  await variable.$delete();
  await expect(variable.$refresh()).rejects.toMatchObject({ result: 'NOT_FOUND' });
});

it('has jobs that are scheduled and deleted', async () => {
  const StartTime = CimDateTime.parse('********123000.000000+000');
  const { JobId, ReturnValue } = await Win32_ScheduledJob.Create(session, { Command: 'notepad', StartTime });
  expect(ReturnValue).toBe(0);
  const job = await Win32_ScheduledJob.$get(session, { JobId: JobId ?? 0 });
  expect(job.Command).toBe('notepad');
  expect(await job.Delete()).toEqual({ ReturnValue: 0 });
  expect(await Win32_ScheduledJob.$enumerate(session).toArray()).toEqual([]);
  const empty = await Win32_ScheduledJob.Create(session, { Command: ' ', StartTime });
  expect(empty).toEqual({ JobId: null, ReturnValue: 21 });
});
