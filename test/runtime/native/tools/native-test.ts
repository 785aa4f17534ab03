import assert from 'node:assert/strict';
import type { MiError } from '../../../../runtime/errors.js';
import { type Application, initialize, type Session } from '../../../../runtime/index.js';
import { type NativeHandler, type NativeSession, openNative } from '../../../../runtime/native/index.js';
import type { OperationRequest, OperationSink } from '../../../../runtime/protocol.js';
import type { RequestOptions } from '../../../../runtime/request-options.js';
import type { CimClass, CimType } from '../../../../runtime/schema/index.js';
import { type CimElement, CimInstance, type CimValue } from '../../../../runtime/values/index.js';
import { test } from './suite.js';
import { library } from './test-library.js';

export { collect } from '../../../tools/collect.js';

export const NAMESPACE = 'root/test';

/** A protocol over which classes are listed: OMI's own do not. */
export const PROTOCOL: { readonly protocol?: string } = process.platform === 'win32' ? {} : { protocol: 'TEST' };

export type Delivery = NonNullable<RequestOptions['delivery']>;
/** Both of MI's ways. */
export const DELIVERIES: readonly Delivery[] = ['callbacks', 'pull'];

type Settings = Readonly<Record<string, number>>;

/**
 * Opens MI for the tests that follow. by-messages.test.ts has them open it as worker threads do, and runs the suites
 * again.
 */
export const opening: { open: () => Promise<Application> } = {
  open: () => initialize({ library: library.path }),
};

/** A test of an application. Afterwards nothing of it is alive, and it has kept MI's contract. */
export function applicationTest(
  name: string,
  settings: Settings,
  run: (application: Application) => Promise<void>,
): void {
  test(name, () =>
    checked(settings, async () => {
      await using application = await opening.open();
      await run(application);
    }),
  );
}

/** A test of a session. */
export function sessionTest(name: string, settings: Settings, run: (session: Session) => Promise<void>): void {
  applicationTest(name, settings, async (application) => {
    // The library takes embedded instances as OMI does, also where it stands for the MI of Windows.
    await using session = await application.newSession({ ...PROTOCOL, embeddedInstances: 'instance' });
    await run(session);
  });
}

/** A test of the handler itself, for operations that have no method of `Session`. */
export function handlerTest(
  name: string,
  settings: Settings,
  run: (session: NativeSession, handler: NativeHandler) => Promise<void>,
): void {
  test(name, () =>
    checked(settings, async () => {
      const handler = await openNative({ library: library.path });
      const session = await handler.newSession(PROTOCOL);
      try {
        await run(session, handler);
      } finally {
        await session.close();
        await handler.close();
      }
    }),
  );
}

/** A test of what uses the MI of this machine: the library stands for it. */
export function machineTest(name: string, settings: Settings, run: () => Promise<void>): void {
  test(name, () =>
    checked(settings, async () => {
      process.env['MI_LIBRARY'] = library.path;
      try {
        await run();
      } finally {
        delete process.env['MI_LIBRARY'];
      }
    }),
  );
}

/** Runs with these settings of the library, and checks that nothing is left. */
export async function checked(settings: Settings, run: () => Promise<void>): Promise<void> {
  library.reset();
  // As MI itself: what is closed out of order hangs.
  library.set('blockOutOfOrder', 1);
  for (const [name, value] of Object.entries(settings)) library.set(name, value);
  await run();
  assert.deepEqual(library.violations(), []);
  assert.deepEqual(library.alive(), {});
}

/** All that an operation gave. */
export interface Outcome {
  readonly instances: CimInstance[];
  readonly classes: CimClass[];
  readonly indications: [instance: CimInstance, bookmark: string | null, machineId: string | null][];
  readonly streamed: CimElement[];
}

/** Runs an operation of the handler to its end. */
export function perform(
  session: NativeSession,
  request: OperationRequest,
  sink: Partial<OperationSink> = {},
): Promise<Outcome> {
  const outcome: Outcome = { instances: [], classes: [], indications: [], streamed: [] };
  return new Promise((resolve, reject) => {
    session.start(request, {
      instanceResult: (instance) => void outcome.instances.push(instance),
      indicationResult: (...indication) => void outcome.indications.push(indication),
      classResult: (cimClass) => void outcome.classes.push(cimClass),
      streamedParameterResult: (element) => void outcome.streamed.push(element),
      writeMessage: () => {},
      writeProgress: () => {},
      writeError: () => 'yes',
      promptUser: () => 'yes',
      ...sink,
      done: (error: MiError | null) => (error === null ? resolve(outcome) : reject(error)),
    });
  });
}

export function element(
  name: string,
  type: CimType,
  value: CimValue,
  array: boolean = Array.isArray(value),
): CimElement {
  return { name, type, array: array || value instanceof Uint8Array, value };
}

/** In-parameters. */
export function parameters(...elements: CimElement[]): CimInstance {
  return new CimInstance('__Parameters', elements);
}

/** A path: an instance with its key alone. */
export function path(className: string, id: string): CimInstance {
  return new CimInstance(className, [{ ...element('Id', 'string', id), key: true }], NAMESPACE);
}

export function later(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
