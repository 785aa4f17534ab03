// Copies of one version are one package for TypeScript: even the classes that two packages have generated of one schema
// are the same types. It is compiled, and not run.

import { type CimClassType, isa, type Results, type Session } from 'mi-codegen/runtime';
import type { MemoryRepository } from 'mi-codegen/runtime/memory';
import { memory, cim as theirs } from '../lib/index.js';
import * as ours from './generated/root/test/index.js';

export const repositories: readonly MemoryRepository[] = [new memory.MemoryRepository()];
export const lists: readonly CimClassType[] = [ours.Test_Room, theirs.Test_Room];

export async function mix(session: Session): Promise<void> {
  const home = await ours.Test_Room.$create(session, { Name: 'attic' });
  const device = await theirs.Test_Disk.$create(session, { Id: 'a', Home: home.$path });
  const rooms: Results<ours.Test_Room> = device.$associators(ours.Test_DeviceInRoom);
  ours.Test_Event.$subscribe(session, { where: { Source: isa(theirs.Test_Device, { Id: 'a' }) } });
  for await (const { Name } of rooms) console.log(Name);
}
