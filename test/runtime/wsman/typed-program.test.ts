import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { Win32_DependentService, Win32_Process, Win32_Service } from '../../../generated/root/cimv2/index.js';
import { expectSuccess, MiError, MiMethodError, type Session } from '../../../runtime/index.js';
import { Example_Search } from '../../example/generated/root/example/index.js';
import { createMachine } from '../../tools/small-machine.js';
import { type Both, startBoth } from './over-both.js';

let both: Both;
afterEach(() => both.close());

/**
 * The example, without its messages.
 * @param subscribed ends when the server has begun to watch for events.
 */
async function program(session: Session, subscribed: () => Promise<void>): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const service of Win32_Service.$enumerate(session)) {
    lines.push(`${service.DisplayName}: ${service.State} ${JSON.stringify(service)}`);
  }
  const stopped = { StartMode: 'Auto', State: { ne: 'Running' } } as const;
  for await (const service of Win32_Service.$query(session, { select: ['Name'], where: stopped })) {
    lines.push(`should run: ${JSON.stringify(service)} ${service.$path}`);
  }
  const watch = async (): Promise<string> => {
    for await (const { indication } of Win32_Service.$modified(session, { within: 1, where: { Name: 'Spooler' } })) {
      const { PreviousInstance: before, TargetInstance: now } = indication;
      return `${now.DisplayName} was ${before.State} and is ${now.State}`;
    }
    return 'no event';
  };
  const spooler = await Win32_Service.$get(session, { Name: 'Spooler' });
  const watching = watch();
  await subscribed();
  lines.push(JSON.stringify(await expectSuccess(spooler.StartService())));
  lines.push(await watching);
  for await (const needed of spooler.$associators(Win32_DependentService, { role: 'Dependent' })) {
    lines.push(`needs ${needed.DisplayName} ${needed.$path}`);
  }
  for await (const association of spooler.$references(Win32_DependentService)) {
    lines.push(`${association.Antecedent} for ${association.Dependent}`);
    lines.push(`read ${(await association.Antecedent?.get(session))?.Name}`);
  }
  const created = await expectSuccess(Win32_Process.Create(session, { CommandLine: 'notepad.exe readme.txt' }));
  const notepad = await Win32_Process.$get(session, { Handle: `${created.ProcessId}` });
  lines.push(JSON.stringify(notepad));
  await expectSuccess(notepad.Terminate());
  const search = Example_Search.Find(session, { Text: '.txt' });
  for await (const file of search.stream('Files')) lines.push(`found ${file}`);
  lines.push(JSON.stringify(await search), JSON.stringify(await Example_Search.Find(session, { Text: '.txt' })));
  for (const Name of ['Spooler', 'Fax', 'Nobody']) {
    try {
      await expectSuccess(Win32_Service.$at(session, { Name }).StartService());
    } catch (error) {
      if (error instanceof MiMethodError) lines.push(`${Name}: ${error.code}, ${error.codeName}`);
      else if (error instanceof MiError) lines.push(`${Name}: ${error.result}`);
      else throw error;
    }
  }
  return lines;
}

it('a typed program prints the same over WS-Management as in the process, and asks for no schema', async () => {
  both = await startBoth(createMachine());
  const expected = await program(both.local, async () => {});
  expect(expected).toHaveLength(18);
  await both.close();

  both = await startBoth(createMachine());
  const { server } = both;
  const subscribed = async (): Promise<void> => {
    while (server.openContexts.length === 0) await nextTurn();
  };
  expect(await program(both.remote, subscribed)).toEqual(expected);
  await both.remote.close();
  expect(server.openContexts).toEqual([]);
  expect(server.requests.filter(({ resourceUri }) => resourceUri.includes('/cim-xml/'))).toEqual([]);
});
