/** A Windows machine in the process: the bundled schema, a few instances, and methods written in TypeScript. */
import { loadBundled, parseMof } from 'mi-codegen';
import { MiError } from 'mi-codegen/runtime';
import { MemoryRepository } from 'mi-codegen/runtime/memory';
import { Win32_Process, Win32_Service } from '../../generated/root/cimv2/index.js';

const INSTANCES = `
  instance of Win32_Service { Name = "Spooler"; DisplayName = "Print Spooler"; State = "Stopped"; StartMode = "Manual"; };
  instance of Win32_Service { Name = "W32Time"; DisplayName = "Windows Time"; State = "Running"; StartMode = "Auto"; };
  instance of Win32_Service { Name = "Fax"; DisplayName = "Fax"; State = "Stopped"; StartMode = "Disabled"; };
  instance of Win32_Process { Handle = "4"; ProcessId = 4; Name = "System"; };
`;

/** Return values of Win32_Service.StartService and StopService. */
const SUCCESS = 0;
const NOT_RUNNING = 5;
const ALREADY_RUNNING = 10;

export function createMachine(): MemoryRepository {
  const machine = new MemoryRepository({ schema: loadBundled(['root/cimv2']).schema });
  machine.load(parseMof(INSTANCES, { namespace: 'root/cimv2' }).schema);
  let lastProcessId = 100;

  machine.provide(Win32_Process, {
    Create: async ({ CommandLine }, context) => {
      const [program = ''] = CommandLine.split(' ');
      context.writeMessage('verbose', `looking for ${program}`);
      for (const percentageComplete of [0, 50, 100]) {
        context.writeProgress({ activity: `starting ${program}`, percentageComplete });
      }
      const ProcessId = ++lastProcessId;
      const process = { Handle: `${ProcessId}`, ProcessId, Name: program, CommandLine };
      await Win32_Process.$create(context.session, process);
      return { ProcessId, ReturnValue: SUCCESS };
    },
    Terminate: async (_, { instance }) => {
      await instance.$delete();
      return { ReturnValue: SUCCESS };
    },
  });

  machine.provide(Win32_Service, {
    StartService: async (_, { instance }) => {
      if (instance.StartMode === 'Disabled') throw new MiError('ACCESS_DENIED', `${instance.DisplayName} is disabled`);
      if (instance.State === 'Running') return { ReturnValue: ALREADY_RUNNING };
      await machine.update(instance, { State: 'Running', Started: true });
      return { ReturnValue: SUCCESS };
    },
    StopService: async (_, { instance }) => {
      if (instance.State !== 'Running') return { ReturnValue: NOT_RUNNING };
      await machine.update(instance, { State: 'Stopped', Started: false });
      return { ReturnValue: SUCCESS };
    },
  });
  return machine;
}
