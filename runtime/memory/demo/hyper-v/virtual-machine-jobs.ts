import { setTimeout as sleep } from 'node:timers/promises';
import { CIM_ConcreteJob_JobState as JobState } from '../../../../generated/root/virtualization/v2/CIM_ConcreteJob.js';
import type { CIM_ManagedElement } from '../../../../generated/root/virtualization/v2/CIM_ManagedElement.js';
import { Msvm_AffectedJobElement } from '../../../../generated/root/virtualization/v2/Msvm_AffectedJobElement.js';
import { Msvm_ConcreteJob } from '../../../../generated/root/virtualization/v2/Msvm_ConcreteJob.js';
import type { CimReference } from '../../../v1/index.js';
import { type DemoMachine, ifFound, now } from '../demo-machine.js';

/** What a method returns that has begun a job. */
const JOB_STARTED = 4096;

/** How long a step of a job takes, in milliseconds. */
const STEP = 20;

/** The jobs of Hyper-V: each runs for a moment, does its work, and stays. */
export class VirtualMachineJobs {
  readonly #machine: DemoMachine;
  #count = 0;

  constructor(machine: DemoMachine) {
    this.#machine = machine;
  }

  /**
   * Begins a job, which does its work when it ends.
   * @param work gives what the job is about, where that is there.
   */
  async start(
    description: string,
    type: number,
    work: () => Promise<CimReference<CIM_ManagedElement> | null>,
  ): Promise<{ readonly Job: CimReference<Msvm_ConcreteJob>; readonly ReturnValue: typeof JOB_STARTED }> {
    this.#count += 1;
    const time = now();
    const job = await this.#machine.repository.insert(Msvm_ConcreteJob, {
      InstanceID: `0D6A5C1E-8B24-4F70-9E3D-${String(this.#count).padStart(12, '0')}`,
      Name: 'Msvm_ConcreteJob',
      ElementName: description,
      Caption: description,
      Description: description,
      JobType: type,
      JobState: JobState.Running,
      JobStatus: 'Job is running',
      OperationalStatus: [2],
      HealthState: 5,
      PercentComplete: 0,
      Cancellable: false,
      DeleteOnCompletion: false,
      ErrorCode: 0,
      TimeSubmitted: time,
      StartTime: time,
      TimeOfLastStateChange: time,
    });
    // Nobody waits here: the client watches the job. A failure of the work is one of the job.
    void this.#run(job, work);
    return { Job: job.$path, ReturnValue: JOB_STARTED };
  }

  async #run(job: Msvm_ConcreteJob, work: () => Promise<CimReference<CIM_ManagedElement> | null>): Promise<void> {
    const { insert, inTurn, repository } = this.#machine;
    try {
      await sleep(STEP);
      await repository.update(job, { PercentComplete: 50 });
      await sleep(STEP);
      const affected = await inTurn(work);
      if (affected !== null) {
        await insert(Msvm_AffectedJobElement, { AffectingElement: job.$path, AffectedElement: affected });
      }
      const done = { JobState: JobState.Completed, JobStatus: 'Completed', PercentComplete: 100 };
      await repository.update(job, { ...done, TimeOfLastStateChange: now() });
    } catch (error) {
      const ErrorDescription = error instanceof Error ? error.message : String(error);
      const failed = { JobState: JobState.Exception, JobStatus: 'Failed', ErrorCode: 32_768, ErrorDescription };
      // A client may have deleted the job.
      await ifFound(repository.update(job, { ...failed, TimeOfLastStateChange: now() }));
    }
  }
}
