import { describe, expect, it } from 'vitest';
import { parseDiagram } from '../../tools/mermaid.js';
import { runCommand } from '../../tools/run-command.js';
import { expectGolden } from './golden-texts.js';

/** Methods of both kinds, an association, embedded instances, flags, and classes without keys. */
const CLASSES = [
  'Win32_DependentService',
  'Win32_Process',
  'Win32_ProcessStartup',
  'Win32_SecurityDescriptor',
  'Win32_Share',
];

async function show(...words: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runCommand(['show', ...words, '--bundled', '--no-config']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

describe.each(CLASSES)('%s of the bundled schema', (name) => {
  it('is this text', async () => {
    expectGolden(`${name}.txt`, await show(name));
  });

  it('is this JSON', async () => {
    expectGolden(`${name}.json`, await show(name, '--json'));
  });

  it('is this diagram, which Mermaid reads', async () => {
    const diagram = await show(name, '--mermaid');
    expectGolden(`${name}.mmd`, diagram);
    expect((await parseDiagram(diagram)).classes.get(name)).toBeDefined();
  });
});

it.each(['Win32_Service.State', 'Win32_Process.Create', 'Win32_Service.StartService'])(
  '%s is shown as a whole',
  async (name) => {
    expectGolden(`${name}.txt`, await show(name));
  },
);
