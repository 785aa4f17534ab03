import { describe, expect, it } from 'vitest';
import { nearestName } from '../../runtime/nearest-name.js';

describe('nearestName', () => {
  it.each([
    { name: 'Win32_Proces', nearest: 'Win32_Process' },
    { name: 'win32_process', nearest: 'Win32_Process' },
    { name: 'Wni32_Porcess', nearest: 'Win32_Process' },
    { name: 'dI', nearest: 'Id' },
    { name: 'Win32_Registry', nearest: null },
    // Two letters in the wrong order are one mistake.
    { name: 'Win32_rPocess', nearest: 'Win32_Process' },
    { name: 'dI', nearest: 'Id' },
    { name: 'IP', nearest: 'Id' },
    { name: 'x', nearest: 'X' },
    { name: 'y', nearest: null },
    { name: '', nearest: null },
  ])('takes $name for $nearest', ({ name, nearest }) => {
    expect(nearestName(name, ['Win32_Process', 'Id', 'X'])).toBe(nearest);
  });

  it.each([
    { name: 'Win32_Nope', nearest: null },
    { name: 'Win32_Procss', nearest: 'Win32_Process' },
    { name: 'Win32_Prcess', nearest: 'Win32_Process' },
    { name: 'Win32_ACL', nearest: 'Win32_ACE' },
    { name: 'Win32_X', nearest: null },
    { name: 'Win32_', nearest: null },
    { name: 'Win_Process', nearest: 'Win32_Process' },
    { name: 'CIM_Nope', nearest: null },
    { name: 'Win32_PerfRawData_PerfOS_Nope', nearest: null },
    { name: 'Win32_PerfRawData_PerfOS_Memry', nearest: 'Win32_PerfRawData_PerfOS_Memory' },
  ])('does not count what all names of a schema begin with: $name', ({ name, nearest }) => {
    const known = ['Win32_ACE', 'Win32_Process', 'Win32_Share', 'CIM_Job', 'Win32_PerfRawData_PerfOS_Memory'];
    expect(nearestName(name, known)).toBe(nearest);
  });
});
