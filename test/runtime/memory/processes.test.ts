import { expect, it } from 'vitest';
import { runProgram } from '../../tools/program.js';

/** The runtime as JavaScript, for processes of their own. */
const runtime = (path: string) => JSON.stringify(new URL(`../../../dist/runtime/${path}`, import.meta.url).href);

const PROLOGUE = `
const { initialize } = await import(${runtime('index.js')});
const { MemoryRepository } = await import(${runtime('memory/index.js')});
const namespace = 'root/test';
const schema = { classes: [], instances: [], qualifierDeclarations: [{ namespace }] };
const application = await initialize({ handler: new MemoryRepository({ schema }) });
const session = await application.newSession();
const query = 'SELECT * FROM __InstanceCreationEvent WITHIN 1';
`;

/** Runs the program in a process of its own, and gives what it printed and how it ended. */
async function program(body: string): Promise<readonly [output: string, code: number | null]> {
  const { output, code } = await runProgram(PROLOGUE + body);
  return [output, code];
}

it('a process lives as long as a subscription, also when only a signal ends that', async () => {
  const body = `
    const signal = AbortSignal.timeout(100);
    try {
      for await (const _ of session.subscribe(namespace, query, { signal })) console.log('an event');
    } catch (error) {
      console.log(error.name);
    }`;
  expect(await program(body)).toEqual(['TimeoutError', 0]);
});

it('a process ends by itself when no operation is open', async () => {
  const body = `
    const first = session.subscribe(namespace, query)[Symbol.asyncIterator]().next();
    await session.enumerateClasses(namespace)[Symbol.asyncIterator]().next();
    await session.close();
    console.log(await first.catch((error) => error.message));`;
  expect(await program(body)).toEqual(['the session was closed while the operation ran', 0]);
});
