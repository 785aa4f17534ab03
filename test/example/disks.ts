/** Each disk with its partitions and the drives on them, and how much is free. */
import {
  Win32_DiskDrive,
  Win32_DiskDriveToDiskPartition,
  Win32_LogicalDiskToPartition,
} from '../../generated/root/cimv2/index.js';
import { connect } from './connect.js';

const gigabytes = (bytes: bigint | null) => `${(bytes ?? 0n) / 1024n ** 3n} GB`;

const application = await connect();
const session = await application.newSession();

for await (const disk of Win32_DiskDrive.$enumerate(session)) {
  console.log(`${disk.Model}: ${gigabytes(disk.Size)}`);
  for await (const partition of disk.$associators(Win32_DiskDriveToDiskPartition)) {
    console.log(`  ${partition.Name}: ${gigabytes(partition.Size)}`);
    for await (const drive of partition.$associators(Win32_LogicalDiskToPartition)) {
      console.log(`    ${drive.DeviceID} ${drive.VolumeName}: ${gigabytes(drive.FreeSpace)} free`);
    }
  }
}

await application.close();
