import { failure } from './diagnostics/index.js';
import type { GenerateOptions } from './generate.js';
import { parsePattern } from './source/namespaces.js';

const LISTS = ['namespaces', 'mof', 'includeDirs', 'classes', 'exclude'] as const;

const CHOICES = { importExtension: ['js', 'ts'], mode: ['write', 'check', 'dry-run'] } as const;

/**
 * Refuses options that cannot be meant.
 *
 * @throws TypeError for what only JavaScript can pass
 * @throws DiagnosticError for what is no namespace, and for options that exclude each other
 */
export function checkGenerateOptions(options: GenerateOptions): void {
  // All but the namespaces may be left out.
  const given: { readonly [name: string]: unknown } = { ...options, namespaces: options?.namespaces ?? null };
  for (const name of LISTS) {
    if (given[name] !== undefined && !isTexts(given[name])) {
      throw new TypeError(`generate() takes an array of strings as ${name}`);
    }
  }
  for (const [name, choices] of Object.entries(CHOICES)) {
    if (given[name] !== undefined && !choices.some((choice) => choice === given[name])) {
      throw new TypeError(`generate() takes one of ${choices.join(', ')} as ${name}`);
    }
  }
  options.namespaces.forEach(parsePattern);
  checkSource(options);
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function checkSource({ mof, bundled, live = {} }: GenerateOptions): void {
  const liveOption = Object.entries(live).find(([, value]) => value !== undefined)?.[0];
  const sources = [mof && '--mof', bundled && '--bundled', liveOption && `--${liveOption}`].filter(Boolean);
  if (sources.length < 2) return;
  throw failure('several-sources', `${sources.join(' and ')} exclude each other: a schema has one source`);
}
