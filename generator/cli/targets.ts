import { foldName } from '../../runtime/schema/index.js';
import type { TargetSource } from '../config/config.js';
import type { LoadedConfig, LoadedTarget } from '../config/load-config.js';
import {
  isBelow,
  type NamespacePattern,
  parseNamespacePattern,
  suggestNamespace,
} from '../options/namespace-pattern.js';
import {
  DEFAULTS,
  LIBRARY_SPELLING,
  LIVE_DEFAULTS,
  type OptionName,
  type OptionSpelling,
} from '../options/option-table.js';
import { type GenerateSettings, resolveOptions } from '../options/resolve-options.js';
import { type CommandLine, UsageError } from './command.js';
import {
  FLAG_SPELLING,
  givenOptions,
  givenSource,
  OPTION_FLAGS,
  orUsageError,
  type SourceFlags,
} from './generate-flags.js';

/** What is generated together, with all options filled in. */
export interface RunTarget {
  /** How the config calls it: `targets[1]`; null where there are no targets but this one. */
  readonly name: string | null;
  readonly settings: GenerateSettings;
}

/** The target of a run without a config. */
const NO_CONFIG: LoadedTarget = { name: null, options: {}, nameOf: () => null };

/**
 * The targets of a run: that of the command line, or those of a config, with the flags of the command line in place of
 * the options that they set.
 *
 * @throws UsageError when `generate()` would refuse the options
 */
export function targetsOf(commandLine: CommandLine, config: LoadedConfig | null): readonly RunTarget[] {
  return orUsageError(() => {
    const targets = config === null ? [NO_CONFIG] : selectedTargets(config, commandLine.operands);
    return targets.map((target) => ({
      name: target.name,
      settings: settingsOf(commandLine, target, config?.file ?? null),
    }));
  });
}

/** The operands select among `targets`; where there are none, they are the namespaces of the config itself. */
function selectedTargets({ file, hasTargets, targets }: LoadedConfig, operands: readonly string[]) {
  if (!hasTargets || operands.length === 0) return targets;
  const selected = new Set<LoadedTarget>();
  for (const operand of operands) {
    const wanted = parseNamespacePattern(operand, FLAG_SPELLING);
    const found = targets.filter(({ options }) => patternsOf(options.namespaces).some((own) => overlap(own, wanted)));
    if (found.length === 0) throw noTarget(operand, file, targets);
    for (const target of found) selected.add(target);
  }
  return targets.filter((target) => selected.has(target));
}

function patternsOf(namespaces: readonly string[] = []): readonly NamespacePattern[] {
  return namespaces.map((namespace) => parseNamespacePattern(namespace, LIBRARY_SPELLING));
}

/** Whether a namespace belongs to both. */
function overlap(a: NamespacePattern, b: NamespacePattern): boolean {
  if (foldName(a.namespace) === foldName(b.namespace)) return true;
  return (a.deep && isBelow(b.namespace, a.namespace)) || (b.deep && isBelow(a.namespace, b.namespace));
}

function noTarget(operand: string, file: string, targets: readonly LoadedTarget[]): UsageError {
  const list = targets.map(({ name, options }) => `${name} (${(options.namespaces ?? []).join(', ')})`).join(', ');
  const meant = suggestNamespace(
    operand,
    targets.flatMap(({ options }) => options.namespaces ?? []),
  );
  const help = meant === undefined ? '' : `; ${meant}`;
  return new UsageError(`no target of ${file} has the namespace ${operand}: it has ${list}${help}`);
}

function settingsOf(commandLine: CommandLine, target: LoadedTarget, file: string | null): GenerateSettings {
  const { operands } = commandLine;
  const { namespaces: own = [], source: ownSource, ...options } = target.options;
  const namespaces = target.name === null && operands.length > 0 ? operands : own;
  if (namespaces.length === 0) throw new UsageError(noNamespace(file));
  const source = mergedSource(givenSource(commandLine), ownSource, file);
  const given = { ...options, ...givenOptions(commandLine), namespaces, source };
  return resolveOptions(given, spellingOf(commandLine, target));
}

function noNamespace(file: string | null): string {
  const call = 'for example: mi-codegen root/cimv2';
  return file === null
    ? `a namespace is needed, ${call}; or a config: mi-codegen init writes one`
    : `${file} names no namespaces: give it namespaces: ["root/cimv2"], or name them on the command line, ${call}`;
}

/** The options of the source: flags of the kind that the target has refine its source, others replace it. */
function mergedSource(flags: SourceFlags | null, own: TargetSource | undefined, file: string | null): unknown {
  if (flags === null) return own;
  const { kind, values, isNamed } = flags;
  if (isNamed) return { kind, ...values };
  if (own?.kind === kind) return { ...own, ...values };
  if (own !== undefined) refuseDetail(flags, own, file);
  // Flags of the default source refine it: with --locale alone, the bundled schema is still read where there is no MI.
  return { ...(kind === DEFAULTS.source.kind ? DEFAULTS.source : { kind }), ...values };
}

/** A detail such as a language must not change the source from files to whatever the machine has. */
function refuseDetail({ kind, values }: SourceFlags, own: TargetSource, file: string | null): void {
  if (kind !== 'live' || !Object.keys(values).every((name) => Object.hasOwn(LIVE_DEFAULTS, name))) return;
  const flag = FLAG_SPELLING.name('source.live.locale');
  const others = `${FLAG_SPELLING.name('source.live')} or ${FLAG_SPELLING.name('source.live.destination')}`;
  const source = own.kind === 'files' ? 'files' : 'the bundled schema';
  throw new UsageError(`${flag} goes with ${others}, but ${file} reads ${source}`);
}

/** Options as they were written: on the command line, else in the config. */
function spellingOf({ flags }: CommandLine, target: LoadedTarget): OptionSpelling {
  const isFlag = (option: OptionName) => OPTION_FLAGS.some((flag) => flag.option.name === option && flag.name in flags);
  const nameInConfig = (option: OptionName) => (isFlag(option) ? null : target.nameOf(option));
  return {
    name: (option) => nameInConfig(option) ?? FLAG_SPELLING.name(option),
    off: (option) => {
      const name = nameInConfig(option);
      return name === null ? FLAG_SPELLING.off(option) : `${name}: false`;
    },
    oneByOne: (option, globs) =>
      (nameInConfig(option) === null ? FLAG_SPELLING : LIBRARY_SPELLING).oneByOne(option, globs),
  };
}
