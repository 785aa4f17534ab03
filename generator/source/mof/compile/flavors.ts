import type { CimFlavor } from '../../../../runtime/schema/index.js';
import type { NameNode } from '../syntax/nodes.js';

const EFFECTS: Readonly<Record<string, Partial<CimFlavor>>> = {
  enableoverride: { overridable: true },
  disableoverride: { overridable: false },
  tosubclass: { toSubclass: true },
  restricted: { toSubclass: false },
  nottosubclass: { toSubclass: false },
  toinstance: { toInstance: true },
  nottoinstance: { toInstance: false },
  translatable: { translatable: true },
  amended: { translatable: true },
};

/** The flavor after the written words were applied to the one before. */
export function writtenFlavor(words: readonly NameNode[], before: CimFlavor): CimFlavor {
  if (words.length === 0) return before;
  return Object.assign({ ...before }, ...words.map((word) => EFFECTS[word.text.toLowerCase()]));
}
