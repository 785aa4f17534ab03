/** Which processes use more than 100 MB, the largest first, and whose are they? */
import { Win32_Process } from '../../generated/root/cimv2/index.js';
import { connect } from './connect.js';

const MEGABYTE = 1024n * 1024n;

const application = await connect();
const session = await application.newSession();

const where = { WorkingSetSize: { gt: 100n * MEGABYTE } };
const large = await Win32_Process.$query(session, { where }).toArray();
large.sort((a, b) => Number((b.WorkingSetSize ?? 0n) - (a.WorkingSetSize ?? 0n)));
for (const process of large) {
  const { Domain, User } = await process.GetOwner();
  console.log(`${process.Name} uses ${(process.WorkingSetSize ?? 0n) / MEGABYTE} MB for ${Domain}\\${User}.`);
}

await application.close();
