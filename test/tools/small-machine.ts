/** A small Windows machine in the process: the bundled schema, four services, and methods that tell how they get on. */
import { loadBundled, loadMof, parseMof } from 'mi-codegen';
import { MiError } from 'mi-codegen/runtime';
import { MemoryRepository } from 'mi-codegen/runtime/memory';
import {
  Win32_BaseService_StartService_ReturnValue as StartResult,
  Win32_Process,
  Win32_Service,
} from '../../generated/root/cimv2/index.js';
import { Example_Search } from '../example/generated/root/example/index.js';

const INSTANCES = `
  instance of Win32_Service as $Rpc { Name = "RpcSs"; DisplayName = "Remote Procedure Call"; State = "Running"; StartMode = "Auto"; };
  instance of Win32_Service as $Spooler { Name = "Spooler"; DisplayName = "Print Spooler"; State = "Stopped"; StartMode = "Auto"; };
  instance of Win32_Service { Name = "W32Time"; DisplayName = "Windows Time"; State = "Running"; StartMode = "Manual"; };
  instance of Win32_Service { Name = "Fax"; DisplayName = "Fax"; State = "Stopped"; StartMode = "Disabled"; };
  instance of Win32_DependentService { Antecedent = $Rpc; Dependent = $Spooler; };
`;

const FILES = ['boot.ini', 'notes.txt', 'readme.txt'];

export function createMachine(): MemoryRepository {
  const machine = new MemoryRepository({ schema: loadBundled(['root/cimv2']).schema });
  machine.load(loadMof(['test/example/search.mof'], { namespace: 'root/example' }).schema);
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
      return { ProcessId, ReturnValue: 0 };
    },
    Terminate: async (_, { instance }) => {
      await instance.$delete();
      return { ReturnValue: 0 };
    },
  });

  machine.provide(Win32_Service, {
    StartService: async (_, { instance }) => {
      if (instance.StartMode === 'Disabled') throw new MiError('ACCESS_DENIED', `${instance.DisplayName} is disabled`);
      if (instance.State === 'Running') return { ReturnValue: StartResult['Service Already Running'] };
      await machine.update(instance, { State: 'Running', Started: true });
      return { ReturnValue: StartResult.Success };
    },
  });

  machine.provide(Example_Search, {
    Find: async ({ Text }, { stream }) => {
      for (const file of FILES.filter((name) => name.includes(Text))) await stream('Files', file);
      return { ReturnValue: 0 };
    },
  });
  return machine;
}
