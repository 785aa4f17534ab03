import { ADMINISTRATOR, ALICE, LOCAL_SERVICE, NETWORK_SERVICE, type Principal, SYSTEM } from './principals.js';

/** The number of services.exe, which runs the services. */
export const SERVICES_ID = 812;
/** The number of the user's explorer.exe. */
const EXPLORER_ID = 5124;
/** The number of WmiPrvSE.exe, which hosts providers: what they start is its child. */
export const WMI_HOST_ID = 3012;

const SYSTEM32 = String.raw`C:\Windows\System32`;
const SVCHOST = String.raw`${SYSTEM32}\svchost.exe`;
const DEFENDER = String.raw`C:\ProgramData\Microsoft\Windows Defender\Platform\4.18.24090.11-0`;

/**
 * A process: what runs it, its program (a name alone where Windows tells no path) and arguments, how many seconds after
 * the machine it was started, how many threads and handles it has, and its working set in KB.
 */
type ProcessRow = readonly [
  id: number,
  parent: number,
  session: number,
  owner: Principal,
  program: string,
  parameters: string,
  started: number,
  threads: number,
  handles: number,
  workingSet: number,
];

/** The processes that run when the machine is made. */
export const PROCESSES: readonly ProcessRow[] = [
  [0, 0, 0, SYSTEM, 'System Idle Process', '', 0, 4, 0, 8],
  [4, 0, 0, SYSTEM, 'System', '', 0, 152, 2718, 148],
  [108, 4, 0, SYSTEM, 'Registry', '', 0, 4, 0, 76_420],
  [372, 4, 0, SYSTEM, 'smss.exe', '', 1, 2, 57, 1232],
  [484, 476, 0, SYSTEM, 'csrss.exe', '', 5, 12, 512, 5716],
  [588, 476, 0, SYSTEM, 'wininit.exe', '', 6, 2, 158, 7020],
  [596, 580, 1, SYSTEM, 'csrss.exe', '', 6, 11, 242, 5208],
  [680, 580, 1, SYSTEM, String.raw`${SYSTEM32}\winlogon.exe`, '', 7, 4, 281, 12_164],
  [SERVICES_ID, 588, 0, SYSTEM, 'services.exe', '', 8, 7, 604, 9984],
  [836, 588, 0, SYSTEM, String.raw`${SYSTEM32}\lsass.exe`, '', 8, 11, 1492, 22_516],
  [948, SERVICES_ID, 0, SYSTEM, SVCHOST, '-k DcomLaunch -p', 10, 16, 1027, 17_208],
  [996, SERVICES_ID, 0, NETWORK_SERVICE, SVCHOST, '-k RPCSS -p', 10, 12, 1120, 12_940],
  [1096, SERVICES_ID, 0, SYSTEM, SVCHOST, '-k netsvcs -p -s gpsvc', 11, 5, 311, 10_680],
  [1144, SERVICES_ID, 0, LOCAL_SERVICE, SVCHOST, '-k LocalServiceNetworkRestricted -p -s lmhosts', 11, 3, 142, 6180],
  [1208, SERVICES_ID, 0, LOCAL_SERVICE, SVCHOST, '-k LocalServiceNetworkRestricted -p -s EventLog', 12, 9, 426, 18_368],
  [1260, SERVICES_ID, 0, SYSTEM, SVCHOST, '-k netsvcs -p -s ProfSvc', 12, 3, 204, 9012],
  [1312, SERVICES_ID, 0, SYSTEM, SVCHOST, '-k netsvcs -p -s Schedule', 12, 9, 412, 15_744],
  [1364, SERVICES_ID, 0, NETWORK_SERVICE, SVCHOST, '-k NetworkService -p -s Dnscache', 13, 6, 262, 10_324],
  [1420, SERVICES_ID, 0, LOCAL_SERVICE, SVCHOST, '-k LocalService -p -s nsi', 13, 3, 156, 6648],
  [1476, SERVICES_ID, 0, LOCAL_SERVICE, SVCHOST, '-k LocalServiceNetworkRestricted -p -s Dhcp', 13, 4, 222, 8460],
  [1532, SERVICES_ID, 0, NETWORK_SERVICE, SVCHOST, '-k NetworkService -p -s NlaSvc', 14, 4, 255, 10_496],
  [1588, SERVICES_ID, 0, LOCAL_SERVICE, SVCHOST, '-k LocalServiceNoNetworkFirewall -p', 14, 8, 374, 17_752],
  [1672, SERVICES_ID, 0, SYSTEM, SVCHOST, '-k netsvcs -p -s Winmgmt', 15, 13, 364, 19_840],
  [1724, SERVICES_ID, 0, SYSTEM, SVCHOST, '-k netsvcs -p -s LanmanServer', 15, 4, 198, 8104],
  [1780, SERVICES_ID, 0, NETWORK_SERVICE, SVCHOST, '-k NetworkService -p -s LanmanWorkstation', 15, 4, 214, 8012],
  [1844, SERVICES_ID, 0, SYSTEM, String.raw`${SYSTEM32}\spoolsv.exe`, '', 16, 9, 486, 16_276],
  [1916, SERVICES_ID, 0, NETWORK_SERVICE, SVCHOST, '-k NetworkService -p -s WinRM', 17, 8, 318, 14_888],
  [1972, SERVICES_ID, 0, NETWORK_SERVICE, SVCHOST, '-k NetworkService -p -s CryptSvc', 17, 7, 298, 13_504],
  [2028, SERVICES_ID, 0, LOCAL_SERVICE, SVCHOST, '-k LocalService -p -s W32Time', 17, 4, 201, 7812],
  [2104, SERVICES_ID, 0, SYSTEM, String.raw`${DEFENDER}\MsMpEng.exe`, '', 18, 31, 842, 214_712],
  [2216, SERVICES_ID, 0, NETWORK_SERVICE, SVCHOST, '-k termsvcs -s TermService', 18, 27, 588, 31_604],
  [2288, SERVICES_ID, 0, SYSTEM, SVCHOST, '-k iissvcs', 19, 8, 292, 13_240],
  [2352, SERVICES_ID, 0, SYSTEM, SVCHOST, '-k netsvcs -p -s ShellHWDetection', 19, 3, 190, 9276],
  [2420, SERVICES_ID, 0, SYSTEM, SVCHOST, '-k netsvcs -p -s SENS', 19, 3, 168, 6992],
  [WMI_HOST_ID, 948, 0, NETWORK_SERVICE, String.raw`${SYSTEM32}\wbem\WmiPrvSE.exe`, '', 64, 9, 264, 14_020],
  [3348, 2288, 0, SYSTEM, String.raw`${SYSTEM32}\inetsrv\w3wp.exe`, '-ap "DefaultAppPool"', 132, 18, 544, 62_388],
  [4620, 1312, 1, ALICE, String.raw`${SYSTEM32}\taskhostw.exe`, '', 5410, 6, 248, 14_528],
  [4712, 680, 1, SYSTEM, String.raw`${SYSTEM32}\dwm.exe`, '', 5408, 14, 702, 58_244],
  [EXPLORER_ID, 5096, 1, ALICE, String.raw`C:\Windows\explorer.exe`, '', 5412, 41, 1688, 104_932],
  [5680, EXPLORER_ID, 1, ALICE, String.raw`${SYSTEM32}\ServerManager.exe`, '', 5431, 15, 790, 118_060],
  [
    5872,
    EXPLORER_ID,
    1,
    ALICE,
    String.raw`${SYSTEM32}\mmc.exe`,
    String.raw`"C:\Windows\system32\services.msc"`,
    6004,
    9,
    401,
    38_860,
  ],
  [5916, EXPLORER_ID, 1, ADMINISTRATOR, String.raw`${SYSTEM32}\cmd.exe`, '', 7211, 2, 71, 4316],
  [5924, 5916, 1, ADMINISTRATOR, String.raw`${SYSTEM32}\conhost.exe`, '0x4', 7211, 5, 238, 16_684],
];
