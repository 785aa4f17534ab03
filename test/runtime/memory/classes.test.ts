import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryRepository } from '../../../runtime/memory/index.js';
import type { OperationRequest, ProtocolSession } from '../../../runtime/protocol.js';
import { instance, mof, requests, run } from './harness.js';

const SCHEMA = mof(`
  class C : B { [Description("c")] uint8 X; uint32 Do(); };
  class A { };
  class B : A { };
  class D : A { };
  class Other { };
`);

let session: ProtocolSession;
beforeEach(async () => {
  session = await new MemoryRepository({ schema: SCHEMA }).newSession({});
});

describe('getClass', () => {
  it('gives the class as it was declared, in any letter case', async () => {
    const { classes, failure } = await run(session, requests.getClass('c', 'ROOT/TEST'));
    expect(failure).toBeNull();
    expect(classes).toEqual([SCHEMA.classes[0]]);
  });

  it.each([
    [requests.getClass('X'), 'INVALID_CLASS: there is no class X in root/test'],
    [requests.getClass('A', 'root/none'), 'INVALID_NAMESPACE: there is no namespace root/none'],
  ])('refuses %#', async (request, message) => {
    expect((await run(session, request)).failure).toBe(message);
  });
});

describe('enumerateClasses', () => {
  const names = async (request: OperationRequest) => (await run(session, request)).classes.map(({ name }) => name);

  it('starts at the root classes, or below a class', async () => {
    expect(await names(requests.enumerateClasses(null))).toEqual(['A', 'B', 'C', 'D', 'Other']);
    expect(await names(requests.enumerateClasses(null, 'shallow'))).toEqual(['A', 'Other']);
    expect(await names(requests.enumerateClasses('a'))).toEqual(['B', 'C', 'D']);
    expect(await names(requests.enumerateClasses('A', 'shallow'))).toEqual(['B', 'D']);
    expect(await names(requests.enumerateClasses('Other'))).toEqual([]);
  });

  it('gives names only', async () => {
    const { classes } = await run(session, requests.enumerateClasses('B', 'deep', { namesOnly: true }));
    expect(classes).toEqual([
      { namespace: 'root/test', name: 'C', superclass: 'B', qualifiers: [], properties: [], methods: [] },
    ]);
  });

  it.each([
    [requests.enumerateClasses('X'), 'INVALID_CLASS: there is no class X in root/test'],
    [
      requests.enumerateClasses(null, 'deep', { namespace: 'root/none' }),
      'INVALID_NAMESPACE: there is no namespace root/none',
    ],
  ])('refuses %#', async (request, message) => {
    expect((await run(session, request)).failure).toBe(message);
  });
});

describe('a test of the connection', () => {
  it('succeeds', async () => {
    const { failure } = await run(session, { kind: 'testConnection', namespace: '', options: {} });
    expect(failure).toBeNull();
  });
});

describe('an override that leaves out qualifiers', () => {
  it('inherits them', async () => {
    const overriding = new MemoryRepository({
      schema: mof(`
        class Part { uint8 Size; };
        class Base {
          [Key] string Id;
          [EmbeddedInstance("Part")] string Content;
          [Static] uint32 Do([In, Required] string Must, [EmbeddedInstance("Part")] string What, [In(false), Out] string Result);
        };
        class Derived : Base {
          [Override("Id")] string Id;
          [Override("Content")] string Content;
          [Override("Do")] uint32 Do(string Must, string What, string Result);
        };
        instance of Derived { Id = "x"; Content = instance of Part { Size = 5; }; };`),
    });
    const own = await overriding.newSession({});
    const { instances } = await run(own, requests.getInstance(instance('Base', ['Id', 'string', 'x'])));
    expect(instances[0]?.elements.map(({ name, type, key }) => [name, type, key])).toEqual([
      ['Id', 'string', true],
      ['Content', 'instance', undefined],
    ]);
    const call = async (...elements: Parameters<typeof instance>[1][]) => {
      const inboundProperties = instance('__Parameters', ...elements);
      const about = { namespace: 'root/test', options: {}, className: 'Derived', methodName: 'Do', instance: null };
      return (await run(own, { kind: 'invoke', ...about, inboundProperties })).failure;
    };
    expect(await call()).toBe('INVALID_PARAMETER: root/test:Derived.Do needs the parameter Must');
    expect(await call(['Result', 'string', 'x'])).toBe(
      'INVALID_PARAMETER: root/test:Derived.Do has no in-parameter Result',
    );
    expect(await call(['What', 'string', 'x'])).toBe(
      'TYPE_MISMATCH: root/test:Derived.Do: What: expected instance of Part, got string',
    );
    expect(await call(['Must', 'string', 'x'], ['What', 'instance', instance('Part', ['Size', 'uint8', 1])])).toBe(
      'METHOD_NOT_AVAILABLE: root/test:Derived.Do has no provider: repository.provide() takes one',
    );
  });
});
