/** Generated classes at work, on a machine that machine.ts makes in this process. */
import { initialize, MiError } from 'mi-codegen/runtime';
import { Win32_Process, Win32_Service } from '../../generated/root/cimv2/index.js';
import { createMachine } from './machine.js';

const application = await initialize({ handler: createMachine() });
const session = await application.newSession();

console.log('Services:');
for await (const service of Win32_Service.$enumerate(session)) {
  console.log(`  ${service.DisplayName}: ${service.State}`);
}

const spooler = await Win32_Service.$get(session, { Name: 'Spooler' });
const started = await spooler.StartService();
await spooler.$refresh();
console.log(`Starting ${spooler.DisplayName} returned ${started.ReturnValue}: it is ${spooler.State} now.`);
const again = await spooler.StartService();
console.log(`Starting it again returned ${again.ReturnValue}.`);

const created = await Win32_Process.Create(
  session,
  { CommandLine: 'notepad.exe readme.txt' },
  {
    onWriteMessage: (channel, message) => console.log(`  ${channel}: ${message}`),
    onProgress: ({ activity, percentageComplete }) => console.log(`  ${activity}: ${percentageComplete} %`),
  },
);
console.log(`Process ${created.ProcessId} was created.`);

const notepad = await Win32_Process.$get(session, { Handle: `${created.ProcessId}` });
console.log(`It runs "${notepad.CommandLine}".`);
await notepad.Terminate();
console.log('It was terminated.');

const fax = await Win32_Service.$get(session, { Name: 'Fax' });
try {
  await fax.StartService();
} catch (error) {
  if (!(error instanceof MiError)) throw error;
  console.log(`Starting ${fax.DisplayName} failed with ${error.result}: ${error.message}.`);
}

await application.close();
