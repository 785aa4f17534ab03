import type { Session } from 'mi-codegen/runtime';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  Win32_NTEventlogFile,
  Win32_NTLogEvent,
  Win32_NTLogEventLog,
  Win32_Process,
  Win32_ProcessStartTrace,
  Win32_ProcessStopTrace,
  Win32_Service,
} from '../../../../generated/root/cimv2/index.js';
import {
  __EventFilter,
  __FilterToConsumerBinding,
  CommandLineEventConsumer,
} from '../../../../generated/root/subscription/index.js';
import { demoSession, firstOf } from './demo-session.js';

let session: Session;
beforeEach(async () => {
  session = await demoSession();
});

const file = async (LogfileName: string) => {
  const [found] = await Win32_NTEventlogFile.$query(session, { where: { LogfileName } }).toArray();
  if (found === undefined) throw new Error(`there is no log ${LogfileName}`);
  return found;
};

it('has errors of programs', async () => {
  const where = { Logfile: 'System', Type: 'Error' } as const;
  const errors = await Win32_NTLogEvent.$query(session, { where }).toArray();
  expect(errors.map(({ EventCode }) => EventCode)).toEqual([7000, 7038, 25]);
  expect(errors[0]).toMatchObject({
    EventIdentifier: 0xc000_1b58,
    EventType: 1,
    Message: 'The Fabrikam Backup Agent service failed to start: The service did not start due to a logon failure.',
  });
});

it('counts the records of each log, and leads to them', async () => {
  for await (const log of Win32_NTEventlogFile.$enumerate(session)) {
    const records = await log.$associators(Win32_NTLogEventLog).toArray();
    expect(records.length).toBe(log.NumberOfRecords);
    expect(records.map(({ RecordNumber }) => RecordNumber)).toEqual(records.map((_, index) => index + 1));
  }
});

it('tells of services, and subscribers hear of it', async () => {
  const logged = firstOf(Win32_NTLogEvent.$created(session, { within: 1, where: { EventCode: 7036 } }));
  await Win32_Service.$at(session, { Name: 'BITS' }).StartService();
  const { TargetInstance } = await logged;
  expect(TargetInstance.InsertionStrings).toEqual(['Background Intelligent Transfer Service', 'running']);
});

describe('a log', () => {
  it('is cleared, of which another one tells', async () => {
    const log = await file('Application');
    expect(await log.ClearEventlog()).toEqual({ ReturnValue: 0 });
    expect((await log.$refresh()).NumberOfRecords).toBe(0);
    expect(await Win32_NTLogEvent.$query(session, { where: { Logfile: 'Application' } }).toArray()).toEqual([]);
    const cleared = await Win32_NTLogEvent.$query(session, { where: { EventCode: 104 } }).toArray();
    expect(cleared.map(({ Message }) => Message)).toEqual(['The Application log file was cleared.']);
  });

  it('is backed up to a file that is not there', async () => {
    const log = await file('System');
    const ArchiveFileName = 'D:\\Logs\\system.evtx';
    expect(await log.BackupEventlog({ ArchiveFileName })).toEqual({ ReturnValue: 0 });
    expect(await log.BackupEventlog({ ArchiveFileName })).toEqual({ ReturnValue: 183 });
    expect(await log.ClearEventlog({ ArchiveFileName })).toEqual({ ReturnValue: 21 });
  });
});

it('is not needed by those who watch processes', async () => {
  const started = firstOf(Win32_ProcessStartTrace.$subscribe(session, { where: { ProcessName: 'notepad.exe' } }));
  const { ProcessId } = await Win32_Process.Create(session, { CommandLine: 'notepad' });
  expect(await started).toMatchObject({ ProcessID: ProcessId, SessionID: 1 });
  const stopped = firstOf(Win32_ProcessStopTrace.$subscribe(session));
  await Win32_Process.$at(session, { Handle: `${ProcessId}` }).Terminate({ Reason: 7 });
  expect(await stopped).toMatchObject({ ProcessID: ProcessId, ExitStatus: 7 });
});

it('has subscriptions of WMI itself', async () => {
  const filters = await __EventFilter.$enumerate(session).toArray();
  expect(filters.map(({ Name }) => Name)).toContain('Spooler stopped');
  const consumer = CommandLineEventConsumer.$at(session, { Name: 'Restart the spooler' });
  const [filter] = await consumer.$associators(__FilterToConsumerBinding).toArray();
  expect(filter).toMatchObject({ Name: 'Spooler stopped' });
});
