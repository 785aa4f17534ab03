import { win32 } from 'node:path';
import { CIM_DataFile } from '../../../generated/root/cimv2/CIM_DataFile.js';
import type { Session } from '../../session.js';
import { caption, type DemoMachine, INSTALLED, ifFound, OF_COMPUTER, STARTED } from './demo-machine.js';
import { PROCESSES } from './process-rows.js';

const WINDOWS = String.raw`C:\Windows`;
const SYSTEM32 = String.raw`${WINDOWS}\System32`;

/** Where programs are looked for that a command line names without a folder, in this order. */
const PATH = [SYSTEM32, WINDOWS, String.raw`${SYSTEM32}\Wbem`, String.raw`${SYSTEM32}\WindowsPowerShell\v1.0`];

/** Programs that do not run when the machine is made, by folders of the path. */
const PROGRAMS: readonly (readonly [folder: string, names: string])[] = [
  [
    SYSTEM32,
    'calc certutil charmap chkdsk cleanmgr cscript defrag dism fsutil gpupdate hostname icacls ipconfig ' +
      'msiexec msinfo32 mstsc net netsh netstat notepad nslookup ping powercfg regsvr32 robocopy rundll32 sc schtasks ' +
      'sfc shutdown systeminfo taskkill tasklist taskmgr timeout vssvc w32tm whoami wscript wsmprovhost xcopy ' +
      'alg dllhost fxssvc locator msdtc rpcnet sppsvc TieringEngineService TrustedInstaller vds wbengine',
  ],
  [WINDOWS, 'notepad regedit winhlp32'],
  [String.raw`${SYSTEM32}\Wbem`, 'mofcomp scrcons unsecapp WMIC'],
  [String.raw`${SYSTEM32}\WindowsPowerShell\v1.0`, 'powershell powershell_ise'],
];

/** Other programs. */
const ELSEWHERE = [
  String.raw`${WINDOWS}\servicing\TrustedInstaller.exe`,
  String.raw`C:\Program Files\Fabrikam\agent.exe`,
  String.raw`C:\Program Files\Fabrikam\backup.exe`,
];

/** Other files: path, and size in bytes. */
const OTHERS: readonly (readonly [path: string, size: bigint])[] = [
  [String.raw`${WINDOWS}\win.ini`, 92n],
  [String.raw`${WINDOWS}\system.ini`, 219n],
  [String.raw`${WINDOWS}\WindowsUpdate.log`, 276n],
  [String.raw`${SYSTEM32}\drivers\etc\hosts`, 824n],
  [String.raw`${SYSTEM32}\drivers\etc\services`, 17_635n],
  [String.raw`C:\pagefile.sys`, 2_550_136_832n],
  [String.raw`D:\Shares\Data\budget.xlsx`, 48_212n],
  [String.raw`D:\Shares\Data\notes.txt`, 1604n],
  [String.raw`D:\Shares\Data\readme.txt`, 3021n],
];

/** Adds the files that the machine knows: its programs, which are what can be started, and a few others. */
export async function addFiles({ insert }: DemoMachine): Promise<void> {
  const running = PROCESSES.map(([, , , , program]) => program).filter((program) => program.includes('\\'));
  const others = PROGRAMS.flatMap(([folder, names]) => names.split(' ').map((name) => `${folder}\\${name}.exe`));
  const programs = new Set([...running, ...others, ...ELSEWHERE]);
  const files = [...Array.from(programs, (path) => [path, 24_576n + BigInt(path.length) * 8192n] as const), ...OTHERS];
  for (const [path, size] of files) {
    const name = path.toLowerCase();
    const { dir, name: fileName, ext } = win32.parse(name);
    await insert(CIM_DataFile, {
      Name: name,
      Caption: caption(name),
      Description: name,
      Drive: name.slice(0, 2),
      Path: `${dir.slice(2)}\\`,
      FileName: fileName,
      Extension: ext.slice(1),
      FileSize: size,
      CreationDate: INSTALLED,
      InstallDate: INSTALLED,
      LastModified: INSTALLED,
      LastAccessed: STARTED,
      Readable: true,
      Writeable: true,
      Archive: true,
      Compressed: false,
      Encrypted: false,
      Hidden: false,
      System: false,
      Status: 'OK',
      FSName: 'NTFS',
      FSCreationClassName: 'Win32_FileSystem',
      ...OF_COMPUTER,
      CreationClassName: 'CIM_LogicalFile',
    });
  }
}

/**
 * The program that a command line starts: its path, as the file is called.
 * @returns null when there is no such file.
 */
export async function findProgram(session: Session, commandLine: string): Promise<string | null> {
  const [, quoted, bare = ''] = /^\s*(?:"([^"]*)"|(\S+))/.exec(commandLine) ?? [];
  const named = quoted ?? bare;
  const program = win32.extname(named) === '' ? `${named}.exe` : named;
  const paths = win32.isAbsolute(program) ? [program] : PATH.map((folder) => win32.join(folder, program));
  for (const path of paths) {
    const file = await ifFound(CIM_DataFile.$get(session, { Name: path }));
    if (file !== null) return path;
  }
  return null;
}
