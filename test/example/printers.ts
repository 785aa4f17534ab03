/** The printers with the jobs that wait for them; then one printer is paused, and another one's jobs are cancelled. */
import { Win32_Printer, Win32_PrintJob } from '../../generated/root/cimv2/index.js';
import { connect } from './connect.js';

const application = await connect();
const session = await application.newSession();

async function report(): Promise<void> {
  const jobs = await Win32_PrintJob.$enumerate(session).toArray();
  for await (const printer of Win32_Printer.$enumerate(session)) {
    const waiting = jobs.filter(({ Name }) => Name.startsWith(`${printer.DeviceID}, `));
    console.log(
      `${printer.DeviceID} on ${printer.PortName}: ${waiting.map(({ Document }) => Document).join(', ') || '-'}`,
    );
  }
}

await report();
await Win32_Printer.$at(session, { DeviceID: 'Office Color' }).PrintTestPage().expectSuccess();
await Win32_Printer.$at(session, { DeviceID: 'Office Laser' }).CancelAllJobs().expectSuccess();
console.log('After a test page on one, and with the jobs of another one cancelled:');
await report();

await application.close();
