import { expect, it, vi } from 'vitest';
import { Msvm_ComputerSystem, Msvm_ConcreteJob } from '../../../../generated/root/virtualization/v2/index.js';
import { demoSession } from './demo-session.js';

/** What ends each wait of a job. Here the test says when time passes. */
const waits: (() => void)[] = vi.hoisted(() => []);
vi.mock('node:timers/promises', async (original) => ({
  ...(await original<object>()),
  setTimeout: () => new Promise<void>((resolve) => waits.push(resolve)),
}));

it('a job of Hyper-V that is deleted while it runs does nothing any more', async () => {
  const session = await demoSession();
  const where = { ElementName: 'build01' };
  for await (const machine of Msvm_ComputerSystem.$query(session, { where })) {
    const { Job } = await machine.RequestStateChange({ RequestedState: 2 });
    await Msvm_ConcreteJob.$at(session, { InstanceID: String(Job?.keys[0]?.value) }).$delete();
    for (let wait = waits.shift(); wait !== undefined; wait = waits.shift()) {
      wait();
      // What the job does after a wait takes some turns.
      for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
    }
    expect((await machine.$refresh()).EnabledState).toBe(3);
  }
  expect.assertions(1);
});
