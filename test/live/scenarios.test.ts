import { initialize, type Session } from 'mi-codegen/runtime';
import type { MemoryRepository } from 'mi-codegen/runtime/memory';
import { describe, expect, it } from 'vitest';
import { StdRegProv } from '../../generated/root/cimv2/index.js';
import { loadBundled } from '../../generator/source/bundled/bundled-source.js';
import { schemaOf } from '../tools/schema.js';
import { createMachine } from '../tools/small-machine.js';
import { awaitProcess, createAndTerminate, queryServices, readRegistry } from './scenarios.js';
import { schemaDifferences } from './schema-differences.js';

const texts = new Map([['ProductName', 'Windows Server 2022']]);
const numbers = new Map([['CurrentMajorVersionNumber', 10]]);

function createWindows(): MemoryRepository {
  const machine = createMachine();
  machine.provide(StdRegProv, {
    GetStringValue: ({ sValueName }) => {
      const sValue = texts.get(sValueName ?? '') ?? null;
      return { sValue, ReturnValue: sValue === null ? 2 : 0 };
    },
    GetDWORDValue: ({ sValueName }) => ({ uValue: numbers.get(sValueName ?? '') ?? null, ReturnValue: 0 }),
    EnumKey: () => ({ sNames: ['Classes', 'Microsoft'], ReturnValue: 0 }),
  });
  return machine;
}

describe('what windows.test.ts does, on a repository in the process', () => {
  const scenarios: Readonly<Record<string, (session: Session) => Promise<void>>> = {
    createAndTerminate,
    queryServices,
    readRegistry,
    awaitProcess: (session) => awaitProcess(session, 20),
  };
  for (const [name, scenario] of Object.entries(scenarios)) {
    it(name, async () => {
      await using application = await initialize({ handler: createWindows() });
      await scenario(await application.newSession());
    });
  }
});

describe('schemaDifferences', () => {
  const differences = (first: string, second: string) =>
    schemaDifferences(['bundled', schemaOf(first).schema.classes], ['live', schemaOf(second).schema.classes]);

  it('finds none between a schema and itself', () => {
    const { classes } = loadBundled(['root/cimv2']).schema;
    expect(schemaDifferences(['bundled', classes], ['live', classes])).toEqual([]);
  });

  it('names classes, superclasses, properties, methods and parameters that differ', () => {
    const first = `
      class A { [Key] string Id; uint32 Size; string Same; uint32 M([In] string P, [In, Out] uint8 Q[]); void N();
                void Told(); };
      class B : A { A REF Link; };
      class C { };`;
    const second = `
      class a { string Id; uint64 Size; string SAME; string New; uint32 M([In] string P, [In] uint8 Q[]);
                boolean Told(); };
      class B { B REF Link; };`;
    expect(differences(first, second)).toEqual([
      'A.Id: bundled string key, live string',
      'A.Size: bundled uint32, live uint64',
      'A.M(Q): bundled uint8[] in out, live uint8[] in',
      'A.N(): only bundled, void',
      'a.New: only live, string',
      'B: bundled superclass A, live superclass none',
      'B.Link: bundled reference A, live reference B',
      'C: only bundled',
    ]);
  });
});
