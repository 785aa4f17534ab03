/** Generated classes at work, on a machine that machine.ts makes in this process. */
import { expectSuccess, initialize, MiError, MiMethodError } from 'mi-codegen/runtime';
import { Win32_DependentService, Win32_Process, Win32_Service } from '../../generated/root/cimv2/index.js';
import { Example_Search } from './generated/root/example/index.js';
import { createMachine } from './machine.js';

const application = await initialize({ handler: await createMachine() });
const session = await application.newSession();

console.log('Services that should run, and do not:');
const stopped = { StartMode: 'Auto', State: { ne: 'Running' } } as const;
for await (const { DisplayName } of Win32_Service.$query(session, { select: ['DisplayName'], where: stopped })) {
  console.log(`  ${DisplayName}`);
}

// An event: the loop waits for changes, and leaving it ends the subscription.
async function watch(name: string): Promise<void> {
  for await (const { indication } of Win32_Service.$modified(session, { within: 1, where: { Name: name } })) {
    const { PreviousInstance: before, TargetInstance: now } = indication;
    console.log(`Event: ${now.DisplayName} was ${before.State} and is ${now.State}.`);
    if (now.State === 'Running') return;
  }
}

const spooler = await Win32_Service.$get(session, { Name: 'Spooler' });
const watching = watch('Spooler');
await expectSuccess(spooler.StopService());
await expectSuccess(spooler.StartService());
await watching;

// An association: both of its ends are services, so the role says which one this is.
for await (const needed of spooler.$associators(Win32_DependentService, { role: 'Dependent' })) {
  console.log(`${spooler.DisplayName} needs ${needed.DisplayName}.`);
}

const created = await expectSuccess(Win32_Process.Create(session, { CommandLine: 'notepad.exe readme.txt' }));
const notepad = await Win32_Process.$get(session, { Handle: `${created.ProcessId}` });
const { User } = await expectSuccess(notepad.GetOwner());
console.log(`${User} runs "${notepad.CommandLine}".`);
await expectSuccess(notepad.Terminate());

// A stream: each item comes when it is found, the outcome at the end; messages and progress come meanwhile.
const search = Example_Search.Find(
  session,
  { Text: '.txt' },
  {
    onWriteMessage: (channel, message) => console.log(`  ${channel}: ${message}`),
    onProgress: ({ activity, percentageComplete }) => console.log(`  ${activity}: ${percentageComplete?.toFixed()} %`),
  },
);
for await (const file of search.stream('Files')) console.log(`Found ${file}.`);
console.log(`The search returned ${(await search).ReturnValue}.`);

// Errors: a method that returned a code, and an operation that failed.
for (const Name of ['Spooler', 'Nothing']) {
  try {
    await expectSuccess(Win32_Service.$at(session, { Name }).StartService());
  } catch (error) {
    if (error instanceof MiMethodError) console.log(`Starting ${Name} returned ${error.code}, ${error.codeName}.`);
    else if (error instanceof MiError) console.log(`Starting ${Name} failed with ${error.result}: ${error.message}.`);
    else throw error;
  }
}

await application.close();
