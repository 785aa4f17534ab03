import { expect, it } from 'vitest';
import { Win32_LocalTime, Win32_OperatingSystem, Win32_UTCTime } from '../../../../generated/root/cimv2/index.js';
import { CimDateTime } from '../../../../runtime/values/index.js';
import { demoSession } from './demo-session.js';

it('is what the clock of the operating system shows', async () => {
  const session = await demoSession();
  const [system] = await Win32_OperatingSystem.$enumerate(session).toArray();
  const [local] = await Win32_LocalTime.$enumerate(session).toArray();
  const { Year = 0, Month = 0, Day = 0, Hour = 0, Minute = 0, Second = 0 } = { ...local };
  const shown = new Date(Date.UTC(Year ?? 0, (Month ?? 0) - 1, Day ?? 0, Hour ?? 0, Minute ?? 0, Second ?? 0));
  expect(shown).toEqual(system?.LocalDateTime instanceof CimDateTime ? system.LocalDateTime.toDate() : null);
  expect(local).toMatchObject({ DayOfWeek: 5, WeekInMonth: 3, Quarter: 1 });
  expect({ ...(await Win32_UTCTime.$enumerate(session).toArray())[0] }).toEqual({ ...local });
});
