import type { Session } from 'mi-codegen/runtime';
import { beforeAll, expect, it } from 'vitest';
import {
  Win32_LogicalDisk,
  Win32_NetworkAdapter,
  Win32_OperatingSystem,
  Win32_PerfFormattedData_PerfDisk_LogicalDisk,
  Win32_PerfFormattedData_PerfDisk_PhysicalDisk,
  Win32_PerfFormattedData_PerfOS_Memory,
  Win32_PerfFormattedData_PerfOS_Processor,
  Win32_PerfFormattedData_PerfOS_System,
  Win32_PerfFormattedData_PerfProc_Process,
  Win32_PerfFormattedData_Tcpip_NetworkInterface,
  Win32_PerfRawData_PerfDisk_LogicalDisk,
  Win32_PerfRawData_PerfOS_Memory,
  Win32_PerfRawData_PerfOS_Processor,
  Win32_PerfRawData_PerfOS_System,
  Win32_PerfRawData_PerfProc_Process,
  Win32_Process,
  Win32_Processor,
} from '../../../../generated/root/cimv2/index.js';
import { demoSession, only } from './demo-session.js';

let session: Session;
beforeAll(async () => {
  session = await demoSession();
});

const number = (value: bigint | number | null) => Number(value);

it('of processors say how busy each is, and all together as Win32_Processor does', async () => {
  const { LoadPercentage, NumberOfLogicalProcessors } = await only(Win32_Processor.$enumerate(session));
  const rows = await Win32_PerfFormattedData_PerfOS_Processor.$enumerate(session).toArray();
  expect(rows).toHaveLength((NumberOfLogicalProcessors ?? 0) + 1);
  for (const { Name, PercentProcessorTime, PercentIdleTime } of rows) {
    expect(number(PercentProcessorTime) + number(PercentIdleTime)).toBe(100);
    if (Name === '_Total') expect(number(PercentProcessorTime)).toBe(LoadPercentage);
    // The part of the time in which it was not idle.
    const raw = await Win32_PerfRawData_PerfOS_Processor.$get(session, { Name });
    const idle = number(raw.PercentProcessorTime) / number(raw.Timestamp_PerfTime);
    expect(Math.round((1 - idle) * 100)).toBe(number(PercentProcessorTime));
  }
});

it('of the system and its memory agree with the operating system', async () => {
  const system = await only(Win32_OperatingSystem.$enumerate(session));
  const counters = await only(Win32_PerfFormattedData_PerfOS_System.$enumerate(session));
  expect(counters.Processes).toBe(system.NumberOfProcesses);
  const raw = await only(Win32_PerfRawData_PerfOS_System.$enumerate(session));
  const ticks = (raw.Timestamp_Object ?? 0n) - (raw.SystemUpTime ?? 0n);
  expect(ticks / (raw.Frequency_Object ?? 1n)).toBe(counters.SystemUpTime);
  const memory = await only(Win32_PerfFormattedData_PerfOS_Memory.$enumerate(session));
  expect(memory.AvailableKBytes).toBe(system.FreePhysicalMemory);
  const { PercentCommittedBytesInUse, PercentCommittedBytesInUse_Base } = await only(
    Win32_PerfRawData_PerfOS_Memory.$enumerate(session),
  );
  const share = number(PercentCommittedBytesInUse) / number(PercentCommittedBytesInUse_Base);
  expect(Math.floor(share * 100)).toBe(memory.PercentCommittedBytesInUse);
});

it('of disks have what is free on them', async () => {
  for await (const counters of Win32_PerfFormattedData_PerfDisk_LogicalDisk.$enumerate(session)) {
    const { Name, FreeMegabytes, PercentFreeSpace } = counters;
    const raw = await Win32_PerfRawData_PerfDisk_LogicalDisk.$get(session, { Name });
    expect(Math.round((number(raw.PercentFreeSpace) * 100) / number(raw.PercentFreeSpace_Base))).toBe(PercentFreeSpace);
    if (!Name.endsWith(':')) continue;
    const { FreeSpace } = await Win32_LogicalDisk.$get(session, { DeviceID: Name });
    expect(FreeMegabytes).toBe(number(FreeSpace) / 2 ** 20);
  }
  const disks = await Win32_PerfFormattedData_PerfDisk_PhysicalDisk.$enumerate(session).toArray();
  expect(disks.map(({ Name, DiskReadsPersec }) => [Name, DiskReadsPersec])).toEqual([
    ['0 C:', 18],
    ['1 D: E:', 18],
    ['_Total', 36],
  ]);
});

it('of network interfaces are there for each adapter', async () => {
  const adapters = await Win32_NetworkAdapter.$enumerate(session).toArray();
  const rows = await Win32_PerfFormattedData_Tcpip_NetworkInterface.$enumerate(session).toArray();
  expect(rows.map(({ Name }) => Name)).toEqual(adapters.map(({ Name }) => Name?.replace('#', '_')));
  expect(rows.map(({ CurrentBandwidth }) => CurrentBandwidth)).toEqual([1_000_000_000n, 1_000_000_000n, 0n]);
});

it('of processes come and go with them', async () => {
  const own = await demoSession();
  const names = (await Win32_PerfFormattedData_PerfProc_Process.$enumerate(own).toArray()).map(({ Name }) => Name);
  expect(names).toHaveLength((await Win32_Process.$enumerate(own).toArray()).length);
  expect(names).toEqual(expect.arrayContaining(['Idle', 'System', 'svchost', 'svchost#1']));
  const { ProcessId } = await Win32_Process.Create(own, { CommandLine: 'notepad' });
  const where = { IDProcess: ProcessId ?? 0 };
  const { Name, WorkingSet } = await only(Win32_PerfFormattedData_PerfProc_Process.$query(own, { where }));
  const process = await Win32_Process.$get(own, { Handle: `${ProcessId}` });
  expect([Name, WorkingSet]).toEqual(['notepad', process.WorkingSetSize]);
  const raw = await only(Win32_PerfRawData_PerfProc_Process.$query(own, { where }));
  expect(raw.PercentProcessorTime).toBe((process.KernelModeTime ?? 0n) + (process.UserModeTime ?? 0n));
  await process.Terminate();
  expect(await Win32_PerfFormattedData_PerfProc_Process.$query(own, { where }).toArray()).toEqual([]);
  expect(await Win32_PerfRawData_PerfProc_Process.$query(own, { where }).toArray()).toEqual([]);
});
