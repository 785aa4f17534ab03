import { readFileSync, statSync } from 'node:fs';
import { dirname, extname, relative, resolve } from 'node:path';
import { given } from '../../runtime/options.js';
import { failure } from '../diagnostics/index.js';
import type { OptionValues } from '../options/known-options.js';
import { pathText } from '../options/option-mistakes.js';
import { DEFAULTS, LIBRARY_SPELLING, namedOption, type OptionName } from '../options/option-table.js';
import { decodeFile } from '../source/decode.js';
import { SourceText } from '../source/source-text.js';
import { assertConfig, checkNamespaces } from './check-config.js';
import type { Config, Target, TargetSource } from './config.js';
import { fromWorkingFolder } from './config-paths.js';
import type { ConfigText } from './config-text.js';
import { CONFIG_NAMES } from './find-config.js';

/** A config file that was read and checked. */
export interface LoadedConfig {
  /** The file, as it is written from the working folder. */
  readonly file: string;
  /** True where the file has `targets`. */
  readonly hasTargets: boolean;
  /** At least one: the target that the config itself is, or each of its `targets`. */
  readonly targets: readonly LoadedTarget[];
}

/** A target with the options that it shares with others. */
export interface LoadedTarget {
  /** `targets[1]`; null where the config itself is the target. */
  readonly name: string | null;
  /** Its paths are written as from the working folder. */
  readonly options: Target;
  /** How the file writes an option: `targets[1].source.mof`; null for an option that it does not give. */
  nameOf(option: OptionName): string | null;
}

/**
 * Loads a config file. What a config in JavaScript or TypeScript does is done each time.
 *
 * @param read gets the absolute paths of the files that were read, as far as they are known, also when something fails
 * @throws DiagnosticError when there is no such file, it cannot be run, or something is wrong with its options
 */
export async function loadConfig(path: string, read: Set<string> = new Set()): Promise<LoadedConfig> {
  read.add(resolve(path));
  const text = await readConfig(path, read);
  const { value, file }: ConfigText = text;
  assertConfig(value, text);
  checkNamespaces(value, text);
  const folder = dirname(resolve(path));
  const { targets } = value;
  return {
    file,
    hasTargets: targets !== undefined,
    targets: targets?.map((target, index) => loadedTarget(pathText(['targets', index]), target, value, folder)) ?? [
      loadedTarget(null, {}, value, folder),
    ],
  };
}

async function readConfig(path: string, read: Set<string>): Promise<ConfigText> {
  const file = relative(process.cwd(), resolve(path));
  const kind = statSync(path, { throwIfNoEntry: false });
  if (kind === undefined) {
    throw failure('no-config', `the config ${file} does not exist`, `paths are relative to ${process.cwd()}`);
  }
  const extensions = CONFIG_NAMES.map((name) => extname(name));
  if (!extensions.includes(extname(path)) || !kind.isFile()) {
    throw failure('no-config', `${file} is no config`, `a config is a file that ends in ${extensions.join(', ')}`);
  }
  const text = decodeFile(readFileSync(path));
  if (typeof text !== 'string') throw failure(text.code, `${file}: ${text.message}`, text.help);
  const source = new SourceText(file, text);
  if (extname(path) === '.json') return (await import('./json-config.js')).readJsonConfig(source);
  return await (await import('./code-config.js')).readCodeConfig(resolve(path), source, read);
}

function loadedTarget(name: string | null, own: Target, config: Config, folder: string): LoadedTarget {
  const { targets: _targets, $schema: _schema, ...shared }: Config & { readonly $schema?: unknown } = config;
  const options = withPaths({ ...given(shared), ...given(own) }, folder);
  return {
    name,
    options,
    nameOf(option) {
      const { source, property } = namedOption(option);
      if (source !== null && source !== options.source?.kind) return null;
      const isIn = (target: OptionValues) => target[source === null ? (property ?? '') : 'source'] !== undefined;
      if (isIn({ ...own })) return `${name}.${LIBRARY_SPELLING.name(option)}`;
      return isIn({ ...shared }) ? LIBRARY_SPELLING.name(option) : null;
    },
  };
}

/** The default of `out` is a path of the config, too: where the command is called from changes nothing. */
function withPaths({ source, amend, usedBy, out = DEFAULTS.out, ...options }: Target, folder: string): Target {
  const fromConfig = (path: string) => fromWorkingFolder(folder, path);
  return {
    ...options,
    ...(amend === undefined ? {} : { amend: amend.map(fromConfig) }),
    ...(usedBy === undefined ? {} : { usedBy: usedBy.map(fromConfig) }),
    out: fromWorkingFolder(folder, out),
    ...(source === undefined ? {} : { source: sourceFrom(source, fromConfig) }),
  };
}

function sourceFrom(source: TargetSource, fromConfig: (path: string) => string): TargetSource {
  if (source.kind === 'bundled') return source;
  if (source.kind === 'files') {
    const paths = (name: 'mof' | 'cimXml' | 'includeDirs') =>
      source[name] === undefined ? {} : { [name]: source[name].map(fromConfig) };
    return { ...source, ...paths('mof'), ...paths('cimXml'), ...paths('includeDirs') };
  }
  const path = (name: 'trustedCertificates' | 'certificateFile' | 'privateKeyFile') =>
    source[name] === undefined ? {} : { [name]: fromConfig(source[name]) };
  return { ...source, ...path('trustedCertificates'), ...path('certificateFile'), ...path('privateKeyFile') };
}
