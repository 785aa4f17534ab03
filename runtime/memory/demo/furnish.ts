import { Session } from '../../session.js';
import type { MemoryRepository } from '../memory-repository.js';
import { addAccounts } from './accounts.js';
import { provideComputer } from './computer-methods.js';
import { addFiles } from './data-files.js';
import { addDisks } from './disks.js';
import { addEventLogs } from './event-log.js';
import { addEventSubscriptions } from './event-subscriptions.js';
import { addFirewall } from './firewall.js';
import { addHardware } from './hardware.js';
import { addHyperV } from './hyper-v/hyper-v.js';
import { addNetAdapters } from './net-adapters.js';
import { addNetwork } from './network.js';
import { provideNetwork } from './network-methods.js';
import { addOperatingSystem } from './operating-system.js';
import { addPrinters } from './printers.js';
import { addProcesses } from './processes.js';
import { addRegistry } from './registry-methods.js';
import { addServices } from './service-methods.js';
import { addShares } from './shares.js';
import { addSoftware } from './software.js';
import { provideVolumes } from './volumes.js';

/** Makes a repository that has the schema the demo machine. */
export async function furnish(repository: MemoryRepository): Promise<void> {
  const session = Session.of(await repository.newSession({}), {}, () => {});
  const machine = { repository, session };
  await addOperatingSystem(machine);
  await addAccounts(machine);
  await addFiles(machine);
  const logs = await addEventLogs(machine);
  const processes = await addProcesses(machine);
  await addServices(machine, processes, logs);
  await addDisks(machine);
  provideVolumes(machine);
  await addShares(machine);
  await addNetwork(machine);
  provideNetwork(machine);
  await addPrinters(machine);
  const registry = addRegistry(machine);
  provideComputer(machine, registry);
  await addSoftware(machine, registry);
  await addHardware(machine);
  await addFirewall(machine);
  await addNetAdapters(machine);
  await addHyperV(machine);
  await addEventSubscriptions(machine);
}
