import { MemoryRepository } from 'mi-codegen/runtime/memory';
import { type Application, initialize, type Session } from '../../../../runtime/index.js';

/** A session with a demo machine of its own. */
export async function demoSession(): Promise<Session> {
  const application: Application = await initialize({ handler: await MemoryRepository.demo() });
  return application.newSession();
}

/** The first of what is found. */
export async function only<T>(found: AsyncIterable<T>): Promise<T> {
  for await (const one of found) return one;
  throw new Error('there is none');
}

/** The first event of a subscription. */
export async function firstOf<T>(events: AsyncIterable<{ readonly indication: T }>): Promise<T> {
  return (await only(events)).indication;
}
