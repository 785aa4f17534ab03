/** Defines a virtual machine, starts it, and waits for the job of each step. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type CimReference, valueName } from 'mi-codegen/runtime';
import {
  CIM_ConcreteJob,
  CIM_EnabledLogicalElement_EnabledState,
  CIM_ConcreteJob_JobState as JobState,
  Msvm_ComputerSystem,
  Msvm_VirtualSystemManagementService,
  Msvm_ComputerSystem_RequestStateChange_RequestedState as State,
} from '../../generated/root/virtualization/v2/index.js';
import { connect } from './connect.js';

const application = await connect();
const session = await application.newSession();

/** Waits for the job that a method has begun, if it has begun one. */
async function finish(started: { Job: CimReference<CIM_ConcreteJob> | null; ReturnValue: number | null }) {
  if (started.Job === null) throw new Error(`no job was begun: ${started.ReturnValue}`);
  const job = await CIM_ConcreteJob.$get(session, started.Job);
  while (job.JobState === JobState.Starting || job.JobState === JobState.Running) {
    await sleep(10);
    await job.$refresh();
  }
  console.log(`${job.Description}: ${job.JobStatus}`);
  if (job.JobState !== JobState.Completed) throw new Error(job.ErrorDescription ?? 'the job has failed');
}

const hyperV = await Msvm_VirtualSystemManagementService.$enumerate(session).first();
if (hyperV === undefined) throw new Error('Hyper-V is not installed');
await finish(await hyperV.DefineSystem({ SystemSettings: { ElementName: 'test01', Notes: ['For a test'] } }));
for await (const machine of Msvm_ComputerSystem.$query(session, { where: { ElementName: 'test01' } })) {
  await finish(await machine.RequestStateChange({ RequestedState: State.Enabled }));
  await machine.$refresh();
  console.log(`${machine.ElementName} is ${valueName(CIM_EnabledLogicalElement_EnabledState, machine.EnabledState)}.`);
}

await application.close();
