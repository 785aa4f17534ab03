import { expect, it, vi } from 'vitest';
import { generate } from '../../generator/index.js';

it('prints what happened', async () => {
  const print = vi.spyOn(console, 'log').mockImplementation(() => {});
  await import('./main.js');
  const lines = print.mock.calls.map(([line]) => line as string);
  print.mockRestore();
  expect(lines).toEqual([
    'Services:',
    '  Remote Procedure Call: Running',
    '  Print Spooler: Stopped',
    '  Windows Time: Running',
    '  Fax: Stopped',
    'Services that should run:',
    '  Spooler',
    'Event: Print Spooler was Stopped and is Running.',
    'Print Spooler needs Remote Procedure Call.',
    '  verbose: looking for notepad.exe',
    '  starting notepad.exe: 0 %',
    '  starting notepad.exe: 50 %',
    '  starting notepad.exe: 100 %',
    'Process 101 runs "notepad.exe readme.txt".',
    'Found notes.txt.',
    'Found readme.txt.',
    'The search returned 0.',
    'Starting Spooler returned 10, Service Already Running.',
    'Starting Fax failed with ACCESS_DENIED: Fax is disabled.',
  ]);
});

it('has classes that are generated as its schema stands', async () => {
  const { files } = await generate({
    namespaces: ['root/example'],
    source: { kind: 'files', mof: ['test/example/search.mof'] },
    out: 'test/example/generated',
    mode: 'check',
  });
  expect(files.map(({ path, change }) => [path, change])).toEqual([
    ['root/example/Example_Search.ts', 'unchanged'],
    ['root/example/index.ts', 'unchanged'],
  ]);
});
