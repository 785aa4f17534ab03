/** Restarts services with those that depend on them, and says what is in the way. */
import { MiError, MiMethodError } from 'mi-codegen/runtime';
import { Win32_DependentService, Win32_Service } from '../../generated/root/cimv2/index.js';
import { connect } from './connect.js';

const application = await connect();
const session = await application.newSession();

async function restart(service: Win32_Service): Promise<void> {
  const dependents = await service.$associators(Win32_DependentService, { role: 'Antecedent' }).toArray();
  const running = dependents.filter(
    (each): each is Win32_Service => each instanceof Win32_Service && each.Started === true,
  );
  for (const dependent of running) await dependent.StopService().expectSuccess();
  if (service.Started) await service.StopService().expectSuccess();
  await service.StartService().expectSuccess();
  for (const dependent of running) await dependent.StartService().expectSuccess();
  console.log(`${service.DisplayName} runs again, and ${running.length} others that need it.`);
}

for (const Name of ['Spooler', 'LanmanWorkstation', 'RpcSs', 'RemoteRegistry', 'NoSuchService']) {
  try {
    await restart(await Win32_Service.$get(session, { Name }));
  } catch (error) {
    if (error instanceof MiMethodError) console.log(`${Name}: ${error.method} returned ${error.codeName}.`);
    else if (error instanceof MiError) console.log(`${Name}: ${error.result}.`);
    else throw error;
  }
}

await application.close();
