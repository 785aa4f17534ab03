import { COMPUTER } from '../demo-machine.js';

/** The provider of Windows' own disks, as all of its objects name it. */
const PROVIDER = '{7e4b0c1a-52d3-4f68-9a17-c05d3e8f2b46}';

/** How disks, volumes and the like have got on: well. */
export const HEALTHY = 0;
export const OK = 2;

/** The types of the partitions of a GPT disk. */
export const SYSTEM_TYPE = '{c12a7328-f81f-11d2-ba4b-00a0c93ec93b}';
export const RESERVED_TYPE = '{e3c9e316-0b5c-4db8-817d-f92df00215ae}';
export const DATA_TYPE = '{ebd0a0a2-b9e5-4433-87c0-68b6b72699c7}';

/** What a method answers that has succeeded, and that one that may have begun a job answers. */
export const DONE = { ExtendedStatus: null, ReturnValue: 0 } as const;
export const DONE_AT_ONCE = { ExtendedStatus: null, CreatedStorageJob: null, ReturnValue: 0 } as const;

/** The key of a storage object. @param kind two letters, such as `DI` for a disk. */
export function objectId(className: string, kind: string, name: string): string {
  const provider = String.raw`{1}\\${COMPUTER}\root/Microsoft/Windows/Storage/Providers_v2\WSP_${className}`;
  return `${provider}.ObjectId="${PROVIDER}:${kind}:${name}"`;
}

/** The key of Windows' own storage. */
export const SUBSYSTEM_ID: string = objectId('StorageSubSystem', 'SS', COMPUTER);

/** The path by which a disk is opened, from its Plug and Play identifier. */
export function diskPath(pnpDeviceId: string): string {
  return `${String.raw`\\?\\`}${pnpDeviceId.toLowerCase().replaceAll('\\', '#')}#{53f56307-b6bf-11d0-94f2-00a0c91efb8b}`;
}

/** The key of the volume with this path. */
export function volumeId(path: string): string {
  return objectId('Volume', 'VO', path);
}

/** The numbers of file systems. */
export const FILE_SYSTEM_TYPES: Readonly<Record<string, 6 | 14 | 15>> = { FAT32: 6, NTFS: 14, ReFS: 15 };
