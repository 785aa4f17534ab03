import { getEventListeners } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { type Application, initialize, MiError, type Session } from 'mi-codegen/runtime';
import { MemoryRepository } from 'mi-codegen/runtime/memory';
import { describe, expect } from 'vitest';
import { SCHEMA, Test_Base, Test_Device, Test_Printer } from '../../runtime/memory/generated.js';
import { mof } from '../../runtime/memory/harness.js';
import { fuzz } from './fuzz.js';

/** The turns of the event loop in which everything must settle that nothing holds back. */
const TURNS = 3000;

const failing = (): never => {
  throw new Error('no text');
};

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

/** What a program may throw, or answer with. */
const VALUES: readonly (() => unknown)[] = [
  () => null,
  () => undefined,
  () => 'text',
  () => Symbol('s'),
  () => 10n,
  () => () => {},
  revoked,
  () => Object.create(null),
  () => ({ toString: failing }),
  () => ({ [Symbol.toPrimitive]: failing }),
  () => new Proxy(new Error('e'), { get: failing, getPrototypeOf: failing, has: failing, ownKeys: failing }),
  () => Object.defineProperty(new Error('e'), 'message', { get: failing }),
  () => Object.freeze(new Error('frozen')),
  () => new MiError('NOT_FOUND', 'mine'),
  () => new AggregateError([], ''),
  () => ({ ReturnValue: revoked() }),
  () => ({
    get ReturnValue() {
      return failing();
    },
  }),
  () => ({ Message: 5, ReturnValue: 0 }),
  () => ({ Message: 'm', ReturnValue: 2 ** 33 }),
  () => ({ Message: 'm', ReturnValue: 0 }),
  // biome-ignore lint/suspicious/noThenProperty: a provider may answer with one.
  () => ({ then: failing }),
  // biome-ignore lint/suspicious/noThenProperty: a provider may answer with one that never settles.
  () => ({ then: () => {} }),
];

const nat = (max: number) => fc.integer({ min: 0, max });
const id = fc.constantFrom('a', 'b', 'A', "o'x", '"\\', '');
const session = nat(1);

/** One step of a storm. Operations are started and not waited for. */
const step = fc.oneof(
  fc.record({ kind: fc.constantFrom('create', 'get', 'modify', 'delete', 'list', 'query', 'watch'), session, id }),
  fc.record({ kind: fc.constant('call' as const), session, id, how: nat(5), value: nat(VALUES.length - 1) }),
  fc.record({ kind: fc.constant('cancel' as const), operation: nat(60) }),
  fc.record({ kind: fc.constant('wait' as const), turns: nat(4) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** The operations of a storm, each with the controller that cancels it. */
class Storm {
  readonly repository = new MemoryRepository({ schema: SCHEMA });
  readonly operations: { readonly controller: AbortController; readonly outcome: Promise<unknown> }[] = [];
  readonly unsettled = new Set<Promise<unknown>>();

  constructor() {
    this.repository.load(mof('instance of Test_Printer { Id = "a"; }; instance of Test_Printer { Id = "b"; };'));
    const provide = (Mode: string, context: Parameters<typeof this.answer>[1]) => this.answer(Mode, context);
    this.repository.provide(Test_Device, { Start: ({ Mode }, context) => provide(Mode, context) as never });
  }

  /** The provider: `Mode` says how it ends, and with which value. */
  answer(
    mode: string,
    context: { session: Session; writeMessage: (channel: 'warning', text: string) => void },
  ): unknown {
    const [how, value] = mode.split(' ').map(Number);
    const given = VALUES[value ?? 0]?.();
    switch (how) {
      case 0:
        throw given;
      case 1:
        return Promise.reject(given);
      case 2:
        return given;
      case 3:
        return Promise.resolve(given);
      case 4:
        context.writeMessage('warning', 'soon');
        return context.session.close().then(() => {
          throw given;
        });
      default:
        return Test_Base.$create(context.session, { Id: 'made' }).then(() => given);
    }
  }

  start(run: (options: { readonly signal: AbortSignal }) => Promise<unknown>): void {
    const controller = new AbortController();
    const outcome = run({ signal: controller.signal });
    this.operations.push({ controller, outcome });
    this.unsettled.add(outcome);
    const settle = () => void this.unsettled.delete(outcome);
    outcome.then(settle, settle);
  }

  perform(one: Exclude<Step, { readonly kind: 'wait' }>, sessions: readonly Session[]): void {
    if (one.kind === 'cancel') {
      this.operations[one.operation % Math.max(1, this.operations.length)]?.controller.abort();
      return;
    }
    const on = sessions[one.session] as Session;
    const Id = one.id;
    this.start(async (options) => {
      switch (one.kind) {
        case 'create':
          return await Test_Printer.$create(on, { Id, Note: 'n' }, options);
        case 'get':
          return await Test_Base.$get(on, { Id }, options);
        case 'modify':
          return await (await Test_Device.$get(on, { Id }, options)).$modify({ Note: `of ${Id}` }, options);
        case 'delete':
          return await (await Test_Base.$get(on, { Id }, options)).$delete(options);
        case 'list':
          for await (const found of Test_Base.$enumerate(on, options)) if (found.Id === Id) return found;
          return null;
        case 'query':
          for await (const found of Test_Device.$query(on, { where: { Note: { like: `%${Id}` } }, ...options }))
            void found;
          return null;
        case 'watch':
          for await (const event of Test_Base.$created(on, { within: 1, ...options })) {
            if (event.indication.TargetInstance?.Id === Id) return event;
          }
          return null;
        default:
          return await (await Test_Device.$get(on, { Id }, options)).Start(
            { Mode: `${one.how} ${one.value}` },
            options,
          );
      }
    });
  }
}

async function turns(count: number, until: () => boolean): Promise<void> {
  for (let turn = 0; turn < count && !until(); turn++) await nextTurn();
}

/** Every error is one that a program can read, print and tell from others. */
function isReadable(reason: unknown): boolean {
  if (!(reason instanceof Error)) return false;
  return typeof reason.message === 'string' && typeof reason.stack === 'string' && inspect(reason).length > 0;
}

async function run(steps: readonly Step[]): Promise<void> {
  const storm = new Storm();
  const application: Application = await initialize({ handler: storm.repository });
  const sessions = [await application.newSession(), await application.newSession()];
  for (const one of steps) {
    if (one.kind === 'wait') await turns(one.turns, () => false);
    else storm.perform(one, sessions);
  }
  // What waits for events, or for a provider that never answers, goes on until it is cancelled.
  await turns(50, () => storm.unsettled.size === 0);
  for (const { controller } of storm.operations) controller.abort();
  await turns(TURNS, () => storm.unsettled.size === 0);
  expect(storm.unsettled.size).toBe(0);
  const outcomes = await Promise.allSettled(storm.operations.map(({ outcome }) => outcome));
  const reasons = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
  expect(reasons.filter((reason) => !isReadable(reason))).toEqual([]);
  const listening = storm.operations.filter(
    ({ controller }) => getEventListeners(controller.signal, 'abort').length > 0,
  );
  expect(listening).toEqual([]);
  // The repository still works, and what it lists can be read and deleted.
  const [first] = sessions as [Session];
  for await (const found of Test_Base.$enumerate(first))
    await (await Test_Base.$get(first, { Id: found.Id })).$delete();
  for await (const found of Test_Base.$enumerate(first)) expect(found).toBeUndefined();
  await application.close();
}

describe('a storm on the repository in memory', () => {
  fuzz('settles, whatever providers throw and whoever cancels', 4000, fc.array(step, { maxLength: 50 }), run);
});
