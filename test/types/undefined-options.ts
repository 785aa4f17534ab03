/** That what may be left out may be undefined as well. Compiled by tsc, never run. */
import { type Changes, CimInterval, type Initial, initialize, type Session } from 'mi-codegen/runtime';
import { Test_All } from '../runtime/v1/generated/Test_All.js';

declare const session: Session;
declare const object: Test_All;
declare const text: string | undefined;
declare const number: number | undefined;
declare const signal: AbortSignal | undefined;
declare const chosen: boolean | undefined;

export async function options(): Promise<void> {
  const application = await initialize({ handler: undefined, library: text });
  await application.newSession({ destination: text, timeout: number, credentials: undefined, callbacks: undefined });
  await session.delete('root/test', object.$path, {
    signal,
    timeout: number,
    onProgress: undefined,
    channels: undefined,
  });
  session.enumerate('root/test', 'C', { keysOnly: chosen, polymorphism: undefined });
  session.associators('root/test', object.$path, { resultClass: text, role: text });
  session.query('root/test', 'q', { dialect: text });
  session.sync.getClass('root/test', 'C', { timeout: number });
  CimInterval.from({ hours: number });
}

export async function generated(): Promise<void> {
  await Test_All.Create(session, { CommandLine: 'x', CurrentDirectory: text }, { signal });
  const values: Initial<Test_All> = { Name: text, Instance: { Size: number } };
  await Test_All.$create(session, values);
  const changes: Changes<Test_All> = { Name: text };
  await object.$modify(changes);
  Test_All.$query(session, { select: undefined, where: undefined, signal });
  Test_All.$created(session, { within: number, where: undefined });
  Test_All.$modified(session, { previous: undefined });
  // @ts-expect-error a condition on undefined would not be one: it is left out, or isNull
  Test_All.$query(session, { where: { Name: text } });
  // @ts-expect-error a key is needed
  await Test_All.$get(session, { Id: text });
}
