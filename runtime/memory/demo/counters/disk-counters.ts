import { Win32_PerfFormattedData_PerfDisk_LogicalDisk } from '../../../../generated/root/cimv2/Win32_PerfFormattedData_PerfDisk_LogicalDisk.js';
import { Win32_PerfFormattedData_PerfDisk_PhysicalDisk } from '../../../../generated/root/cimv2/Win32_PerfFormattedData_PerfDisk_PhysicalDisk.js';
import { Win32_PerfRawData_PerfDisk_LogicalDisk } from '../../../../generated/root/cimv2/Win32_PerfRawData_PerfDisk_LogicalDisk.js';
import { Win32_PerfRawData_PerfDisk_PhysicalDisk } from '../../../../generated/root/cimv2/Win32_PerfRawData_PerfDisk_PhysicalDisk.js';
import type { DemoMachine } from '../demo-machine.js';
import { DISKS, MB } from '../disks.js';
import { type CounterForm, FORMATTED, RAW, SAMPLED, SECOND, UPTIME } from './counter-forms.js';

/** What goes on on a volume, in a second, and what is free on it. */
interface Activity {
  readonly reads: number;
  readonly writes: number;
  /** In MB. */
  readonly size: number;
  readonly free: number;
}

/** How long a transfer takes, in seconds, and what it moves, in bytes. */
const LATENCY = 0.004;
const READ_SIZE = 16_384;
const WRITE_SIZE = 8192;

/** Adds the counters of the disks and the volumes, and those of all of them together. */
export async function addDiskCounters(machine: DemoMachine): Promise<void> {
  const disks = DISKS.map(({ volumes }) => volumes.map(({ letter, size, free }) => ({ letter, size, free })));
  let unnamed = 0;
  const logical = disks.flat().map(({ letter, size, free }) => {
    if (letter === null) unnamed += 1;
    const isUsed = letter === 'C:' || letter === 'D:';
    const [reads, writes] = isUsed ? [18, 11] : [0, 0];
    const activity = { reads, writes, size: Number(size / MB), free: Number(free / MB) };
    return [letter ?? `HarddiskVolume${unnamed}`, activity] as const;
  });
  const all = sumOf(logical.map(([, activity]) => activity));
  for (const [Name, activity] of [...logical, ['_Total', all] as const]) await addLogical(machine, Name, activity);
  for (const [index, volumes] of disks.entries()) {
    const letters = volumes.flatMap(({ letter }) => letter ?? []);
    const on = logical.filter(([name]) => letters.some((letter) => letter === name));
    await addPhysical(machine, [index, ...letters].join(' '), sumOf(on.map(([, activity]) => activity)));
  }
  await addPhysical(machine, '_Total', all);
}

function sumOf(activities: readonly Activity[]): Activity {
  const sum = (of: (activity: Activity) => number) => activities.reduce((total, each) => total + of(each), 0);
  return {
    reads: sum(({ reads }) => reads),
    writes: sum(({ writes }) => writes),
    size: sum(({ size }) => size),
    free: sum(({ free }) => free),
  };
}

async function addLogical({ insert }: DemoMachine, Name: string, activity: Activity): Promise<void> {
  const { size, free } = activity;
  await insert(Win32_PerfFormattedData_PerfDisk_LogicalDisk, {
    Name,
    FreeMegabytes: free,
    PercentFreeSpace: Math.round((free * 100) / size),
    ...diskCounters(FORMATTED, activity),
  });
  await insert(Win32_PerfRawData_PerfDisk_LogicalDisk, {
    Name,
    FreeMegabytes: free,
    PercentFreeSpace: free,
    PercentFreeSpace_Base: size,
    ...diskCounters(RAW, activity),
    ...basesOf(activity),
    ...SAMPLED,
  });
}

async function addPhysical({ insert }: DemoMachine, Name: string, activity: Activity): Promise<void> {
  await insert(Win32_PerfFormattedData_PerfDisk_PhysicalDisk, { Name, ...diskCounters(FORMATTED, activity) });
  await insert(Win32_PerfRawData_PerfDisk_PhysicalDisk, {
    Name,
    ...diskCounters(RAW, activity),
    ...basesOf(activity),
    ...SAMPLED,
  });
}

function diskCounters({ rate, longRate, share, average }: CounterForm, { reads, writes }: Activity) {
  const both = reads + writes;
  const [readBytes, writtenBytes] = [reads * READ_SIZE, writes * WRITE_SIZE];
  // Less than a second, in a counter of 32 bits.
  const seconds = (count: number) => Number(BigInt.asUintN(32, average(0, count * UPTIME * LATENCY * SECOND)));
  const bytes = (sum: number, count: number) => average(count === 0 ? 0 : sum / count, sum * UPTIME);
  const percent = (count: number) => share(count * LATENCY * 100);
  return {
    CurrentDiskQueueLength: 0,
    PercentDiskTime: percent(both),
    PercentDiskReadTime: percent(reads),
    PercentDiskWriteTime: percent(writes),
    PercentIdleTime: share(100 - both * LATENCY * 100),
    AvgDiskQueueLength: share(0),
    AvgDiskReadQueueLength: share(0),
    AvgDiskWriteQueueLength: share(0),
    AvgDisksecPerTransfer: seconds(both),
    AvgDisksecPerRead: seconds(reads),
    AvgDisksecPerWrite: seconds(writes),
    DiskTransfersPersec: rate(both),
    DiskReadsPersec: rate(reads),
    DiskWritesPersec: rate(writes),
    DiskBytesPersec: longRate(readBytes + writtenBytes),
    DiskReadBytesPersec: longRate(readBytes),
    DiskWriteBytesPersec: longRate(writtenBytes),
    AvgDiskBytesPerTransfer: bytes(readBytes + writtenBytes, both),
    AvgDiskBytesPerRead: bytes(readBytes, reads),
    AvgDiskBytesPerWrite: bytes(writtenBytes, writes),
    SplitIOPerSec: 0,
  };
}

/** What raw values of disks are divided by: the time, or how often something has happened. */
function basesOf({ reads, writes }: Activity) {
  const time = SAMPLED.Timestamp_Sys100NS;
  return {
    PercentDiskTime_Base: time,
    PercentDiskReadTime_Base: time,
    PercentDiskWriteTime_Base: time,
    PercentIdleTime_Base: time,
    AvgDisksecPerTransfer_Base: RAW.rate(reads + writes),
    AvgDisksecPerRead_Base: RAW.rate(reads),
    AvgDisksecPerWrite_Base: RAW.rate(writes),
    AvgDiskBytesPerTransfer_Base: RAW.rate(reads + writes),
    AvgDiskBytesPerRead_Base: RAW.rate(reads),
    AvgDiskBytesPerWrite_Base: RAW.rate(writes),
  };
}
