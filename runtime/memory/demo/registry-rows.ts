import { COMPUTER, DNS_DOMAIN, DOMAIN } from './demo-machine.js';
import type { RegistryValue } from './registry-tree.js';

type Values = Readonly<Record<string, RegistryValue>>;

/** What the registry of the machine holds, by the paths of keys. The values of services are added to it. */
export const REGISTRY: Readonly<Record<string, Values>> = {
  [String.raw`HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion`]: {
    ProductName: 'Windows Server 2022 Standard',
    EditionID: 'ServerStandard',
    InstallationType: 'Server',
    DisplayVersion: '21H2',
    ReleaseId: '2009',
    CurrentVersion: '6.3',
    CurrentMajorVersionNumber: 10,
    CurrentMinorVersionNumber: 0,
    CurrentBuild: '20348',
    CurrentBuildNumber: '20348',
    UBR: 3207,
    BuildLab: '20348.fe_release.210507-1500',
    InstallDate: 1_707_729_271,
    InstallTime: 133_522_028_710_000_000n,
    ProductId: '00454-40000-00001-AA207',
    DigitalProductId: Uint8Array.of(0xa4, 0, 0, 0, 3, 0, 0, 0, 0x30, 0x30, 0x34, 0x35, 0x34),
    RegisteredOwner: 'Example Ltd.',
    RegisteredOrganization: 'Example Ltd.',
    SystemRoot: String.raw`C:\Windows`,
    PathName: String.raw`C:\Windows`,
  },
  [String.raw`HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Winlogon`]: {
    Shell: 'explorer.exe',
    Userinit: String.raw`C:\Windows\system32\userinit.exe,`,
    AutoAdminLogon: '0',
    DefaultDomainName: DOMAIN,
    CachedLogonsCount: '10',
  },
  [String.raw`HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList`]: {
    Default: { expand: String.raw`%SystemDrive%\Users\Default` },
    ProfilesDirectory: { expand: String.raw`%SystemDrive%\Users` },
    Public: { expand: String.raw`%SystemDrive%\Users\Public` },
  },
  [String.raw`HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion`]: {
    ProgramFilesDir: String.raw`C:\Program Files`,
    CommonFilesDir: String.raw`C:\Program Files\Common Files`,
    'ProgramFilesDir (x86)': String.raw`C:\Program Files (x86)`,
    DevicePath: { expand: String.raw`%SystemRoot%\inf` },
  },
  [String.raw`HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Run`]: {
    SecurityHealth: { expand: String.raw`%windir%\system32\SecurityHealthSystray.exe` },
  },
  [String.raw`HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System`]: {
    EnableLUA: 1,
    ConsentPromptBehaviorAdmin: 5,
    LocalAccountTokenFilterPolicy: 0,
  },
  [String.raw`HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall`]: {},
  [String.raw`HKLM\SOFTWARE\WOW6432Node\Microsoft\Windows\CurrentVersion\Uninstall`]: {},
  [String.raw`HKLM\SOFTWARE\Microsoft\PowerShell\3\PowerShellEngine`]: {
    PowerShellVersion: '5.1.20348.1366',
    ApplicationBase: String.raw`C:\Windows\System32\WindowsPowerShell\v1.0`,
    PSCompatibleVersion: '1.0, 2.0, 3.0, 4.0, 5.0, 5.1',
  },
  [String.raw`HKLM\SOFTWARE\Microsoft\NET Framework Setup\NDP\v4\Full`]: {
    Install: 1,
    Release: 528_449,
    Version: '4.8.04161',
    InstallPath: 'C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319\\',
  },
  [String.raw`HKLM\SOFTWARE\Classes\.txt`]: { '': 'txtfile', 'Content Type': 'text/plain', PerceivedType: 'text' },
  [String.raw`HKLM\SOFTWARE\Classes\txtfile\shell\open\command`]: {
    '': { expand: String.raw`%SystemRoot%\system32\NOTEPAD.EXE %1` },
  },
  [String.raw`HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate\AU`]: { NoAutoUpdate: 0, AUOptions: 3 },
  [String.raw`HKLM\SYSTEM\Select`]: { Current: 1, Default: 1, Failed: 0, LastKnownGood: 1 },
  [String.raw`HKLM\SYSTEM\CurrentControlSet\Control`]: {
    SystemStartOptions: ' NOEXECUTE=OPTOUT',
    WaitToKillServiceTimeout: '5000',
    CurrentUser: 'USERNAME',
  },
  [String.raw`HKLM\SYSTEM\CurrentControlSet\Control\ComputerName\ActiveComputerName`]: { ComputerName: COMPUTER },
  [String.raw`HKLM\SYSTEM\CurrentControlSet\Control\ComputerName\ComputerName`]: { ComputerName: COMPUTER },
  [String.raw`HKLM\SYSTEM\CurrentControlSet\Control\Session Manager`]: { BootExecute: ['autocheck autochk *'] },
  [String.raw`HKLM\SYSTEM\CurrentControlSet\Control\Session Manager\Environment`]: {
    ComSpec: { expand: String.raw`%SystemRoot%\system32\cmd.exe` },
    NUMBER_OF_PROCESSORS: '8',
    OS: 'Windows_NT',
    PROCESSOR_ARCHITECTURE: 'AMD64',
    Path: { expand: String.raw`%SystemRoot%\system32;%SystemRoot%;%SystemRoot%\System32\Wbem` },
    TEMP: { expand: String.raw`%SystemRoot%\TEMP` },
    windir: { expand: '%SystemRoot%' },
  },
  [String.raw`HKLM\SYSTEM\CurrentControlSet\Control\TimeZoneInformation`]: {
    TimeZoneKeyName: 'UTC',
    Bias: 0,
    ActiveTimeBias: 0,
  },
  [String.raw`HKLM\SYSTEM\CurrentControlSet\Control\Terminal Server`]: { fDenyTSConnections: 0, TSEnabled: 1 },
  [String.raw`HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters`]: {
    Hostname: COMPUTER.toLowerCase(),
    'NV Hostname': COMPUTER.toLowerCase(),
    Domain: DNS_DOMAIN,
    'NV Domain': DNS_DOMAIN,
    SearchList: DNS_DOMAIN,
    DataBasePath: { expand: String.raw`%SystemRoot%\System32\drivers\etc` },
  },
  [String.raw`HKLM\SYSTEM\CurrentControlSet\Hardware Profiles\Current\Software`]: {},
  [String.raw`HKLM\HARDWARE\DESCRIPTION\System\CentralProcessor\0`]: {
    ProcessorNameString: 'Fabrikam Octa 8 @ 2.40GHz',
    VendorIdentifier: 'GenuineIntel',
    '~MHz': 2394,
  },
  [String.raw`HKLM\HARDWARE\DESCRIPTION\System\BIOS`]: {
    BIOSVendor: 'Fabrikam',
    BIOSVersion: '2.14',
    SystemManufacturer: 'Fabrikam',
    SystemProductName: 'Server 2100',
  },
  [String.raw`HKLM\SAM\SAM`]: {},
  [String.raw`HKLM\SECURITY\Policy`]: {},
  [String.raw`HKCU\Control Panel\Desktop`]: { WallPaper: '', ScreenSaveActive: '1', ScreenSaveTimeOut: '600' },
  [String.raw`HKCU\Control Panel\International`]: { LocaleName: 'en-US', sShortDate: 'M/d/yyyy', sDecimal: '.' },
  [String.raw`HKCU\Environment`]: {
    TEMP: { expand: String.raw`%USERPROFILE%\AppData\Local\Temp` },
    TMP: { expand: String.raw`%USERPROFILE%\AppData\Local\Temp` },
  },
  [String.raw`HKCU\SOFTWARE\Microsoft\Windows\CurrentVersion\Run`]: {},
  [String.raw`HKCU\SOFTWARE\Microsoft\Windows\CurrentVersion\Explorer\Advanced`]: { Hidden: 1, HideFileExt: 0 },
  [String.raw`HKU\S-1-5-18\Control Panel\International`]: { LocaleName: 'en-US' },
};

/** The variables of the environment, in lower case, by which texts are expanded. */
export const VARIABLES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    systemroot: String.raw`C:\Windows`,
    windir: String.raw`C:\Windows`,
    systemdrive: 'C:',
    programfiles: String.raw`C:\Program Files`,
    userprofile: String.raw`C:\Users\alice`,
    username: 'alice',
    computername: COMPUTER,
  }),
);
