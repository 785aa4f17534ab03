import { Win32_Environment } from '../../../generated/root/cimv2/Win32_Environment.js';
import { Win32_InstalledWin32Program } from '../../../generated/root/cimv2/Win32_InstalledWin32Program.js';
import { Win32_OptionalFeature } from '../../../generated/root/cimv2/Win32_OptionalFeature.js';
import { Win32_Product } from '../../../generated/root/cimv2/Win32_Product.js';
import {
  Win32_ScheduledJob_Create_ReturnValue as Scheduled,
  Win32_ScheduledJob,
} from '../../../generated/root/cimv2/Win32_ScheduledJob.js';
import { Win32_ServerFeature } from '../../../generated/root/cimv2/Win32_ServerFeature.js';
import { Win32_StartupCommand } from '../../../generated/root/cimv2/Win32_StartupCommand.js';
import { type DemoMachine, moment, now, remove } from './demo-machine.js';
import { ALICE, SYSTEM } from './principals.js';
import { PRODUCTS } from './product-rows.js';
import { type Registry, UNINSTALL } from './registry.js';

const VARIABLES = [
  ['ComSpec', String.raw`%SystemRoot%\system32\cmd.exe`],
  ['NUMBER_OF_PROCESSORS', '8'],
  ['OS', 'Windows_NT'],
  ['Path', String.raw`%SystemRoot%\system32;%SystemRoot%;%SystemRoot%\System32\Wbem`],
  ['PATHEXT', '.COM;.EXE;.BAT;.CMD;.VBS;.JS;.MSC'],
  ['PROCESSOR_ARCHITECTURE', 'AMD64'],
  ['TEMP', String.raw`%SystemRoot%\TEMP`],
  ['windir', '%SystemRoot%'],
] as const;

/** Roles and features of the server: number, that of the feature they belong to, and name. */
const FEATURES = [
  [2, 0, 'Web Server (IIS)'],
  [140, 2, 'Web Server'],
  [20, 0, 'Hyper-V'],
  [481, 0, 'File and Storage Services'],
  [417, 0, 'Windows PowerShell'],
  [418, 417, 'Windows PowerShell 5.1'],
] as const;

/** Optional features, and whether they are enabled (1) or disabled (2). */
const OPTIONAL = [
  ['Microsoft-Hyper-V', 'Hyper-V', 1],
  ['IIS-WebServer', 'World Wide Web Services', 1],
  ['NetFx4', '.NET Framework 4.8', 1],
  ['SMB1Protocol', 'SMB 1.0/CIFS File Sharing Support', 2],
  ['TelnetClient', 'Telnet Client', 2],
] as const;

/** Adds what is installed, variables of the environment and what starts by itself, and the methods for these. */
export async function addSoftware(machine: DemoMachine, registry: Registry): Promise<void> {
  const { insert } = machine;
  for (const product of PRODUCTS) await addProduct(machine, product);
  for (const [Name, VariableValue] of VARIABLES) {
    const UserName = '<SYSTEM>';
    const Caption = `<SYSTEM>\\${Name}`;
    await insert(Win32_Environment, {
      Name,
      UserName,
      VariableValue,
      Caption,
      SystemVariable: true,
      Status: 'OK',
    });
  }
  for (const [ID, ParentID, Name] of FEATURES) await insert(Win32_ServerFeature, { ID, ParentID, Name });
  for (const [Name, Caption, InstallState] of OPTIONAL) {
    await insert(Win32_OptionalFeature, { Name, Caption, Description: Caption, InstallState });
  }
  await insert(Win32_StartupCommand, {
    Name: 'SecurityHealth',
    Caption: 'SecurityHealth',
    Description: 'SecurityHealth',
    Command: String.raw`%windir%\system32\SecurityHealthSystray.exe`,
    Location: String.raw`HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Run`,
    User: 'Public',
    UserSID: ALICE.sid,
  });
  provideSoftware(machine, registry);
}

async function addProduct({ insert }: DemoMachine, product: (typeof PRODUCTS)[number]): Promise<void> {
  const { code, name, vendor, version, folder, installed } = product;
  const date = `${installed.slice(0, 4)}-${installed.slice(4, 6)}-${installed.slice(6)}`;
  await insert(Win32_Product, {
    IdentifyingNumber: code,
    Name: name,
    Version: version,
    Caption: name,
    Description: name,
    Vendor: vendor,
    InstallDate: installed,
    InstallDate2: moment(`${date} 00:00:00`),
    InstallLocation: folder === '' ? null : folder,
    InstallState: 5,
    AssignmentType: 1,
    Language: '1033',
    PackageName: `${name}.msi`,
    LocalPackage: `C:\\Windows\\Installer\\${code.slice(1, 7).toLowerCase()}.msi`,
  });
  await insert(Win32_InstalledWin32Program, {
    ProgramId: `0000${code.replace(/\W/g, '').toLowerCase()}0000ffff`,
    Name: name,
    Vendor: vendor,
    Version: version,
    Language: '1033',
    MsiProductCode: code,
  });
}

/** What Windows Installer returns for a package that is not there. */
const INSTALL_PACKAGE_OPEN_FAILED = 1619;

function provideSoftware({ insert, provide, session }: DemoMachine, registry: Registry): void {
  let lastJob = 0;
  provide(Win32_Product, {
    Uninstall: async (_, { instance }) => {
      await remove(instance);
      const where = { MsiProductCode: instance.IdentifyingNumber };
      for await (const program of Win32_InstalledWin32Program.$query(session, { where })) await program.$delete();
      await registry.deleteKey(null, `${UNINSTALL}\\${instance.IdentifyingNumber}`);
      return { ReturnValue: 0 };
    },
    Install: () => ({ ReturnValue: INSTALL_PACKAGE_OPEN_FAILED }),
    Reinstall: () => ({ ReturnValue: 0 }),
  });
  provide(Win32_ScheduledJob, {
    Create: async (job) => {
      if (job.Command.trim() === '') return { JobId: null, ReturnValue: Scheduled['Invalid Parameter'] };
      lastJob += 1;
      await insert(Win32_ScheduledJob, {
        JobId: lastJob,
        Caption: `At${lastJob}`,
        Name: `At${lastJob}`,
        Command: job.Command,
        StartTime: job.StartTime,
        RunRepeatedly: job.RunRepeatedly ?? false,
        DaysOfWeek: job.DaysOfWeek ?? null,
        DaysOfMonth: job.DaysOfMonth ?? null,
        InteractWithDesktop: job.InteractWithDesktop ?? false,
        Owner: SYSTEM.name,
        TimeSubmitted: now(),
        Priority: 0,
        JobStatus: 'Success',
        Status: 'OK',
      });
      return { JobId: lastJob, ReturnValue: Scheduled.Success };
    },
    Delete: async (_, { instance }) => {
      await remove(instance);
      return { ReturnValue: 0 };
    },
  });
}
