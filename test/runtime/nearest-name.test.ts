import { describe, expect, it } from 'vitest';
import { nearestName } from '../../runtime/nearest-name.js';

describe('nearestName', () => {
  it.each([
    { name: 'Win32_Proces', nearest: 'Win32_Process' },
    { name: 'win32_process', nearest: 'Win32_Process' },
    { name: 'Wni32_Porcess', nearest: 'Win32_Process' },
    { name: 'dI', nearest: 'Id' },
    { name: 'Win32_Registry', nearest: null },
    { name: 'IP', nearest: 'Id' },
    { name: 'x', nearest: 'X' },
    { name: 'y', nearest: null },
    { name: '', nearest: null },
  ])('takes $name for $nearest', ({ name, nearest }) => {
    expect(nearestName(name, ['Win32_Process', 'Id', 'X'])).toBe(nearest);
  });
});
