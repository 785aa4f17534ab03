import type { MSFT_Disk } from '../../../../generated/root/microsoft/windows/storage/MSFT_Disk.js';
import { MB } from '../disks.js';

/** A part of a disk, in bytes. */
export interface Extent {
  readonly offset: bigint;
  readonly size: bigint;
}

/** What a partition says of its place. */
interface Placed {
  readonly Offset: bigint | null;
  readonly Size: bigint | null;
}

/** The free parts of a disk, in their order. The first and the last MB hold the partition table. */
export function freeExtents(diskSize: bigint, partitions: readonly Placed[]): readonly Extent[] {
  const taken = partitions.map(({ Offset, Size }) => ({ offset: Offset ?? 0n, size: Size ?? 0n }));
  taken.sort((a, b) => (a.offset < b.offset ? -1 : 1));
  const free: Extent[] = [];
  let end = MB;
  for (const { offset, size } of [...taken, { offset: diskSize - MB, size: MB }]) {
    // Partitions begin at whole MB.
    const length = ((offset - end) / MB) * MB;
    if (length > 0n) free.push({ offset: end, size: length });
    end = offset + size;
  }
  return free;
}

/** The largest of some parts; null when there is none. */
export function largest(extents: readonly Extent[]): Extent | null {
  return extents.reduce<Extent | null>((best, each) => (best === null || each.size > best.size ? each : best), null);
}

/** What disks say of the space on them. */
export function spaceOf(
  diskSize: bigint,
  partitions: readonly Placed[],
): Pick<MSFT_Disk, 'AllocatedSize' | 'LargestFreeExtent' | 'NumberOfPartitions'> {
  return {
    NumberOfPartitions: partitions.length,
    AllocatedSize: partitions.reduce((sum, { Size }) => sum + (Size ?? 0n), 0n),
    LargestFreeExtent: largest(freeExtents(diskSize, partitions))?.size ?? 0n,
  };
}
