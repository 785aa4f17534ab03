import type { ComparedSource } from '../diff/compare-sources.js';
import type { NamespacePattern } from '../options/namespace-pattern.js';
import type { OptionName, OptionSpelling } from '../options/option-table.js';
import { type CommandLine, type Flag, UsageError } from './command.js';
import { checkedOptions, FLAG_SPELLING, OPTION_FLAGS, type OptionFlag, valuesOf } from './generate-flags.js';
import { parseSchemaAddress, type SchemaAddress } from './schema-address.js';

/** The options of `generate` that a comparison has beside those of `live`; with a description where that is another. */
const SHARED: ReadonlyMap<OptionName, string | null> = new Map([
  ['source.files.includeDirs', null],
  ['amend', null],
  ['classes', 'class or glob to compare'],
  ['exclude', null],
]);

const SHARED_FLAGS: readonly OptionFlag[] = OPTION_FLAGS.flatMap((flag) => {
  const { name, source, property } = flag.option;
  // An operand says that a schema is live.
  if (source === 'live' && property !== null) return [flag];
  return SHARED.has(name) ? [{ ...flag, description: SHARED.get(name) ?? flag.description }] : [];
});

/** The flags that say where schemas are, and which of their classes count. */
export const COMPARE_FLAGS: readonly Flag[] = [
  ...SHARED_FLAGS,
  {
    name: 'namespace',
    type: 'text',
    group: 'Schema:',
    description: 'namespace of what files give none; default that of the other schema',
  },
];

/** Options as this command has them: files are operands, and so is the bundled schema. */
const SPELLING: OptionSpelling = {
  name(option) {
    if (option === 'source.files.mof') return 'MOF file';
    if (option === 'source.files.cimXml') return 'CIM-XML file';
    return option === 'source.bundled' ? 'bundled:root/cimv2' : FLAG_SPELLING.name(option);
  },
  off: FLAG_SPELLING.off,
  oneByOne: FLAG_SPELLING.oneByOne,
};

/** The two schemas that a command line names. */
export interface ComparedSources {
  readonly before: ComparedSource;
  readonly after: ComparedSource;
  /** The namespace of what files give none; null where the command line says nothing. */
  readonly namespace: NamespacePattern | null;
}

/**
 * The two schemas that a command line names, with the password of the user if there is one.
 *
 * @throws UsageError for operands and flags that must be a mistake
 */
export async function comparedSources({ operands, flags }: CommandLine): Promise<ComparedSources> {
  const [old = '', recent = ''] = operands;
  const addresses = [parseSchemaAddress(old), parseSchemaAddress(recent)] as const;
  checkFlagsApply(addresses, flags);
  const before = comparedSource(old, addresses[0], flags);
  const after = comparedSource(recent, addresses[1], flags);
  const { withPassword } = await import('./password.js');
  const source = await withPassword(before.settings.source);
  // Both schemas may be live. Then they are read as one user.
  const isAsked = source.kind === 'live' && after.settings.source.kind === 'live';
  const sourceAfter = isAsked ? source : await withPassword(after.settings.source);
  const namespace = typeof flags['namespace'] === 'string' ? patternOf(flags['namespace']) : null;
  return {
    before: { ...before, settings: { ...before.settings, source } },
    after: { ...after, settings: { ...after.settings, source: sourceAfter } },
    namespace,
  };
}

/** Refuses flags of a source that neither operand names: they would have no effect. */
function checkFlagsApply(addresses: readonly SchemaAddress[], flags: CommandLine['flags']): void {
  const kinds = new Set(addresses.map(({ kind }) => kind));
  for (const { name, option } of SHARED_FLAGS) {
    if (flags[name] === undefined) continue;
    const isUseless = option.source === 'live' ? !kinds.has('live') : option.source === 'files' && !kinds.has('mof');
    const needed = option.source === 'live' ? 'a schema such as live:root/cimv2' : 'a MOF file';
    if (isUseless) throw new UsageError(`--${name} needs ${needed}`);
  }
}

function comparedSource(name: string, address: SchemaAddress, flags: CommandLine['flags']): ComparedSource {
  const ofSource = (source: string) => valuesOf(SHARED_FLAGS, flags, source);
  const choice = valuesOf(SHARED_FLAGS, flags, null);
  if ('namespace' in address) {
    const source = { kind: address.kind, ...(address.kind === 'live' ? ofSource('live') : {}) };
    const settings = checkedOptions({ namespaces: [address.namespace], source, ...choice }, SPELLING);
    return { name, settings, namespace: settings.namespaces[0] };
  }
  const includes = address.kind === 'mof' ? ofSource('files') : {};
  const source = { kind: 'files', [address.kind]: [address.path], ...includes };
  // These namespaces are not used: which ones files declare is known when they are read.
  const settings = checkedOptions({ namespaces: ['root/cimv2'], source, ...choice }, SPELLING);
  return { name, settings, namespace: null };
}

function patternOf(namespace: string): NamespacePattern {
  return checkedOptions({ namespaces: [namespace] }, SPELLING).namespaces[0];
}
