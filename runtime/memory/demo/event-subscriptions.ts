import { __EventFilter } from '../../../generated/root/subscription/__EventFilter.js';
import { __FilterToConsumerBinding } from '../../../generated/root/subscription/__FilterToConsumerBinding.js';
import { CommandLineEventConsumer } from '../../../generated/root/subscription/CommandLineEventConsumer.js';
import { LogFileEventConsumer } from '../../../generated/root/subscription/LogFileEventConsumer.js';
import { NTEventLogEventConsumer } from '../../../generated/root/subscription/NTEventLogEventConsumer.js';
import type { DemoMachine } from './demo-machine.js';
import { ADMINISTRATORS } from './principals.js';
import { sidBytes } from './security.js';

const CreatorSID: Uint8Array = sidBytes(ADMINISTRATORS.sid);

/**
 * Adds what WMI does by itself when events come: filters, consumers and what binds them. On the demo machine nothing
 * is done.
 */
export async function addEventSubscriptions({ insert }: DemoMachine): Promise<void> {
  const log = await insert(NTEventLogEventConsumer, {
    Name: 'SCM Event Log Consumer',
    SourceName: 'Service Control Manager',
    EventID: 0,
    EventType: 1,
    Category: 0,
    NumberOfInsertionStrings: 0,
    InsertionStringTemplates: [''],
    NameOfUserSIDProperty: 'sid',
    CreatorSID,
  });
  const file = await insert(LogFileEventConsumer, {
    Name: 'Volume changes',
    Filename: String.raw`C:\Logs\volumes.log`,
    Text: '%TargetInstance.DriveName% changed',
    IsUnicode: false,
    MaximumFileSize: 65_535n,
    CreatorSID,
  });
  const command = await insert(CommandLineEventConsumer, {
    Name: 'Restart the spooler',
    ExecutablePath: String.raw`C:\Windows\System32\net.exe`,
    CommandLineTemplate: 'net start spooler',
    RunInteractively: false,
    KillTimeout: 60,
    CreatorSID,
  });
  const filters = [
    ['SCM Event Log Filter', 'select * from MSFT_SCMEventLogEvent', log.$path],
    ['Volume changes', 'select * from Win32_VolumeChangeEvent', file.$path],
    [
      'Spooler stopped',
      "select * from __InstanceModificationEvent within 30 where TargetInstance isa 'Win32_Service' " +
        "and TargetInstance.Name = 'Spooler' and TargetInstance.State = 'Stopped'",
      command.$path,
    ],
  ] as const;
  for (const [Name, Query, Consumer] of filters) {
    const EventNamespace = String.raw`root\cimv2`;
    const filter = await insert(__EventFilter, {
      Name,
      Query,
      QueryLanguage: 'WQL',
      EventNamespace,
      CreatorSID,
    });
    await insert(__FilterToConsumerBinding, { Filter: filter.$path, Consumer, CreatorSID });
  }
}
