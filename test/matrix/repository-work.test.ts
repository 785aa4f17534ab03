import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MemoryRepository } from '../../runtime/memory/index.js';
import type { OperationRequest, ProtocolSession } from '../../runtime/protocol.js';
import type { CimInstance, CimReference } from '../../runtime/values/index.js';
import { foundAlways } from '../tools/found-always.js';
import { WorkCounter } from '../tools/work-counter.js';

/** The project's code. It is loaded by import(): V8 counts nothing in functions that it has compiled before. */
interface Code {
  readonly MemoryRepository: typeof MemoryRepository;
  readonly CimReference: typeof CimReference;
  readonly harness: typeof import('../runtime/memory/harness.js');
}

let counter: WorkCounter;
let code: Code;

beforeAll(async () => {
  counter = await WorkCounter.start();
  const harness = await import('../runtime/memory/harness.js');
  const memory = await import('../../runtime/memory/index.js');
  const values = await import('../../runtime/values/index.js');
  code = { harness, MemoryRepository: memory.MemoryRepository, CimReference: values.CimReference };
});
afterAll(() => counter.stop());

const CLASSES = `
  class Thing { [Key] string Id; uint32 Size; string Note; };
  class Box : Thing { };
  [Association] class Link { [Key] Thing ref From; [Key] Thing ref To; };
  class Link2 { [Key] Link2 ref Of; [Key] string Id; };
`;

function each(size: number, write: (index: number) => string): string {
  return Array.from({ length: size }, (_, index) => write(index)).join('\n');
}

const thing = (id: unknown): CimInstance =>
  code.harness.instance('Thing', ['Id', 'string', `${id}`], ['Size', 'uint32', 1], ['Note', 'string', 'n']);
const path = (id: unknown) =>
  new code.CimReference('Thing', [{ name: 'Id', type: 'string', array: false, value: `${id}` }]);
const link = (from: unknown, to: unknown): CimInstance =>
  code.harness.instance('Link', ['From', 'reference', path(from)], ['To', 'reference', path(to)]);

/** A repository with this many instances. */
async function filled(size: number): Promise<ProtocolSession> {
  const schema = code.harness.mof(`${CLASSES}${each(size, (at) => `instance of Thing { Id = "${at}"; };`)}`);
  const session = await new code.MemoryRepository({ schema }).newSession({});
  for (let at = 0; at < size; at++) await perform(session, code.harness.requests.create(link('0', at)));
  return session;
}

async function perform(session: ProtocolSession, request: OperationRequest): Promise<number> {
  const { failure, instances } = await code.harness.run(session, request);
  expect(failure).toBeNull();
  return instances.length;
}

/** What is done to a repository with as many instances as the size, that many times or to all of them. */
const OPERATIONS: Readonly<Record<string, (session: ProtocolSession, size: number) => Promise<unknown>>> = {
  create: (session, size) => all(size, (at) => perform(session, code.harness.requests.create(thing(`new${at}`)))),
  get: (session, size) => all(size, (at) => perform(session, code.harness.requests.getInstance(thing(at)))),
  modify: (session, size) => all(size, (at) => perform(session, code.harness.requests.modify(thing(at)))),
  delete: (session, size) => all(size, (at) => perform(session, code.harness.requests.delete(thing(at)))),
  enumerate: (session) => perform(session, code.harness.requests.enumerate('Thing')),
  'query with conditions': (session) =>
    perform(
      session,
      code.harness.requests.query("SELECT * FROM Thing WHERE Size > 0 OR (Note = 'n' AND NOT Id = '5')"),
    ),
  'query with LIKE': (session) =>
    perform(session, code.harness.requests.query("SELECT Id FROM Thing WHERE Id LIKE '%[0-4]%5%' OR Note LIKE '_'")),
  'associators of one': (session) => perform(session, code.harness.requests.associators(thing('0'))),
  'associators of each': (session, size) =>
    all(size - 1, (at) => perform(session, code.harness.requests.associators(thing(at + 1)))),
  'references of each': (session, size) =>
    all(size - 1, (at) => perform(session, code.harness.requests.references(thing(at + 1)))),
  'create of associations': (session, size) =>
    all(size, (at) => perform(session, code.harness.requests.create(link(at, `new${at}`)))),
};

async function all(size: number, each: (index: number) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < size; at++) await each(at);
}

/** Counts what is done to the repositories that were made before, each of another size. */
async function expectLinear(
  sizes: number,
  make: (size: number) => Promise<ProtocolSession>,
  run: (session: ProtocolSession, size: number) => Promise<unknown>,
): Promise<void> {
  const found = await foundAlways(async () => {
    const made = [await make(sizes), await make(sizes), await make(2 * sizes), await make(4 * sizes)];
    return await counter.superlinear(sizes, (size) => {
      const session = made.shift() as ProtocolSession;
      return () => run(session, size);
    });
  });
  expect(found).toEqual([]);
}

const SIZE = 100;

