import { Win32_LocalTime } from '../../../generated/root/cimv2/Win32_LocalTime.js';
import { Win32_UTCTime } from '../../../generated/root/cimv2/Win32_UTCTime.js';
import type { CimDateTime } from '../../values/index.js';
import { type DemoMachine, PRESENT } from './demo-machine.js';

/** Adds the time, which stands still like everything that nobody changes. The machine is in UTC. */
export async function addTime({ insert }: DemoMachine): Promise<void> {
  const time = partsOf(PRESENT);
  await insert(Win32_LocalTime, time);
  await insert(Win32_UTCTime, time);
}

function partsOf(time: CimDateTime) {
  const date = time.toDate();
  const day = date.getUTCDate();
  const month = date.getUTCMonth();
  const dayOfWeek = date.getUTCDay();
  return {
    Year: date.getUTCFullYear(),
    Month: month + 1,
    Day: day,
    DayOfWeek: dayOfWeek,
    // Weeks begin on Sunday.
    WeekInMonth: Math.ceil((day + 6 - dayOfWeek) / 7),
    Quarter: Math.floor(month / 3) + 1,
    Hour: date.getUTCHours(),
    Minute: date.getUTCMinutes(),
    Second: date.getUTCSeconds(),
  };
}
