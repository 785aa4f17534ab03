// The other copy is one that this copy cannot work with. Prints what comes of giving its objects to this one.

import { readFileSync } from 'node:fs';
import { parseMof } from 'mi-codegen';
import {
  CimDateTime,
  CimInterval,
  CimReference,
  initialize,
  isa,
  MiError,
  type ProtocolHandler,
  Session,
  WQL,
} from 'mi-codegen/runtime';
import { RunningOperation } from 'mi-codegen/runtime/handler';
import { MemoryRepository } from 'mi-codegen/runtime/memory';
import * as lib from '../lib/index.js';
import { Test_Device, Test_Event, Test_Room } from './generated/root/test/index.js';

const { schema } = parseMof(readFileSync(new URL('../../schema.mof', import.meta.url), 'utf8'), {
  namespace: 'root/test',
});
const repository = new MemoryRepository({ schema });
const session = await (await initialize({ handler: repository })).newSession();
const theirRepository = new lib.memory.MemoryRepository({ schema });
// As a program in JavaScript would give them.
const theirs: Record<'session' | 'room' | 'date' | 'path', never> & { readonly device: typeof Test_Device } = {
  session: (await (await lib.runtime.initialize({ handler: theirRepository })).newSession()) as never,
  room: undefined as never,
  date: lib.runtime.CimDateTime.from(new Date(0)) as never,
  path: lib.runtime.CimReference.parse('root/test:Test_Room.Name="a"') as never,
  device: lib.cim.Test_Device as unknown as typeof Test_Device,
};
theirs.room = (await lib.cim.Test_Room.$create(theirs.session, { Name: 'a' })) as never;
const room = await Test_Room.$create(session, { Name: 'a' });
const instance = (theirs.room as Test_Room).$instance;
/** A handler whose results are of the other copy. */
const handler: ProtocolHandler = {
  newSession: async () => ({
    start: (_, sink) =>
      new RunningOperation(sink, (operation) => operation.deliver((to) => to.instanceResult(instance))),
    close: async () => {},
  }),
  close: async () => {},
};

const CALLS: readonly (() => unknown)[] = [
  () => Test_Device.$get(theirs.session, { Id: 'a' }),
  () => initialize({ handler: theirRepository }),
  () => repository.provide(theirs.device, {}),
  () => repository.update(theirs.room as Test_Room, {}),
  () => Test_Device.$create(session, { Id: 'a', Installed: theirs.date }),
  () => Test_Device.$create(session, { Id: 'a', Home: theirs.path }),
  () => Test_Device.$create(session, { Id: 'a', Setting: instance }),
  () => Test_Device.$create(session, { Id: 'a', Setting: theirs.room }),
  () => Test_Device.$query(session, { where: { Installed: theirs.date } }),
  () => Test_Event.$subscribe(session, { where: { Source: isa(theirs.device) } }),
  () => room.$references(theirs.device as never),
  () => session.getInstance('root/test', instance),
  () => session.getInstance('root/test', theirs.path),
  () => session.create('root/test', instance),
  () => WQL`SELECT * FROM X WHERE Y = ${theirs.date}`,
  async () => (await (await initialize({ handler })).newSession()).getInstance('root/test', CimReference.parse('X=1')),
];
for (const call of CALLS) {
  try {
    await call();
    console.log('no error');
  } catch (error) {
    console.log(String(error));
  }
}
const classes = [CimDateTime, CimInterval, Session, MiError];
const objects = [theirs.date, theirs.session, new lib.runtime.MiError('FAILED', 'x')];
console.log(objects.filter((object) => classes.some((cls) => (object as unknown) instanceof cls)));
