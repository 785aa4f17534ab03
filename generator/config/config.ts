import type { GenerateOptions, LiveSourceOptions, SourceOptions } from '../options/generate-options.js';

/** Where the schema of a target is read from. There is no password: it is `MI_PASSWORD`, or asked for. */
export type TargetSource = Exclude<SourceOptions, LiveSourceOptions> | Omit<LiveSourceOptions, 'password'>;

/**
 * What is generated together: the options of `generate()`, without those that belong to a single run. Paths and globs
 * are relative to the folder of the config file.
 */
export interface Target extends Omit<GenerateOptions, 'namespaces' | 'source' | 'mode' | 'onProgress'> {
  /** As in `generate()`. May be left to the command line: `mi-codegen root/cimv2`. */
  readonly namespaces?: readonly string[];
  /** As in `generate()`. It is replaced as a whole, not merged, where a target and the config both have one. */
  readonly source?: TargetSource;
}

/** A config file: one target, or several. */
export interface Config extends Target {
  /** Several targets. The options beside `targets` are those that each of them has where it gives none itself. */
  readonly targets?: readonly Target[];
}

/** What a config file exports: a config, a promise of one, or a function that returns either. */
export type ConfigExport = Config | Promise<Config> | (() => Config | Promise<Config>);

/** Gives a config back as it is: `export default defineConfig({ ... })` is checked and completed by an editor. */
export function defineConfig(config: ConfigExport): ConfigExport {
  return config;
}
