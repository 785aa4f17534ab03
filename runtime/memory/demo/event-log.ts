import { CIM_DataFile } from '../../../generated/root/cimv2/CIM_DataFile.js';
import { Win32_ComputerSystem } from '../../../generated/root/cimv2/Win32_ComputerSystem.js';
import {
  Win32_NTEventlogFile_BackupEventlog_ReturnValue as BackedUp,
  Win32_NTEventlogFile_ClearEventlog_ReturnValue as Cleared,
  Win32_NTEventlogFile,
} from '../../../generated/root/cimv2/Win32_NTEventlogFile.js';
import {
  Win32_NTLogEvent_EventType as EventType,
  Win32_NTLogEvent,
} from '../../../generated/root/cimv2/Win32_NTLogEvent.js';
import { Win32_NTLogEventComputer } from '../../../generated/root/cimv2/Win32_NTLogEventComputer.js';
import { Win32_NTLogEventLog } from '../../../generated/root/cimv2/Win32_NTLogEventLog.js';
import type { CimDateTime } from '../../values/index.js';
import {
  COMPUTER,
  type DemoMachine,
  DNS_DOMAIN,
  INSTALLED,
  ifFound,
  later,
  now,
  OF_COMPUTER,
  remove,
  STARTED,
} from './demo-machine.js';
import { EVENTS, type EventKind, LOG_CLEARED, type LoggedEvent, type LogName } from './event-rows.js';

/** The bits of an event's identifier that say how serious it is. */
const SEVERITIES: Readonly<Record<EventKind, number>> = {
  Error: 0xc000_0000,
  Warning: 0x8000_0000,
  Information: 0x4000_0000,
  'Audit Success': 0,
  'Audit Failure': 0,
};

const FOLDER = String.raw`C:\Windows\System32\Winevt\Logs`;

/** The event logs of a machine. */
export class EventLogs {
  readonly #machine: DemoMachine;
  readonly #records = new Map<LogName, number>();

  constructor(machine: DemoMachine) {
    this.#machine = machine;
  }

  /** Writes what happens now to a log. */
  async write(log: LogName, event: LoggedEvent, ...strings: readonly string[]): Promise<void> {
    await this.add(log, event, strings, now());
    const file = await this.#file(log);
    await this.#machine.repository.update(file, { NumberOfRecords: (file.NumberOfRecords ?? 0) + 1 });
  }

  /** Adds a record. */
  async add(log: LogName, event: LoggedEvent, strings: readonly string[], time: CimDateTime): Promise<void> {
    const { insert, session } = this.#machine;
    const { source, code, kind, message } = event;
    const RecordNumber = (this.#records.get(log) ?? 0) + 1;
    this.#records.set(log, RecordNumber);
    const { $path: Record } = await insert(Win32_NTLogEvent, {
      Logfile: log,
      RecordNumber,
      SourceName: source,
      EventCode: code,
      EventIdentifier: SEVERITIES[kind] + code,
      EventType: EventType[kind],
      Type: kind,
      Category: 0,
      CategoryString: null,
      Message: message.replace(/%(\d)/g, (text, number: string) => strings[Number(number) - 1] ?? text),
      InsertionStrings: strings.length === 0 ? null : strings,
      ComputerName: `${COMPUTER}.${DNS_DOMAIN}`,
      User: null,
      TimeGenerated: time,
      TimeWritten: time,
    });
    const Log = Win32_NTEventlogFile.$at(session, { Name: fileOf(log) }).$path;
    const Computer = Win32_ComputerSystem.$at(session, { Name: COMPUTER }).$path;
    await insert(Win32_NTLogEventLog, { Log, Record });
    await insert(Win32_NTLogEventComputer, { Computer, Record });
  }

  #file(log: LogName): Promise<Win32_NTEventlogFile> {
    return Win32_NTEventlogFile.$get(this.#machine.session, { Name: fileOf(log) });
  }
}

function fileOf(log: string): string {
  return `${FOLDER}\\${log}.evtx`.toLowerCase();
}

/** Adds the event logs with their records, and the methods of logs. */
export async function addEventLogs(machine: DemoMachine): Promise<EventLogs> {
  const logs = new EventLogs(machine);
  for (const log of ['System', 'Application', 'Security'] as const) {
    const rows = EVENTS[log];
    const sources = new Set(rows.map(([, source]) => source));
    await addFile(machine, log, rows.length, [...sources]);
    for (const [seconds, source, code, kind, message, ...strings] of rows) {
      await logs.add(log, { source, code, kind, message }, strings, later(STARTED, seconds));
    }
  }
  provideEventLogs(machine, logs);
  return logs;
}

async function addFile(
  { insert }: DemoMachine,
  log: LogName,
  records: number,
  sources: readonly string[],
): Promise<void> {
  const name = fileOf(log);
  await insert(Win32_NTEventlogFile, {
    Name: name,
    Caption: name,
    Description: name,
    LogfileName: log,
    NumberOfRecords: records,
    MaxFileSize: 20_971_520,
    OverWritePolicy: 'WhenNeeded',
    OverwriteOutDated: 0,
    Sources: sources,
    FileSize: 2_166_784n,
    FileName: log.toLowerCase(),
    FileType: 'evtx File',
    Extension: 'evtx',
    Drive: 'c:',
    Path: `${FOLDER.slice(2).toLowerCase()}\\`,
    CreationDate: INSTALLED,
    LastModified: STARTED,
    Readable: true,
    Writeable: true,
    Status: 'OK',
    FSName: 'NTFS',
    FSCreationClassName: 'Win32_FileSystem',
    CreationClassName: 'CIM_LogicalFile',
    ...OF_COMPUTER,
  });
}

function provideEventLogs({ insert, provide, repository, session }: DemoMachine, logs: EventLogs): void {
  provide(Win32_NTEventlogFile, {
    ClearEventlog: async ({ ArchiveFileName }, { instance }) => {
      if (ArchiveFileName != null && !(await archive(ArchiveFileName)))
        return { ReturnValue: Cleared['Invalid Parameter'] };
      for await (const record of instance.$associators(Win32_NTLogEventLog)) await remove(record);
      await repository.update(instance, { NumberOfRecords: 0 });
      await logs.write('System', LOG_CLEARED, instance.LogfileName ?? '');
      return { ReturnValue: Cleared.Success };
    },
    BackupEventlog: async ({ ArchiveFileName }) => {
      const isWritten = await archive(ArchiveFileName);
      return { ReturnValue: isWritten ? BackedUp.Success : BackedUp['Archive File Exists'] };
    },
  });

  /** @returns false when there is such a file. */
  async function archive(path: string): Promise<boolean> {
    if ((await ifFound(CIM_DataFile.$get(session, { Name: path }))) !== null) return false;
    await insert(CIM_DataFile, {
      Name: path.toLowerCase(),
      CreationDate: now(),
      Status: 'OK',
      ...OF_COMPUTER,
    });
    return true;
  }
}
