import { expect, it, vi } from 'vitest';

it('prints what happened', async () => {
  const print = vi.spyOn(console, 'log').mockImplementation(() => {});
  await import('./main.js');
  const lines = print.mock.calls.map(([line]) => line as string);
  print.mockRestore();
  expect(lines).toEqual([
    'Services:',
    '  Print Spooler: Stopped',
    '  Windows Time: Running',
    '  Fax: Stopped',
    'Starting Print Spooler returned 0: it is Running now.',
    'Starting it again returned 10.',
    '  verbose: looking for notepad.exe',
    '  starting notepad.exe: 0 %',
    '  starting notepad.exe: 50 %',
    '  starting notepad.exe: 100 %',
    'Process 101 was created.',
    'It runs "notepad.exe readme.txt".',
    'It was terminated.',
    'Starting Fax failed with ACCESS_DENIED: Fax is disabled.',
  ]);
});
