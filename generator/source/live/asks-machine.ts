import { isNamed, type SourceOptions } from '../../options/generate-options.js';

/** Whether a schema is asked of a machine. Where there is no Windows MI, the answer may be that it has none. */
export function asksMachine(options: SourceOptions): boolean {
  // OMI lists classes without their methods and qualifiers: by default only the MI of Windows is used.
  return options.kind === 'live' && (!isOptional(options) || process.platform === 'win32');
}

/** Whether the bundled schema will do where there is no MI. */
export function isOptional(options: SourceOptions): boolean {
  return !isNamed(options) && (process.env['MI_LIBRARY'] ?? '') === '';
}
