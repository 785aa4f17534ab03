/** Reports each process that is started, until the third one. */
import { Win32_Process, Win32_ProcessStartTrace } from '../../generated/root/cimv2/index.js';
import { connect } from './connect.js';

const application = await connect();
const session = await application.newSession();

async function watch(): Promise<void> {
  let count = 0;
  for await (const { indication } of Win32_ProcessStartTrace.$subscribe(session)) {
    const { ProcessName, ProcessID, ParentProcessID } = indication;
    console.log(`${ParentProcessID} has started ${ProcessName} as ${ProcessID}.`);
    if (++count === 3) return;
  }
}

const watching = watch();
for (const CommandLine of ['notepad.exe', 'ping.exe localhost', 'cmd.exe /c dir']) {
  await Win32_Process.Create(session, { CommandLine }).expectSuccess();
}
await watching;

await application.close();
