import { describe, expect, it } from 'vitest';
import { LIBRARY_SPELLING } from '../../../../generator/options/option-table.js';
import { readSchema } from '../../../../generator/source/live/live-schema.js';
import { readMofText } from '../../../../generator/source/mof/index.js';
import { initialize, MiError, type MiResult } from '../../../../runtime/index.js';
import { MemoryRepository } from '../../../../runtime/memory/index.js';
import type { OperationRequest, ProtocolHandler } from '../../../../runtime/protocol.js';
import type { CimSchema } from '../../../../runtime/schema/index.js';

const MOF = `
class Test_Base { [Key, Description("Identifies.")] string Id = "none"; };
class Test_Other { [Key] uint64 Number = 18446744073709551615; };
class Test_Derived : Test_Base {
  Test_Other REF Link;
  [Write] uint8 Bytes[] = { 1, 2 };
  [Static] uint32 Do([In, Required] string Name, [In(false), Out, EmbeddedInstance("Test_Part")] string Part);
};
class Test_Part { };
class Test_Alone { };
`;
const schema: CimSchema = readMofText(MOF, { namespace: 'root/test' }).schema;
const sorted = schema.classes.toSorted((a, b) => (a.name < b.name ? -1 : 1));
const all = () => true;

async function read(
  selects: (name: string) => boolean,
  handler: ProtocolHandler = new MemoryRepository({ schema }),
  named: readonly string[] = [],
) {
  await using application = await initialize({ handler });
  const session = await application.newSession();
  return await readSchema(session, { namespaces: ['root/test'], selects, named, spelling: LIBRARY_SPELLING });
}

/** A repository that refuses to give some classes, by default; or all names. */
function refusing(
  names: readonly string[],
  result: MiResult = 'ACCESS_DENIED',
  refused: OperationRequest['kind'] = 'getClass',
): ProtocolHandler {
  const repository = new MemoryRepository({ schema });
  return {
    close: () => repository.close(),
    async newSession(options) {
      const session = await repository.newSession(options);
      return {
        close: () => session.close(),
        start(request, sink) {
          const isRefused =
            request.kind === refused && (request.kind !== 'getClass' || names.includes(request.className));
          if (!isRefused) return session.start(request, sink);
          queueMicrotask(() => sink.done(new MiError(result, 'not for you')));
          return { cancel: () => {} };
        },
      };
    },
  };
}

describe('readSchema', () => {
  it('reads what the MOF of the same classes says', async () => {
    const loaded = await read(all);
    expect(loaded.schema.classes).toEqual(sorted);
    expect(loaded.diagnostics).toEqual([]);
  });

  it('reads only what is selected and what that needs, but knows all names', async () => {
    const loaded = await read((name) => name === 'Test_Derived');
    expect(loaded.schema.classes.map(({ name }) => name)).toEqual([
      'Test_Base',
      'Test_Derived',
      'Test_Other',
      'Test_Part',
    ]);
    expect(loaded.classNames?.('ROOT/test').toSorted()).toEqual(sorted.map(({ name }) => name));
  });

  it('reports a class that is refused, and goes on', async () => {
    const { schema: read1, diagnostics } = await read(all, refusing(['Test_Other']));
    expect(read1.classes).toEqual(sorted.filter(({ name }) => name !== 'Test_Other'));
    expect(diagnostics).toEqual([
      {
        severity: 'warning',
        code: 'mi',
        message: 'class Test_Other of root/test is left out: not for you',
        help: 'a user is needed who may read the schema: source.username names one',
      },
    ]);
  });

  it('reads the classes that are named, and what they need, of a server that lists none', async () => {
    for (const result of ['NOT_FOUND', 'INVALID_CLASS'] as const) {
      const loaded = await read(all, refusing([], result, 'enumerateClasses'), ['test_derived', 'Test_None']);
      const names = ['Test_Base', 'Test_Derived', 'Test_Other', 'Test_Part'];
      expect(loaded.schema.classes.map(({ name }) => name)).toEqual(names);
      expect(loaded.diagnostics.map(({ message }) => message)).toEqual([
        expect.stringMatching(/^class Test_None of root\/test is left out: /),
      ]);
    }
    await expect(read(all, refusing([], 'INVALID_CLASS', 'enumerateClasses'))).rejects.toMatchObject({
      diagnostics: [{ help: 'where a server lists no classes, name each with classes, or read files with source.mof' }],
    });
    for (const result of ['ACCESS_DENIED', 'NOT_SUPPORTED'] as const) {
      const denied = read(all, refusing([], result, 'enumerateClasses'), ['Test_Base']);
      await expect(denied).rejects.toThrow('cannot be listed: not for you');
    }
  });

  it('fails where the classes cannot be listed', async () => {
    await using application = await initialize({ handler: new MemoryRepository({ schema }) });
    const session = await application.newSession();
    const request = { namespaces: ['root/none'], selects: all, spelling: LIBRARY_SPELLING };
    await expect(readSchema(session, request)).rejects.toThrow(/^the classes of root\/none cannot be listed: /);
  });
});
