import { expect, it, vi } from 'vitest';
import { generate } from '../../generator/index.js';

it('prints what happened', async () => {
  const print = vi.spyOn(console, 'log').mockImplementation(() => {});
  await import('./main.js');
  const lines = print.mock.calls.map(([line]) => line as string);
  print.mockRestore();
  expect(lines).toEqual([
    'Services that should run, and do not:',
    '  Distributed Transaction Coordinator',
    '  Software Protection',
    '  Fabrikam Backup Agent',
    'Event: Print Spooler was Running and is Stopped.',
    'Event: Print Spooler was Stopped and is Running.',
    'Print Spooler needs Remote Procedure Call (RPC).',
    'Administrator runs "notepad.exe readme.txt".',
    '  verbose: looking for .txt',
    '  reading boot.ini: 0 %',
    '  reading notes.txt: 33 %',
    'Found notes.txt.',
    '  reading readme.txt: 67 %',
    'Found readme.txt.',
    'The search returned 0.',
    'Starting Spooler returned 10, Service Already Running.',
    'Starting Nothing failed with NOT_FOUND: there is no instance root/cimv2:Win32_Service.Name="Nothing".',
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
