import { COMPUTER } from './demo-machine.js';

/** How an event is called by how serious it is. */
export type EventKind = 'Error' | 'Warning' | 'Information' | 'Audit Success' | 'Audit Failure';
/** The logs of the machine. */
export type LogName = 'System' | 'Application' | 'Security';

const SCM = 'Service Control Manager';

/** What is written to a log. In the message, `%1` and so on stand for strings that differ. */
export interface LoggedEvent {
  readonly source: string;
  readonly code: number;
  readonly kind: EventKind;
  readonly message: string;
}

export const SERVICE_STATE: LoggedEvent = {
  source: SCM,
  code: 7036,
  kind: 'Information',
  message: 'The %1 service entered the %2 state.',
};
export const SERVICE_FAILED: LoggedEvent = {
  source: SCM,
  code: 7000,
  kind: 'Error',
  message: 'The %1 service failed to start: %2',
};
export const SERVICE_ENDED: LoggedEvent = {
  source: SCM,
  code: 7034,
  kind: 'Error',
  message: 'The %1 service terminated unexpectedly. It has done this %2 time(s).',
};
export const LOG_CLEARED: LoggedEvent = {
  source: 'Microsoft-Windows-Eventlog',
  code: 104,
  kind: 'Information',
  message: 'The %1 log file was cleared.',
};

/** An event: how many seconds after the start of the machine, and what it is. */
type EventRow = readonly [
  seconds: number,
  source: string,
  code: number,
  kind: EventKind,
  message: string,
  ...strings: readonly string[],
];

export const EVENTS: Readonly<Record<LogName, readonly EventRow[]>> = {
  System: [
    [0, 'EventLog', 6009, 'Information', 'Microsoft (R) Windows (R) %1 %2 Multiprocessor Free.', '10.00.', '20348'],
    [0, 'EventLog', 6005, 'Information', 'The Event log service was started.'],
    [
      1,
      'Microsoft-Windows-Kernel-General',
      12,
      'Information',
      'The operating system started at system time %1.',
      '2025-03-03T06:02:14Z',
    ],
    [10, SCM, 7036, 'Information', SERVICE_STATE.message, 'Remote Procedure Call (RPC)', 'running'],
    [12, SCM, 7036, 'Information', SERVICE_STATE.message, 'Windows Event Log', 'running'],
    [
      14,
      'Microsoft-Windows-DNS-Client',
      1014,
      'Warning',
      'Name resolution for the name %1 timed out.',
      'wpad.example.com',
    ],
    [16, SCM, 7036, 'Information', SERVICE_STATE.message, 'Print Spooler', 'running'],
    [18, SCM, 7036, 'Information', SERVICE_STATE.message, 'Microsoft Defender Antivirus Service', 'running'],
    [
      20,
      SCM,
      7000,
      'Error',
      SERVICE_FAILED.message,
      'Fabrikam Backup Agent',
      'The service did not start due to a logon failure.',
    ],
    [
      21,
      SCM,
      7038,
      'Error',
      'The %1 service was unable to log on as %2.',
      'BackupAgent',
      String.raw`EXAMPLE\svc-backup`,
    ],
    [
      95,
      'Microsoft-Windows-Time-Service',
      35,
      'Information',
      'The time service is now synchronizing with %1.',
      'dc01.example.com',
    ],
    [5405, 'Microsoft-Windows-Winlogon', 7001, 'Information', 'User logon notification.', '1'],
    [
      86_430,
      'Microsoft-Windows-WindowsUpdateClient',
      19,
      'Information',
      'Installation successful: %1',
      'Security intelligence update for Microsoft Defender Antivirus',
    ],
    [
      172_911,
      'disk',
      153,
      'Warning',
      'The IO operation at logical block address %1 for Disk %2 was retried.',
      '0x1a2f3c40',
      '1',
    ],
    [
      259_230,
      'Microsoft-Windows-DistributedCOM',
      10_016,
      'Warning',
      'The permissions do not grant Local Activation permission for %1.',
      '{2593F8B9-4EAF-457C-B68A-50F6B8EA6B54}',
    ],
    [604_812, 'EventLog', 6013, 'Information', 'The system uptime is %1 seconds.', '604812'],
    [
      777_604,
      'volsnap',
      25,
      'Error',
      'The shadow copies of volume %1 were deleted because the storage could not grow.',
      'D:',
    ],
  ],
  Application: [
    [
      30,
      'Microsoft-Windows-WMI',
      5615,
      'Information',
      'Windows Management Instrumentation Service started successfully.',
    ],
    [64, 'Fabrikam Backup', 100, 'Error', 'Backup of %1 did not run: the agent is not started.', COMPUTER],
    [
      132,
      'Microsoft-Windows-IIS-W3SVC-WP',
      2301,
      'Information',
      'The worker process %1 has started.',
      'DefaultAppPool',
    ],
    [43_210, 'Application Error', 1000, 'Error', 'Faulting application name: %1, version: %2', 'viewer.exe', '1.8.0.0'],
    [43_215, 'Windows Error Reporting', 1001, 'Information', 'Fault bucket, type %1', '0'],
    [
      86_500,
      'MsiInstaller',
      1033,
      'Information',
      'Windows Installer installed the product. Product Name: %1.',
      'Fabrikam Remote Agent',
    ],
    [172_800, 'ESENT', 326, 'Information', '%1 The database engine attached a database.', 'svchost'],
    [345_600, 'Fabrikam Backup', 101, 'Warning', 'No backup of %1 for %2 days.', COMPUTER, '4'],
  ],
  Security: [
    [
      5405,
      'Microsoft-Windows-Security-Auditing',
      4624,
      'Audit Success',
      'An account was successfully logged on: %1',
      String.raw`EXAMPLE\alice`,
    ],
    [
      7199,
      'Microsoft-Windows-Security-Auditing',
      4625,
      'Audit Failure',
      'An account failed to log on: %1',
      String.raw`SRV01\Administrator`,
    ],
    [
      7210,
      'Microsoft-Windows-Security-Auditing',
      4624,
      'Audit Success',
      'An account was successfully logged on: %1',
      String.raw`SRV01\Administrator`,
    ],
    [
      7211,
      'Microsoft-Windows-Security-Auditing',
      4672,
      'Audit Success',
      'Special privileges assigned to new logon: %1',
      String.raw`SRV01\Administrator`,
    ],
  ],
};
