import { win32 } from 'node:path';
import { Win32_Directory } from '../../../generated/root/cimv2/Win32_Directory.js';
import { Win32_Share_Create_ReturnValue as Result, Win32_Share } from '../../../generated/root/cimv2/Win32_Share.js';
import { Win32_ShareToDirectory } from '../../../generated/root/cimv2/Win32_ShareToDirectory.js';
import { caption, type DemoMachine, INSTALLED, ifFound, OF_COMPUTER, remove } from './demo-machine.js';
import { FULL_CONTROL } from './security.js';

/** The kinds of shares; those for administrators have a bit more. */
const DISK = 0;
const PRINT_QUEUE = 1;
const IPC = 3;
const FOR_ADMINISTRATORS = 0x8000_0000;

type ShareRow = readonly [name: string, path: string, type: number, description: string];

const SHARES: readonly ShareRow[] = [
  ['ADMIN$', String.raw`C:\Windows`, DISK + FOR_ADMINISTRATORS, 'Remote Admin'],
  ['C$', 'C:\\', DISK + FOR_ADMINISTRATORS, 'Default share'],
  ['D$', 'D:\\', DISK + FOR_ADMINISTRATORS, 'Default share'],
  ['E$', 'E:\\', DISK + FOR_ADMINISTRATORS, 'Default share'],
  ['IPC$', '', IPC + FOR_ADMINISTRATORS, 'Remote IPC'],
  ['print$', String.raw`C:\Windows\system32\spool\drivers`, DISK, 'Printer Drivers'],
  ['Data', String.raw`D:\Shares\Data`, DISK, 'Files of the departments'],
  ['Public', String.raw`D:\Shares\Public`, DISK, ''],
];

/** Folders that are there without being shared: what a share can be made of. */
const FOLDERS = [String.raw`C:\Program Files`, String.raw`C:\Users`, String.raw`D:\Shares`, String.raw`D:\Projects`];

/** Adds the shares with their folders, and the methods of shares. */
export async function addShares(machine: DemoMachine): Promise<void> {
  const paths = SHARES.flatMap(([, path, type]) => (type === IPC + FOR_ADMINISTRATORS ? [] : path));
  for (const path of [...new Set([...paths, ...FOLDERS])]) await addFolder(machine, path);
  for (const [name, path, type, description] of SHARES) await addShare(machine, name, path, type, description, null);
  provideShares(machine);
}

async function addFolder({ insert }: DemoMachine, path: string): Promise<void> {
  const name = path.toLowerCase();
  const { dir, base } = win32.parse(name);
  await insert(Win32_Directory, {
    Name: name,
    Caption: name,
    Description: name,
    Drive: name.slice(0, 2),
    Path: dir === name ? null : `${dir.slice(2).replace(/\\$/, '')}\\`,
    FileName: base,
    FileType: 'File Folder',
    CreationDate: INSTALLED,
    Readable: true,
    Writeable: true,
    Hidden: false,
    Status: 'OK',
    FSName: 'NTFS',
    FSCreationClassName: 'Win32_FileSystem',
    CreationClassName: 'CIM_LogicalFile',
    ...OF_COMPUTER,
  });
}

async function addShare(
  { insert, session }: DemoMachine,
  name: string,
  path: string,
  type: number,
  description: string,
  maximum: number | null,
): Promise<void> {
  const share = await insert(Win32_Share, {
    Name: name,
    Caption: caption(description || name),
    Description: description,
    Path: path,
    Type: type,
    AllowMaximum: maximum === null,
    MaximumAllowed: maximum,
    AccessMask: FULL_CONTROL,
    Status: 'OK',
  });
  const folder = await ifFound(Win32_Directory.$get(session, { Name: path }));
  if (folder === null) return;
  await insert(Win32_ShareToDirectory, { Share: share.$path, SharedElement: folder.$path });
}

function provideShares(machine: DemoMachine): void {
  const { provide, repository, session } = machine;
  provide(Win32_Share, {
    Create: async ({ Path, Name, Type, MaximumAllowed, Description }) => {
      if (!/^[^"/\\[\]:|<>+=;,*?]{1,80}$/.test(Name)) return { ReturnValue: Result['Invalid Name'] };
      if (Type !== DISK && Type !== PRINT_QUEUE) return { ReturnValue: Result['Invalid Parameter'] };
      if ((await ifFound(Win32_Share.$get(session, { Name }))) !== null) {
        return { ReturnValue: Result['Duplicate Share'] };
      }
      const isThere = (await ifFound(Win32_Directory.$get(session, { Name: Path }))) !== null;
      if (!isThere) return { ReturnValue: Result['Unknown Device or Directory'] };
      await addShare(machine, Name, Path, Type, Description ?? '', MaximumAllowed ?? null);
      return { ReturnValue: Result.Success };
    },
    SetShareInfo: async ({ MaximumAllowed, Description }, { instance }) => {
      const { Name } = instance;
      if (MaximumAllowed != null) await repository.update(instance, { AllowMaximum: false, MaximumAllowed });
      if (Description != null)
        await repository.update(instance, { Description, Caption: caption(Description || Name) });
      return { ReturnValue: Result.Success };
    },
    GetAccessMask: (_, { instance }) => ({ ReturnValue: instance.AccessMask ?? 0 }),
    Delete: async (_, { instance }) => {
      if (instance.Name === 'IPC$') return { ReturnValue: Result['Access Denied'] };
      await remove(instance);
      return { ReturnValue: Result.Success };
    },
  });
}
