import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../../generator/diagnostics/index.js';
import { LIBRARY_SPELLING } from '../../../../generator/options/option-table.js';
import { childNamespaces } from '../../../../generator/source/live/live-schema.js';
import { parseMof } from '../../../../generator/source/mof/index.js';
import { initialize } from '../../../../runtime/index.js';
import { MemoryRepository } from '../../../../runtime/memory/index.js';

describe('childNamespaces', () => {
  const NAMESPACES = `
#pragma namespace("root")
instance of __NAMESPACE { Name = "b"; };
instance of __NAMESPACE { Name = "a"; };
instance of __NAMESPACE { Name = "ms_409"; };
#pragma namespace("root/a")
instance of __NAMESPACE { Name = "c"; };
instance of __NAMESPACE { Name = "not there"; };
`;

  it('lists a tree, parents first, and reports what cannot be listed', async () => {
    const repository = new MemoryRepository({ schema: parseMof(NAMESPACES, { namespace: 'root' }).schema });
    await using application = await initialize({ handler: repository });
    const session = await application.newSession();
    const diagnostics: Diagnostic[] = [];
    expect(await childNamespaces(session, 'root', LIBRARY_SPELLING, diagnostics)).toEqual([
      'root',
      'root/a',
      'root/a/c',
      'root/a/not there',
      'root/b',
    ]);
    expect(diagnostics.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^the namespaces below root\/a\/not there cannot be listed: /),
    ]);
  });
});
