import { Msvm_KvpExchangeComponentSettingData } from '../../../../generated/root/virtualization/v2/Msvm_KvpExchangeComponentSettingData.js';
import {
  Msvm_VirtualSystemManagementService,
  Msvm_VirtualSystemManagementService_AddKvpItems_ReturnValue as Result,
} from '../../../../generated/root/virtualization/v2/Msvm_VirtualSystemManagementService.js';
import type { CimReference } from '../../../v1/index.js';
import { type DemoMachine, ifFound, keyOf } from '../demo-machine.js';
import type { VirtualMachineJobs } from './virtual-machine-jobs.js';
import { keyValueSettings } from './virtual-machines.js';

/** The kind of jobs. */
const MODIFY = 73;

/** A pair that the host gives a guest. */
interface Pair {
  readonly Name: string | null;
  readonly Data: string | null;
}

/** Pairs after a change; null where it cannot be made. */
type Change = (pairs: readonly Pair[], given: readonly Pair[]) => readonly Pair[] | null;

/** Provides the methods by which the host gives its guests names with values. */
export function provideKeyValuePairs({ provide, repository, session }: DemoMachine, jobs: VirtualMachineJobs): void {
  const changing =
    (change: Change) =>
    async ({
      TargetSystem,
      DataItems,
    }: {
      readonly TargetSystem: CimReference;
      readonly DataItems: readonly Pair[];
    }) => {
      const key = { InstanceID: keyValueSettings(keyOf(TargetSystem, 'Name')) };
      const settings = await ifFound(Msvm_KvpExchangeComponentSettingData.$get(session, key));
      const pairs = settings && change(settings.HostExchangeItems ?? [], DataItems);
      if (settings === null || pairs === null) return { Job: null, ReturnValue: Result['Invalid parameter'] };
      return jobs.start('Changing key-value pairs', MODIFY, async () => {
        const items = pairs.map(({ Name, Data }) => ({ Name, Data, Source: 0 }));
        await repository.update(settings, { HostExchangeItems: items });
        return null;
      });
    };

  provide(Msvm_VirtualSystemManagementService, {
    AddKvpItems: changing((pairs, given) => (given.some(isIn(pairs)) ? null : [...pairs, ...given])),
    ModifyKvpItems: changing((pairs, given) => {
      return given.every(isIn(pairs)) ? pairs.map((pair) => given.find(isNamed(pair)) ?? pair) : null;
    }),
    RemoveKvpItems: changing((pairs, given) => {
      return given.every(isIn(pairs)) ? pairs.filter((pair) => !given.some(isNamed(pair))) : null;
    }),
  });
}

function isNamed({ Name }: Pair): (pair: Pair) => boolean {
  return (pair) => pair.Name === Name;
}

function isIn(pairs: readonly Pair[]): (pair: Pair) => boolean {
  return (pair) => pairs.some(isNamed(pair));
}
