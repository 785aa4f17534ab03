import { PRESENT, STARTED } from '../demo-machine.js';

/** Since the machine was started, in seconds. */
export const UPTIME: number = (PRESENT.toDate().getTime() - STARTED.toDate().getTime()) / 1000;

/** A second, in the units of 100 nanoseconds in which Windows counts. */
export const SECOND = 10_000_000;

/** A time, in units of 100 nanoseconds since 1601. */
function fileTime(time: typeof PRESENT): bigint {
  return (BigInt(time.toDate().getTime()) + 11_644_473_600_000n) * 10_000n;
}

/** How a class has what is counted: formatted as a value, or raw as what a value is computed from. */
export interface CounterForm {
  /** What happens so often in a second, as a number of 32 bits. */
  readonly rate: (perSecond: number) => number;
  /** The same as a number of 64 bits. */
  readonly longRate: (perSecond: number) => bigint;
  /** What takes so much of the time, in percent. */
  readonly share: (percent: number) => bigint;
  /** The time since a moment. */
  readonly since: (time: typeof PRESENT) => bigint;
  /** An average, of which the sum for all that have been is given, too. */
  readonly average: (value: number, sum: number) => bigint;
}

export const FORMATTED: CounterForm = {
  rate: (perSecond) => Math.round(perSecond),
  longRate: (perSecond) => BigInt(Math.round(perSecond)),
  share: (percent) => BigInt(Math.round(percent)),
  // What has happened since the machine was made is later than its present.
  since: (time) => BigInt(Math.max(0, Math.floor((PRESENT.toDate().getTime() - time.toDate().getTime()) / 1000))),
  average: (value) => BigInt(Math.round(value)),
};

export const RAW: CounterForm = {
  // Counters of 32 bits begin again at 0.
  rate: (perSecond) => Math.round(perSecond * UPTIME) % 2 ** 32,
  longRate: (perSecond) => BigInt(Math.round(perSecond * UPTIME)),
  share: (percent) => BigInt(Math.round((percent / 100) * UPTIME * SECOND)),
  since: fileTime,
  average: (_, sum) => BigInt(Math.round(sum)),
};

/** When a raw value was counted, and how its clocks run. */
export const SAMPLED: Readonly<Record<`${'Timestamp' | 'Frequency'}_${'PerfTime' | 'Sys100NS' | 'Object'}`, bigint>> = {
  Timestamp_PerfTime: BigInt(UPTIME * SECOND),
  Timestamp_Sys100NS: fileTime(PRESENT),
  Timestamp_Object: fileTime(PRESENT),
  Frequency_PerfTime: BigInt(SECOND),
  Frequency_Sys100NS: BigInt(SECOND),
  Frequency_Object: BigInt(SECOND),
};
