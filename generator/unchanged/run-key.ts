import { OPTIONS, type OptionSpelling } from '../options/option-table.js';
import type { GenerateSettings } from '../options/resolve-options.js';
import { asksMachine } from '../source/live/asks-machine.js';
import type { RunSettings } from '../used-by/run-settings.js';
import { packageDigests } from './package-digests.js';
import { programDigest } from './program-digest.js';

/** Whether a run that finds the same on the disk does the same. One that asks a machine or a compiler may not. */
export function isRepeatable({ cache, verify, source }: GenerateSettings): boolean {
  return cache && !verify && !asksMachine(source);
}

/**
 * What decides the work of a run beside what is on the disk, and how its report is worded.
 *
 * @returns null for a run that does its work each time
 */
export function runKey(settings: RunSettings): string | null {
  // How the output is compared or written is decided anew, and who is told of progress changes nothing.
  const { mode: _mode, clean: _clean, onProgress: _onProgress, spelling, imported, ...deciding } = settings;
  if (!isRepeatable(settings)) return null;
  const [program, packages] = [programDigest(), packagesFor(settings)];
  if (program === null || packages === null) return null;
  const { version, platform } = process;
  const names = imported?.imports.map(({ module, name, isCertain }) => [module, name, isCertain]);
  return JSON.stringify([program, packages, version, platform, process.cwd(), deciding, names, wordsOf(spelling)]);
}

type Digests = Readonly<Record<string, string>>;

let ofXml: Digests | null | undefined;

/** The digests of the packages that are not a part of the program, and read this kind of files. */
function packagesFor({ source }: GenerateSettings): Digests | null {
  if (source.kind !== 'files' || source.cimXml === undefined) return {};
  if (ofXml === undefined) ofXml = packageDigests('fast-xml-parser', performance.timeOrigin);
  return ofXml;
}

function wordsOf(spelling: OptionSpelling): readonly string[] {
  return [
    ...OPTIONS.map(({ name }) => spelling.name(name)),
    ...(['classes', 'exclude'] as const).map((option) => spelling.oneByOne(option, ['A', 'B'])),
  ];
}