describe('the repository in memory takes work in proportion to the instances', () => {
  it.each(Object.entries(OPERATIONS))('%s', (_name, run) => expectLinear(SIZE, filled, run));

  it('of a schema that is loaded', async () => {
    const schemas = [1, 1, 2, 4].map((times) =>
      code.harness.mof(`${CLASSES}${each(times * SIZE, (at) => `instance of Thing { Id = "${at}"; };`)}`),
    );
    const prepare = () => {
      const schema = schemas.shift();
      return () => new code.MemoryRepository(schema === undefined ? {} : { schema });
    };
    expect(await counter.superlinear(SIZE, prepare)).toEqual([]);
  });

  it('that subscribers hear of', async () => {
    const make = async () => await new code.MemoryRepository({ schema: code.harness.mof(CLASSES) }).newSession({});
    await expectLinear(SIZE, make, async (session, size) => {
      const query = "SELECT * FROM __InstanceCreationEvent WITHIN 1 WHERE TargetInstance ISA 'Thing'";
      const heard = Array.from({ length: size }, () =>
        code.harness.start(session, code.harness.requests.subscribe(query), { indicationResult: () => {} }),
      );
      for (const id of ['a', 'b', 'c']) await perform(session, code.harness.requests.create(thing(id)));
      for (const { operation } of heard) operation.cancel();
      await Promise.all(heard.map(({ outcome }) => outcome));
    });
  });
});

describe('and in proportion to the classes', () => {
  const flat = (size: number) => each(size, (at) => `class C${at} : Thing { uint8 P${at}; };`);
  const repository = async (text: string) =>
    new code.MemoryRepository({ schema: code.harness.mof(`${CLASSES}${text}`) }).newSession({});

  it.each<[string, (size: number) => string, (session: ProtocolSession, size: number) => Promise<unknown>]>([
    ['to get each', flat, (session, size) => all(size, (at) => readClass(session, `C${at}`))],
    [
      'to enumerate each',
      flat,
      (session, size) => all(size, (at) => perform(session, code.harness.requests.enumerate(`C${at}`))),
    ],
    [
      'to create an instance of each',
      flat,
      (session, size) =>
        all(size, (at) =>
          perform(session, code.harness.requests.create(code.harness.instance(`C${at}`, ['Id', 'string', `${at}`]))),
        ),
    ],
    [
      'to create namespaces',
      () => '',
      (session, size) =>
        all(size, (at) =>
          perform(
            session,
            code.harness.requests.create(code.harness.instance('__NAMESPACE', ['Name', 'string', `n${at}`])),
          ),
        ),
    ],
    ['to enumerate all', flat, (session) => code.harness.run(session, code.harness.requests.enumerateClasses(null))],
  ])('%s', (_name, text, run) => expectLinear(50, (size) => repository(text(size)), run));

  async function readClass(session: ProtocolSession, name: string): Promise<void> {
    expect((await code.harness.run(session, code.harness.requests.getClass(name))).failure).toBeNull();
  }
});

describe('references that are keys of each other', () => {
  /** An instance whose key refers to one whose key refers to one, and so on. */
  function nested(levels: number): CimInstance {
    const elements = (of: CimReference | null) => [
      { name: 'Of', type: 'reference' as const, array: false, value: of },
      { name: 'Id', type: 'string' as const, array: false, value: '"x"' },
    ];
    let reference = new code.CimReference('Link2', elements(path('"')));
    for (let level = 1; level < levels; level++) reference = new code.CimReference('Link2', elements(reference));
    return reference.toInstance();
  }

  it('take work in proportion to their depth', async () => {
    const make = async () => await new code.MemoryRepository({ schema: code.harness.mof(CLASSES) }).newSession({});
    // Deeper than what has a text.
    await expectLinear(20, make, async (session, levels) => {
      const events: string[] = [];
      const query = "SELECT * FROM __InstanceOperationEvent WITHIN 1 WHERE TargetInstance ISA 'Link2'";
      const { operation, outcome } = code.harness.start(session, code.harness.requests.subscribe(query), {
        indicationResult: ({ className }) => void events.push(className),
      });
      const one = nested(levels);
      const { requests, run } = code.harness;
      const created = await run(session, requests.create(one));
      const outcomes = [
        created,
        await run(session, requests.create(one)),
        await run(session, requests.getInstance(one)),
        await run(session, requests.modify(one)),
        await run(session, requests.query("SELECT * FROM Link2 WHERE Id = 'x' OR __RELPATH LIKE '%x%'")),
        await run(session, requests.associators(one)),
        await run(session, requests.delete(one)),
        await run(session, requests.getInstance(one)),
      ];
      expect(outcomes.map(({ failure }) => failure?.split(':')[0] ?? null)).toEqual([
        null,
        'ALREADY_EXISTS',
        null,
        null,
        null,
        null,
        null,
        'NOT_FOUND',
      ]);
      operation.cancel();
      await outcome;
    });
  });
});
