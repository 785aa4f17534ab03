import {
  Win32_ShadowCopy_Revert_ReturnValue as Reverted,
  Win32_ShadowCopy_Create_ReturnValue as Taken,
  Win32_ShadowCopy,
} from '../../../generated/root/cimv2/Win32_ShadowCopy.js';
import { Win32_ShadowFor } from '../../../generated/root/cimv2/Win32_ShadowFor.js';
import { Win32_ShadowOn } from '../../../generated/root/cimv2/Win32_ShadowOn.js';
import {
  Win32_ShadowStorage_Create_ReturnValue as Reserved,
  Win32_ShadowStorage,
} from '../../../generated/root/cimv2/Win32_ShadowStorage.js';
import { Win32_Volume } from '../../../generated/root/cimv2/Win32_Volume.js';
import type { CimDateTime } from '../../values/index.js';
import { COMPUTER, type DemoMachine, DNS_DOMAIN, moment, now } from './demo-machine.js';
import { DISKS, MB } from './disks.js';
import { volumePath } from './volumes.js';

/** The provider of Windows itself. */
const PROVIDER = '{b5946137-7b9f-4925-af80-51abd60b20d5}';

/** The contexts in which shadow copies are made, and whether clients see them as previous versions. */
const CONTEXTS: ReadonlyMap<string, boolean> = new Map([
  ['clientaccessible', true],
  ['clientaccessiblewriters', true],
  ['backup', false],
  ['filesharebackup', false],
  ['nasrollback', false],
  ['approllback', false],
]);

/** The state of a shadow copy that is there. */
const CREATED = 9;

/** What a new shadow copy takes at once. */
const FIRST_BLOCKS = 32n * MB;
const UNBOUNDED = 2n ** 64n - 1n;

/** Adds the shadow copies of volume D: with the room for them, and the methods that make such copies. */
export async function addShadowCopies(machine: DemoMachine): Promise<void> {
  const { insert, provide, repository, session } = machine;
  let count = 0;

  async function add(volume: string, time: CimDateTime, isAccessible: boolean): Promise<string> {
    count += 1;
    const ID = shadowId(count);
    const copy = await insert(Win32_ShadowCopy, {
      ID,
      SetID: shadowId(count + 1000),
      ProviderID: PROVIDER,
      Count: 1,
      VolumeName: volume,
      DeviceObject: String.raw`\\?\GLOBALROOT\Device\HarddiskVolumeShadowCopy${count}`,
      OriginatingMachine: `${COMPUTER}.${DNS_DOMAIN}`,
      ServiceMachine: `${COMPUTER}.${DNS_DOMAIN}`,
      InstallDate: time,
      State: CREATED,
      Persistent: true,
      ClientAccessible: isAccessible,
      NoAutoRelease: true,
      NoWriters: isAccessible,
      Differential: true,
      Plex: false,
      Imported: false,
      Transportable: false,
      NotSurfaced: false,
      HardwareAssisted: false,
      ExposedLocally: false,
      ExposedRemotely: false,
    });
    const { $path: Antecedent } = Win32_Volume.$at(session, { DeviceID: volume });
    await insert(Win32_ShadowFor, { Antecedent, Dependent: copy.$path });
    await insert(Win32_ShadowOn, { Antecedent, Dependent: copy.$path });
    return ID;
  }

  async function storageOf(volume: Win32_Volume): Promise<Win32_ShadowStorage | null> {
    const [storage] = await volume.$references(Win32_ShadowStorage, { role: 'Volume' }).toArray();
    return storage ?? null;
  }

  async function addStorage(volume: Win32_Volume, diffVolume: Win32_Volume, MaxSpace: bigint): Promise<void> {
    const ends = { Volume: volume.$path, DiffVolume: diffVolume.$path };
    await insert(Win32_ShadowStorage, { ...ends, MaxSpace, AllocatedSpace: 0n, UsedSpace: 0n });
  }

  const data = DISKS.flatMap(({ volumes }) => volumes).find(({ letter }) => letter === 'D:');
  if (data !== undefined) {
    const volume = volumePath(data.guid);
    const { $path: Volume } = Win32_Volume.$at(session, { DeviceID: volume });
    const used = { AllocatedSpace: 2n * 1024n * MB, UsedSpace: 1310n * MB };
    await insert(Win32_ShadowStorage, { Volume, DiffVolume: Volume, MaxSpace: data.size / 10n, ...used });
    await add(volume, moment('2025-03-13 12:00:00'), true);
    await add(volume, moment('2025-03-14 07:00:00'), true);
  }

  provide(Win32_ShadowCopy, {
    Create: async ({ Volume, Context }) => {
      const volume = await volumeNamed(machine, Volume);
      const isAccessible = CONTEXTS.get((Context ?? 'ClientAccessible').toLowerCase());
      if (isAccessible === undefined) return { ReturnValue: Taken['Unsupported Context'] };
      if (volume === null) return { ReturnValue: Taken['Volume Not Found'] };
      if (!/^(?:NTFS|ReFS)$/.test(volume.FileSystem ?? '')) return { ReturnValue: Taken['Volume Not Supported'] };
      // Without room of its own, a volume holds its copies itself.
      if ((await storageOf(volume)) === null) await addStorage(volume, volume, (volume.Capacity ?? 0n) / 10n);
      const storage = await storageOf(volume);
      if (storage !== null) {
        const UsedSpace = (storage.UsedSpace ?? 0n) + FIRST_BLOCKS;
        if (UsedSpace > (storage.MaxSpace ?? 0n)) return { ReturnValue: Taken['Insufficient Storage'] };
        const AllocatedSpace = (storage.AllocatedSpace ?? 0n) + FIRST_BLOCKS;
        await repository.update(storage, { UsedSpace, AllocatedSpace });
      }
      return { ShadowID: await add(volume.DeviceID, now(), isAccessible), ReturnValue: Taken.Success };
    },
    Revert: async ({ ForceDismount }, { instance }) => {
      const volume = await volumeNamed(machine, instance.VolumeName ?? '');
      if (volume === null || volume.BootVolume) return { ReturnValue: Reverted['Volume Not Supported'] };
      return { ReturnValue: ForceDismount ? Reverted.Success : Reverted['Volume In Use'] };
    },
  });
  provide(Win32_ShadowStorage, {
    Create: async ({ Volume, DiffVolume, MaxSpace }) => {
      const volume = await volumeNamed(machine, Volume);
      const diffVolume = await volumeNamed(machine, DiffVolume ?? Volume);
      if (volume === null || diffVolume === null) return { ReturnValue: Reserved['Volume Not Found'] };
      if (diffVolume.FileSystem !== 'NTFS') return { ReturnValue: Reserved['Volume Not Supported'] };
      if ((await storageOf(volume)) !== null) return { ReturnValue: Reserved['Storage Area Already Exists'] };
      await addStorage(volume, diffVolume, MaxSpace ?? UNBOUNDED);
      return { ReturnValue: Reserved.Success };
    },
  });
}

function shadowId(number: number): string {
  return `{4d9e2b70-83c1-4f5a-9b26-${String(number).padStart(12, '0')}}`;
}

/** The volume with this name: `D:\`, or the path with its GUID. */
async function volumeNamed({ session }: DemoMachine, name: string): Promise<Win32_Volume | null> {
  const searched = name.toLowerCase();
  for await (const volume of Win32_Volume.$enumerate(session)) {
    if ([volume.Name, volume.DeviceID].some((known) => known?.toLowerCase() === searched)) return volume;
  }
  return null;
}
