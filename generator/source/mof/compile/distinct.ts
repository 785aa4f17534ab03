import { foldName } from '../../../../runtime/schema/index.js';
import type { NameNode } from '../syntax/nodes.js';
import type { CompileContext } from './compile-context.js';

/** The nodes without repeated names. Of two nodes with the same name the first one is used, with a warning. */
export function distinct<T extends { readonly name: NameNode }>(
  nodes: readonly T[],
  kind: string,
  context: CompileContext,
): T[] {
  const names = new Set<string>();
  return nodes.filter(({ name }) => {
    const folded = foldName(name.text);
    const first = !names.has(folded);
    names.add(folded);
    if (!first) {
      context.diagnostics.warn(
        name,
        `mof-duplicate-${kind}`,
        `the ${kind} "${name.text}" stands here twice; the first holds`,
        'remove one of them',
      );
    }
    return first;
  });
}
