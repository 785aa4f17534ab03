import { COMPUTER, DOMAIN } from './demo-machine.js';
import { COMPUTER_SID, DOMAIN_SID } from './principals.js';

/** An account: the number that follows the identifier of its computer or domain, or the whole identifier. */
type AccountRow = readonly [domain: string, name: string, sid: string, description: string];

/** A user is enabled, unless it is here. */
export const DISABLED: ReadonlySet<string> = new Set(['Guest', 'DefaultAccount', 'WDAGUtilityAccount', 'carol']);

export const USER_ACCOUNTS: readonly AccountRow[] = [
  [COMPUTER, 'Administrator', `${COMPUTER_SID}-500`, 'Administers the computer'],
  [COMPUTER, 'Guest', `${COMPUTER_SID}-501`, 'For guests of the computer'],
  [COMPUTER, 'DefaultAccount', `${COMPUTER_SID}-503`, 'Managed by the system'],
  [COMPUTER, 'WDAGUtilityAccount', `${COMPUTER_SID}-504`, 'Managed by Windows Defender'],
  [COMPUTER, 'deploy', `${COMPUTER_SID}-1001`, 'Installs software'],
  [DOMAIN, 'Administrator', `${DOMAIN_SID}-500`, 'Administers the domain'],
  [DOMAIN, 'alice', `${DOMAIN_SID}-1104`, 'Alice Baker'],
  [DOMAIN, 'bob', `${DOMAIN_SID}-1105`, 'Bob Carter'],
  [DOMAIN, 'carol', `${DOMAIN_SID}-1106`, 'Carol Dean'],
  [DOMAIN, 'svc-backup', `${DOMAIN_SID}-1131`, 'Makes backups'],
];

export const GROUPS: readonly AccountRow[] = [
  [COMPUTER, 'Administrators', 'S-1-5-32-544', 'May do everything on the computer'],
  [COMPUTER, 'Users', 'S-1-5-32-545', 'May run programs'],
  [COMPUTER, 'Guests', 'S-1-5-32-546', 'May do little'],
  [COMPUTER, 'Backup Operators', 'S-1-5-32-551', 'May read all files, to make backups'],
  [COMPUTER, 'Remote Desktop Users', 'S-1-5-32-555', 'May log on from afar'],
  [COMPUTER, 'Performance Log Users', 'S-1-5-32-559', 'May record performance counters'],
  [COMPUTER, 'IIS_IUSRS', 'S-1-5-32-568', 'For the processes of web sites'],
  [COMPUTER, 'Event Log Readers', 'S-1-5-32-573', 'May read the event logs'],
  [COMPUTER, 'Hyper-V Administrators', 'S-1-5-32-578', 'May do everything in Hyper-V'],
  [COMPUTER, 'Remote Management Users', 'S-1-5-32-580', 'May use WMI from afar'],
  [DOMAIN, 'Domain Admins', `${DOMAIN_SID}-512`, 'Administer the domain'],
  [DOMAIN, 'Domain Users', `${DOMAIN_SID}-513`, 'All users of the domain'],
];

export const SYSTEM_ACCOUNTS: readonly AccountRow[] = [
  [COMPUTER, 'Everyone', 'S-1-1-0', 'Everyone'],
  [COMPUTER, 'CREATOR OWNER', 'S-1-3-0', 'CREATOR OWNER'],
  [COMPUTER, 'NETWORK', 'S-1-5-2', 'NETWORK'],
  [COMPUTER, 'BATCH', 'S-1-5-3', 'BATCH'],
  [COMPUTER, 'INTERACTIVE', 'S-1-5-4', 'INTERACTIVE'],
  [COMPUTER, 'SERVICE', 'S-1-5-6', 'SERVICE'],
  [COMPUTER, 'ANONYMOUS LOGON', 'S-1-5-7', 'ANONYMOUS LOGON'],
  [COMPUTER, 'Authenticated Users', 'S-1-5-11', 'Authenticated Users'],
  [COMPUTER, 'SYSTEM', 'S-1-5-18', 'SYSTEM'],
  [COMPUTER, 'LOCAL SERVICE', 'S-1-5-19', 'LOCAL SERVICE'],
  [COMPUTER, 'NETWORK SERVICE', 'S-1-5-20', 'NETWORK SERVICE'],
];

/** The members of groups, as `domain\\name`. */
export const MEMBERS: readonly (readonly [group: string, members: readonly string[]])[] = [
  [
    String.raw`${COMPUTER}\Administrators`,
    [`${COMPUTER}\\Administrator`, `${COMPUTER}\\deploy`, `${DOMAIN}\\Domain Admins`],
  ],
  [`${COMPUTER}\\Users`, [`${DOMAIN}\\Domain Users`, `${COMPUTER}\\INTERACTIVE`, `${COMPUTER}\\Authenticated Users`]],
  [`${COMPUTER}\\Guests`, [`${COMPUTER}\\Guest`]],
  [`${COMPUTER}\\Backup Operators`, [`${DOMAIN}\\svc-backup`]],
  [`${COMPUTER}\\Remote Desktop Users`, [`${DOMAIN}\\bob`]],
  [`${DOMAIN}\\Domain Admins`, [`${DOMAIN}\\Administrator`, `${DOMAIN}\\alice`]],
  [`${DOMAIN}\\Domain Users`, [`${DOMAIN}\\alice`, `${DOMAIN}\\bob`, `${DOMAIN}\\carol`, `${DOMAIN}\\svc-backup`]],
];

/**
 * A logon session: who has it (as `domain\\name`), how it was opened (0: by the system, 2: at the console, 5: by a
 * service, 10: from afar), and how many seconds after the machine was started.
 */
export const LOGON_SESSIONS: readonly (readonly [
  id: string,
  account: string,
  type: 0 | 2 | 5 | 10,
  authentication: string,
  started: number,
])[] = [
  ['999', `${COMPUTER}\\SYSTEM`, 0, 'NTLM', 1],
  ['997', `${COMPUTER}\\LOCAL SERVICE`, 5, 'Negotiate', 9],
  ['996', `${COMPUTER}\\NETWORK SERVICE`, 5, 'Negotiate', 9],
  ['482193', `${DOMAIN}\\alice`, 10, 'Kerberos', 5405],
  ['1203344', `${COMPUTER}\\Administrator`, 2, 'NTLM', 7210],
];
